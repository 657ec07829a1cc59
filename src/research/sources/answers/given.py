"""Given: the cells of a column in the records that count."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from research.edition.labels import same_code
from research.sources.formats.columns import Coded, Days, Numbers

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from research.sources.formats.columns import Column
    from research.sources.formats.fields import Field

    Mask = NDArray[np.bool_]

__all__ = ["Given", "number_of"]


@dataclass(frozen=True, eq=False)
class Given:
    """The cells of one column, n of them.

    Parameters
    ----------
    column : of the file, with all its records.
    field : what the file says of it.
    kept : which of its records count; ``None`` for all.
    """

    column: Column
    field: Field
    kept: Mask | None = None

    @property
    def name(self) -> str:
        """What the file calls the column."""
        return self.field.name

    @cached_property
    def lines(self) -> NDArray[np.int64]:
        """Rows in the file."""
        lines = self.column.lines
        return lines if self.kept is None else lines[self.kept]

    @cached_property
    def coded(self) -> Coded:
        """The cells as codes of distinct texts, of which some may be held by no record."""
        codes, values = self.column.coded()
        return Coded(codes if self.kept is None else codes[self.kept], values)

    def reworded(self, texts: Sequence[str]) -> Given:
        """Give the same cells with another text for each distinct one; blank where it is empty.

        Parameters
        ----------
        texts : one for each of the distinct texts.
        """
        codes, _ = self.coded
        distinct = {text: place for place, text in enumerate(dict.fromkeys(filter(None, texts)))}
        places = np.array([distinct.get(text, -1) for text in texts] + [-1], dtype="int32")
        other = Given(self.column, self.field, self.kept)
        other.__dict__["coded"] = Coded(places[codes], list(distinct))
        return other

    @property
    def apart(self) -> Any:
        """The cells as a ``pyarrow.Array`` of texts where these are apart; None where not so."""
        texts = self.column.apart
        return texts if texts is None or self.kept is None else texts.filter(self.kept)

    @cached_property
    def numbers(self) -> Numbers:
        """The cells as numbers."""
        values, wrong = self.column.numbers()
        return Numbers(*((values, wrong) if self.kept is None else self._of(values, wrong)))

    def days(self, form: str = "") -> Days:
        """Give the cells as days.

        Parameters
        ----------
        form : how text writes them, where it is not ISO.
        """
        values, wrong = self.column.days(form)
        return Days(*((values, wrong) if self.kept is None else self._of(values, wrong)))

    @cached_property
    def filled(self) -> Mask:
        """Which cells are not blank."""
        filled = self.column.filled
        return filled if self.kept is None else filled[self.kept]

    def _of(self, values: NDArray, wrong: Mask) -> tuple[NDArray, Mask]:  # type: ignore[type-arg]
        return values[self.kept], wrong[self.kept]

    def holds(self, cells: Collection[str]) -> Mask:
        """Which cells are one of these, 1 and 1.0 alike.

        Parameters
        ----------
        cells : as codes are written. Where all are numbers, so are the cells compared.
        """
        wanted = [number for number in map(number_of, cells) if number is not None]
        if len(wanted) == len(cells):
            found: Mask = np.isin(self.numbers.values, wanted)
            return found
        codes, values = self.coded
        known = {same_code(cell) for cell in cells}
        hit = np.array([same_code(value) in known for value in values] + [False])
        held: Mask = hit[codes]
        return held

    @cached_property
    def undeclared(self) -> Mask:
        """Which cells the file does not declare as missing."""
        missing = self.field.missing
        out = np.ones(len(self.lines), dtype=bool)
        codes = [part for part in missing if isinstance(part, str)]
        if codes:
            out &= ~self.holds(codes)
        for part in missing:
            if not isinstance(part, str):
                values = self.numbers.values
                out &= ~((values >= part[0]) & (values <= part[1]))
        return out

    def first(self, mask: Mask, most: int = 3) -> tuple[int, ...]:
        """Rows in the file of the first cells of a mask."""
        return tuple(self.lines[np.flatnonzero(mask)[:most]].tolist())


def number_of(cell: str) -> float | None:
    """Give a code as a number, where it is written as one: 01 is a text.

    >>> number_of("1.0"), number_of("-99"), number_of("01"), number_of("yes"), number_of("1e2")
    (1.0, -99.0, None, None, None)
    """
    plain = same_code(cell)
    unsigned = plain.removeprefix("-")
    if unsigned.count(".") > 1 or not unsigned.replace(".", "0", 1).isdecimal():
        return None
    if len(unsigned) > 1 and unsigned[0] == "0" and unsigned[1] != ".":
        return None
    return float(plain) if unsigned.isascii() and unsigned != "." else None
