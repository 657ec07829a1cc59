"""The values behind a table: which printed column prints which of them, and as what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol

from research.display.framedata import frame_data, head_of, held
from research.display.standing import Standing, standing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from research.display.banner import Banner
    from research.display.cell import Cell

__all__ = ["table_data"]

# Behind a number: what a note under the table tells.
_SIGNS = re.compile(r"(?<=[\d%)])[*†]$")


class _Printed(Protocol):
    """A table, as its values need it."""

    @property
    def frame(self) -> pd.DataFrame: ...

    @property
    def cells(self) -> Sequence[Sequence[Cell]]: ...

    @property
    def stub(self) -> str: ...

    @property
    def heads(self) -> Sequence[str]: ...

    @property
    def names(self) -> Mapping[str, str]: ...

    @property
    def bases(self) -> Sequence[int | None]: ...

    @property
    def shares(self) -> Sequence[str]: ...

    @property
    def banner(self) -> Banner | None: ...

    @property
    def tab(self) -> Mapping[str, Any] | None: ...


def table_data(table: _Printed) -> dict[str, Any]:
    """Give the values of a table for the workbook.

    A column of the frame bears its name of `names`, else the printed head of the column that prints
    it, else its own name: a printed head never stands over other values than are printed under it.
    """
    names, heads = [str(name) for name in table.frame.columns], _whole_heads(table)
    rows = _rows(table)
    alike = bool(rows or table.frame.empty) and all(len(row) == len(names) for row in table.cells)
    own = [table.names.get(name) or head_of(name, coded=bool(table.heads)) for name in names]
    places = range(len(names)) if alike else [_place(head, heads) for head in own]
    stands = [_standing(table, rows, column, place) for column, place in enumerate(places)]
    # What tells nothing is taken for what stands in its place where all others are.
    sure = alike and not any(one.differs or one.words for one in stands if not one.is_it)
    given = [""] * len(names)
    if alike and len(heads) == len(names):
        given = [
            head if one.is_it or (sure and one.is_blank) else ""
            for head, one in zip(heads, stands, strict=True)
        ]
    known = {
        column: (place, one)
        for column, (place, one) in enumerate(zip(places, stands, strict=True), 1)
        if place is not None and one.is_it
    }
    return frame_data(
        table.frame,
        table.stub,
        shares=table.shares,
        kinds={column: _kinds(table, rows, one) for column, (_, one) in known.items()},
        marks=_marks(table, rows, {column: place for column, (place, _) in known.items()}),
        heads=[table.names.get(name, head) for name, head in zip(names, given, strict=True)],
        coded=bool(table.heads),
        bases=table.bases if alike and len(table.bases) == len(names) else (),
    )


def _rows(table: _Printed) -> list[int]:
    """The frame's row that each printed one shows: all, or all but titles, which have no values."""
    count = len(table.frame)
    if len(table.cells) == count:
        return list(range(count))
    filled = [row for row, blank in enumerate(table.frame.isna().all(axis=1)) if not blank]
    return filled if len(filled) == len(table.cells) else []


def _kinds(table: _Printed, rows: Sequence[int], found: Standing) -> list[str]:
    kinds = dict(zip(rows, found.kinds, strict=True))
    return [kinds.get(row, "") for row in range(len(table.frame))]


def _marks(table: _Printed, rows: Sequence[int], places: Mapping[int, int]) -> list[dict[str, Any]]:
    """Tints, arrows and signs of cells, by row and by column of the frame, the first being 1."""
    found = []
    for row, cells in zip(rows, table.cells, strict=bool(rows)):
        for column, place in places.items():
            cell = cells[place]
            signs = "".join(_SIGNS.findall(cell.text)) + cell.arrow
            told = {"signs": signs, "tinted": "top3" in cell.mark.split()}
            if any(told.values()):
                found.append({"row": row, "column": column, **told})
    return found


def _whole_heads(table: _Printed) -> list[str]:
    """The printed heads with those over them; nothing where the frame's columns are printed."""
    if not table.heads or table.banner is None or table.tab is not None:
        return list(table.heads)
    return table.banner.whole(table.heads)


def _place(name: str, heads: Sequence[str]) -> int | None:
    """Where the one printed column of this name stands."""
    return heads.index(name) if list(heads).count(name) == 1 else None


def _standing(table: _Printed, rows: Sequence[int], column: int, place: int | None) -> Standing:
    cells = table.cells
    if place is None or len(rows) != len(cells) or any(len(row) <= place for row in cells):
        return Standing()
    texts = ["; ".join(row[place].items) or row[place].text for row in cells]
    return standing(texts, [held(table.frame.iloc[row, column]) for row in rows])
