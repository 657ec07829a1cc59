"""Whether figures of a table would be printed over each other: columns too narrow for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.display.drawing.measure import text_width
from research.display.paper import UPRIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from research.display.cell import Cell

__all__ = ["is_crowded"]

# Type of the filter's tables in points, by the columns from which it is the smaller one, and the
# room beside a text.
_TYPE, _SMALL, _MANY, _INSET = 9.2, 7.6, 8, 8.0
# No character is wider than so much of its type: shorter texts need not be measured.
_WIDEST = 0.7
# Longer cells are no figures: they wrap.
_FIGURE = 24
_POINT = 25.4 / 72


def is_crowded(widths: Sequence[float], cells: Sequence[Sequence[Cell]], align: str) -> bool:
    """Tell whether a column of figures has less room on an upright page than the widest of them.

    Parameters
    ----------
    widths : relative, of the stub and of each column.
    cells : of the rows, for each column behind the stub.
    align : one of ``l``, ``c``, ``r`` for each column, stub first.
    """
    if any(len(row) != len(widths) - 1 or not all(map(_is_figure, row)) for row in cells):
        return False
    size = _SMALL if len(widths) >= _MANY else _TYPE
    rooms = [UPRIGHT / _POINT * share - _INSET for share in _shares(widths, align)]
    return any(
        _overruns({row[place].text for row in cells}, size, room)
        for place, room in enumerate(rooms[1:])
    )


def _is_figure(cell: Cell) -> bool:
    return not cell.items and len(cell.text) <= _FIGURE


def _overruns(texts: set[str], size: float, room: float) -> bool:
    pieces = {
        piece for text in texts for piece in text.split() if len(piece) * _WIDEST * size > room
    }
    return any(text_width(piece, size) > room for piece in pieces)


def _shares(widths: Sequence[float], align: str) -> list[float]:
    """What each column has of the page.

    Tables of ranks have columns of one measure, as the filter ``look/columns.lua`` gives them.
    """
    count = len(widths)
    if count > 3 and set(align[1:]) == {"c"} and align[0] != "c":
        first = max(0.2, 0.52 - 0.04 * count)
        return [first, *[(1 - first) / (count - 1)] * (count - 1)]
    return [width / sum(widths) for width in widths]
