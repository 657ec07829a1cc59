"""The banner of a tab: its heads, letters, rows of bases, and how its lines stand together."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from research.display.banner import Banner, Head, Sizes, Stub
from research.display.cell import Cell
from research.tabulation.tab import ANSWERED, PARENTS, SCORED, Line
from research.wording.figures import DASH, grouped
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from research.tabulation.tab import Point, Tab

__all__ = ["banner_of", "is_compared", "is_weighted"]

_SAY = Frames(__file__)

_ROWS = ("unweighted", "weighted", "effective")
# Bases of a question; a grid's summary has one of each row beside.
_OWN = (ANSWERED, SCORED)


def banner_of(tab: Tab, lines: Sequence[Line]) -> Banner:
    """Give what stands around the cells of a tab.

    Parameters
    ----------
    tab : a question by a banner.
    lines : those that are printed.
    """
    below = _rows_of_a_grid(tab, lines)
    depth = max((len(point.heads) for point in tab.points), default=0)
    return Banner(
        heads=[_heads(tab.points, level) for level in range(depth)],
        letters=[point.letter for point in tab.points] if is_compared(tab) else (),
        sizes=_sizes(tab, ANSWERED, largest=bool(below)),
        stubs=_stubs(tab, lines),
        below=below,
        below_head=_SAY("bases.rows") if below else "",
    )


def is_compared(tab: Tab) -> bool:
    """Whether any column bears a letter."""
    return any(point.letter for point in tab.points)


def is_weighted(tab: Tab) -> bool:
    """Whether some answers count for more than others."""
    rows = tab.bases[ANSWERED].to_numpy(dtype=float)
    return bool(tab.weight) or not np.allclose(rows[0], rows[1], equal_nan=True)


def _heads(points: Sequence[Point], level: int) -> list[Head]:
    """Heads at one level: columns side by side share one where all above it is shared too."""
    heads = []
    for path, run in groupby(points, key=lambda point: point.heads[: level + 1]):
        text, span = (path[level] if len(path) > level else ""), len(list(run))
        heads.append(Head(text, span, _SAY("continued", head=text) if text else ""))
    return heads


def _sizes(tab: Tab, base: str, *, largest: bool = False) -> list[Sizes]:
    """Rows of a base: how many answered, and where weights count, what they come to."""
    frame = tab.bases[base]
    found = []
    for row in _ROWS if is_weighted(tab) else _ROWS[:1]:
        cells = [
            _size(float(frame[point.key].loc[row]), tab.mark(point.key, base) * (row == _ROWS[0]))
            for point in tab.points
        ]
        said = _said(tab, "largest" if largest else base, row)
        if PARENTS in frame.index:
            said = _SAY("bases.of", base=said, rows=tab.about.many) if row == _ROWS[0] else said
        found.append(Sizes(said, cells))
    if PARENTS in frame.index:
        cells = [_size(float(frame[point.key].loc[PARENTS]), "") for point in tab.points]
        found.insert(1, Sizes(_SAY("bases.parents", rows=tab.about.parents), cells))
    return found


def _flagged(tab: Tab, base: str) -> list[Sizes]:
    """The unweighted base, and how many others its rows belong to."""
    return _sizes(tab, base)[: 2 if PARENTS in tab.bases[base].index else 1]


def _said(tab: Tab, base: str, row: str) -> str:
    known = base if base in (SCORED, "largest") else ANSWERED
    return _SAY(f"bases.{known}.{row if is_weighted(tab) else 'alone'}")


def _size(value: float, mark: str) -> Cell:
    return Cell(DASH if np.isnan(value) else grouped(value), "base", letters=mark)


def _stubs(tab: Tab, lines: Sequence[Line]) -> list[Stub]:
    """How each line stands in, under the head of its block, with its base where that is another.

    Below the heads stand all rows of a base; within the table the unweighted one, which is flagged,
    says enough.
    """
    stubs = []
    before, base = Line("", "", "category"), ANSWERED
    for line in lines:
        opens = (line.block, line.head) != (before.block, before.head)
        new = line.base in _OWN and not _same(tab, line.base, base)
        sizes = _flagged(tab, line.base) if new else []
        stubs.append(Stub(line.depth, line.block, line.head if opens else "", sizes))
        before, base = line, line.base if line.base in _OWN else base
    return stubs


def _same(tab: Tab, one: str, other: str) -> bool:
    return bool(tab.bases[one].astype(float).equals(tab.bases[other].astype(float)))


def _rows_of_a_grid(tab: Tab, lines: Sequence[Line]) -> list[Sizes]:
    """Base of each row of a grid, where they stand side by side and differ."""
    rows = {line.base: line.label for line in lines if line.base not in _OWN}
    if all(_same(tab, row, ANSWERED) for row in rows):
        return []
    return [replace(_sizes(tab, row)[0], head=label) for row, label in rows.items()]
