"""Data files: any format opened as fields, of which the columns that are named are read."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING

from research.errors import InputError, Problem
from research.sources.formats.numerals import Marks
from research.sources.remarks import heard, remark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from research.sources.formats.columns import Column
    from research.sources.formats.fields import Field, MultipleSet
    from research.sources.formats.heads import Naming

__all__ = ["DataFile", "Reading"]


_PLAIN = Marks()


@dataclass(frozen=True)
class Reading:
    """How a file is to be read: what its owner declared of it.

    Parameters
    ----------
    sheet : name of the sheet of a workbook; the first where none is named.
    header_rows : rows of the head above the data.
    skip_rows : filled rows above the head, of a sheet.
    encoding : of text, such as ``utf-8`` or ``cp1252``; found out where not declared.
    delimiter : between cells of text; found out where not declared.
    marks : in numbers that are written as text.
    naming : gives the fields from the head rows, where `heads.named` does not know how.
    """

    sheet: str | None = None
    header_rows: int = 1
    skip_rows: int = 0
    encoding: str | None = None
    delimiter: str | None = None
    marks: Marks = _PLAIN
    naming: Naming | None = None

    def check(self, path: Path) -> None:
        """Refuse what no file can be.

        Parameters
        ----------
        path : the file of which this is declared, as a user would type it.

        Raises
        ------
        InputError
            A head has less than one row, a delimiter is no sign, or marks contradict each other.
        """
        self.marks.check(path)
        if self.header_rows < 1:
            fault = f"a head cannot have {self.header_rows} rows"
            raise InputError([Problem(path, fault, allowed="1 or more")])
        if self.delimiter is not None and (len(self.delimiter) != 1 or self.delimiter in '"\r\n'):
            fault = f"{self.delimiter!r} cannot separate cells"
            raise InputError([Problem(path, fault, allowed="one sign, such as , or ;")])


class DataFile:
    """A file of data, opened: what it says of its columns; cells when they are asked for.

    Parameters
    ----------
    path : the file, as a user would type it.
    fields : of all columns, in the file's order.
    lines : row in the file of each of the n records; the head stands above the first.
    load : reads columns by their names.
    sets : questions with several answers that the file declares.
    heads : the head rows as they stand, where the format has any.
    """

    def __init__(
        self,
        path: Path,
        fields: Iterable[Field],
        lines: NDArray[np.int64],
        load: Callable[[Sequence[str]], Mapping[str, Column]],
        *,
        sets: Sequence[MultipleSet] = (),
        heads: Sequence[Sequence[str]] = (),
    ) -> None:
        self.path = path
        self.fields: Mapping[str, Field] = MappingProxyType({one.name: one for one in fields})
        self.lines = lines
        self.sets = tuple(sets)
        self.heads = tuple(tuple(row) for row in heads)
        self._load = load
        self._columns: dict[str, Column] = {}
        self._remarks: list[Problem] = []

    @property
    def rows(self) -> int:
        """How many records there are."""
        return len(self.lines)

    def read(self, names: Iterable[str]) -> dict[str, Column]:
        """Read columns, each once.

        Parameters
        ----------
        names : what the file calls them.

        Raises
        ------
        InputError
            The file has no such column; a row has more or fewer cells than the head; cells hold
            what is no answer (an error of Excel's, a formula without a value, a list).
        """
        wanted = list(dict.fromkeys(names))
        unknown = [name for name in wanted if name not in self.fields]
        if unknown:
            raise InputError([self._unknown(name) for name in unknown])
        new = [name for name in wanted if name not in self._columns]
        if new:
            self._add(new)
        remark(*self._remarks)
        return {name: self._columns[name] for name in wanted}

    def _add(self, names: Sequence[str]) -> None:
        with heard() as remarks:
            self._columns.update(self._load(names))
        self._remarks += remarks

    def _unknown(self, name: str) -> Problem:
        near = get_close_matches(name, self.fields, 3, 0.5)
        folded = [one for one in self.fields if one.casefold() == name.casefold()]
        return Problem(
            self.path,
            f"the file has no column '{name}'",
            allowed=", ".join(dict.fromkeys([*folded, *near])),
            hint="name columns as the file's head does",
        )
