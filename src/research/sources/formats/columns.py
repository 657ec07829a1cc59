"""Columns: cells as read, each distinct one looked at once."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np
import pandas as pd

from research.sources.content import text
from research.sources.formats.apart import Texts, are_apart
from research.sources.formats.numerals import Marks

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from numpy.typing import NDArray

    Lines = NDArray[np.int64]
    Mask = NDArray[np.bool_]

__all__ = ["Coded", "Column", "Days", "Numbers"]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NO_DAY = np.datetime64("NaT", "D")


class Coded(NamedTuple):
    """Cells as codes of their distinct texts.

    Parameters
    ----------
    codes : one a row, the place of its text in ``values``; -1 where the cell is blank.
    values : distinct texts, none blank, each held by some row.
    """

    codes: NDArray[np.int32]
    values: Sequence[str]


class Numbers(NamedTuple):
    """Cells as numbers.

    Parameters
    ----------
    values : one a row; NaN where the cell is blank or no number.
    wrong : one a row, whether the cell is filled and no number under the marks declared.
    """

    values: NDArray[np.float64]
    wrong: Mask


class Days(NamedTuple):
    """Cells as days.

    Parameters
    ----------
    values : one a row, ``datetime64[D]``; NaT where the cell is blank or no day.
    wrong : one a row, whether the cell is filled and no day.
    """

    values: NDArray[np.datetime64]
    wrong: Mask


class Column:
    """One column of a file: n cells, known by their distinct values.

    Parameters
    ----------
    name : what the file calls it.
    lines : n numbers of rows in the file.
    distinct : gives n places in a list of distinct cells (-1 where blank), and that list: text as
        written, or numbers, days and truths where the format has them. Called when first needed.
    numbers : n numbers, NaN where blank, where all cells are numbers in the file.
    parse : reads the cells as numbers at once, where that is quicker than one by one.
    clean : whether the distinct cells are texts just as `coded` gives them, each held by some row.
    marks : how text in the column writes numbers.
    texts : gives the cells as a ``pyarrow.Array`` of texts, where few are alike.
    """

    def __init__(
        self,
        name: str,
        lines: Lines,
        distinct: Callable[[], tuple[NDArray[Any], Sequence[object]]],
        *,
        numbers: NDArray[np.float64] | None = None,
        parse: Callable[[], Numbers] | None = None,
        clean: bool = False,
        marks: Marks | None = None,
        texts: Callable[[], Any] | None = None,
    ) -> None:
        self.name = name
        self.lines = lines
        self._find = distinct
        self._numbers = numbers
        self._parse = parse
        self._clean = clean
        self._marks = marks or Marks()
        self._texts = texts

    @classmethod
    def of(
        cls, name: str, cells: Sequence[object], lines: Lines, *, marks: Marks | None = None
    ) -> Column:
        """Make a column of cells one by one: text, numbers, days, truths, None."""

        def distinct() -> tuple[NDArray[Any], Sequence[object]]:
            known: dict[tuple[type, object], int] = {}
            codes = [known.setdefault((type(cell), cell), len(known)) for cell in cells]
            return np.array(codes, dtype="int32"), [cell for _, cell in known]

        return cls(name, lines, distinct, marks=marks)

    @classmethod
    def below(cls, name: str, columns: Sequence[Column]) -> Column:
        """Make one column of several, the cells of each below those of the one before.

        Parameters
        ----------
        name : of the column made.
        columns : one or more, written with the same marks.
        """

        def distinct() -> tuple[NDArray[Any], Sequence[object]]:
            known: dict[tuple[type, object], int] = {}
            parts = []
            for column in columns:
                codes, cells = column._distinct
                places = [known.setdefault((type(cell), cell), len(known)) for cell in cells]
                parts.append(np.array([*places, -1], dtype="int32")[codes])
            return np.concatenate(parts), [cell for _, cell in known]

        lines = np.concatenate([column.lines for column in columns])
        return cls(name, lines, distinct, marks=columns[0]._marks)

    def coded(self) -> Coded:
        """Give the cells as codes of their distinct texts.

        Texts are as `research.sources.content.text` has them, whatever the format: whole numbers
        without a point, ISO days, "NA" and 007 as written, no outer blanks.
        """
        return self._coded

    def numbers(self) -> Numbers:
        """Give the cells as numbers; text is read with the marks that the file's owner declared."""
        if self._numbers is not None:
            return Numbers(self._numbers, np.zeros(len(self), dtype=bool))
        if self._parse is not None:
            return self._parsed
        codes, cells = self._distinct
        values = np.array([self._number(cell) for cell in cells] + [np.nan], dtype="float64")
        read = values[codes]
        return Numbers(read, self.filled & np.isnan(read))

    def days(self, form: str = "") -> Days:
        """Give the cells as days: ISO days in text, with a time of day or none.

        Parameters
        ----------
        form : how text writes days, such as ``%d/%m/%Y``, where it is not ISO.
        """
        codes, cells = self._distinct
        values = np.array([_day(cell, form) for cell in cells] + [_NO_DAY], dtype="datetime64[D]")
        read = values[codes]
        return Days(read, self.filled & np.isnat(read))

    def without(self, cells: Collection[str]) -> Column:
        """Give the column with some cells blank.

        Parameters
        ----------
        cells : texts of these, as `coded` has them.
        """
        if not cells or not set(cells) & set(self._coded.values):
            return self

        def distinct() -> tuple[NDArray[Any], Sequence[object]]:
            codes, held = self._distinct
            gone = np.array([text(cell) in cells for cell in held] + [True])
            return np.where(gone[codes], -1, codes).astype("int32"), held

        return Column(self.name, self.lines, distinct, marks=self._marks)

    def texts(self) -> pd.Series[str]:
        """Give the cells as text, empty where blank, by row in the file."""
        codes, values = self._coded
        cells = np.array([*values, ""], dtype=object)[codes]
        return pd.Series(cells, index=pd.Index(self.lines), name=self.name, dtype="str")

    @cached_property
    def apart(self) -> Any:
        """The cells as a ``pyarrow.Array`` of texts where these are apart; None where not so."""
        texts = self._texts() if self._texts else None
        return texts if texts is not None and are_apart(texts) else None

    @property
    def filled(self) -> Mask:
        """Which of the cells are not blank."""
        if self._numbers is not None:
            return ~np.isnan(self._numbers)
        if "_parsed" in self.__dict__:  # quicker than to look for distinct texts
            return self._parsed.wrong | ~np.isnan(self._parsed.values)
        mask: Mask = self._coded.codes >= 0
        return mask

    def rows(self, mask: Mask) -> list[int]:
        """Give the rows in the file of the cells in a mask, for a problem to name."""
        return [int(line) for line in self.lines[mask]]

    def __len__(self) -> int:
        return len(self.lines)

    @cached_property
    def _parsed(self) -> Numbers:
        return cast("Callable[[], Numbers]", self._parse)()

    @cached_property
    def _distinct(self) -> tuple[NDArray[Any], Sequence[object]]:
        return self._find()

    @cached_property
    def _coded(self) -> Coded:
        if self.apart is not None:
            return Coded(np.arange(len(self), dtype="int32"), Texts(self.apart))
        codes, cells = self._distinct
        if self._clean:
            return Coded(codes, cast("list[str]", cells))
        if self._numbers is not None:
            return Coded(codes, _written(cast("list[float]", cells)))
        held = np.bincount(codes + 1, minlength=len(cells) + 1)[1:] > 0
        values: dict[str, int] = {}
        places = np.full(len(cells) + 1, -1, dtype="int32")
        for at in np.flatnonzero(held).tolist():
            said = text(cells[at])
            if said:
                places[at] = values.setdefault(said, len(values))
        same = len(values) == len(cells)
        return Coded(codes if same and codes.dtype == np.int32 else places[codes], list(values))

    def _number(self, cell: object) -> float:
        if isinstance(cell, str):
            number = self._marks.number(cell.strip())
            return np.nan if number is None else number
        if isinstance(cell, float | int | Decimal) and not isinstance(cell, bool):
            return float(cell)
        return np.nan


def _written(numbers: Sequence[float]) -> list[str]:
    """Give distinct numbers as `text` does, many at a time."""
    return [str(int(one)) if one.is_integer() else repr(one) for one in numbers]


def _day(cell: object, form: str) -> np.datetime64:
    if isinstance(cell, datetime.date):
        return np.datetime64(cell.isoformat()[:10], "D")
    if not isinstance(cell, str):
        return _NO_DAY
    said = cell.strip()
    try:
        if form:
            return np.datetime64(datetime.datetime.strptime(said, form).date(), "D")
        moment = datetime.datetime.fromisoformat(said) if _DAY.match(said) else None
    except ValueError:
        return _NO_DAY
    return _NO_DAY if moment is None else np.datetime64(moment.date(), "D")
