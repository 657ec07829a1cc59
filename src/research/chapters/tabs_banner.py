"""The banner of a tab: its heads, letters, rows of bases, and how its lines stand together."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import numpy as np

from research.display.banner import Banner, Head, Sizes, Stub
from research.display.cell import Cell
from research.tabulation.tab import ANSWERED
from research.wording.figures import DASH, grouped
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from research.tabulation.tab import Line, Point, Tab

__all__ = ["banner_of", "is_compared", "is_weighted"]

_SAY = Frames(__file__)

_ROWS = ("unweighted", "weighted", "effective")


def banner_of(tab: Tab, lines: Sequence[Line]) -> Banner:
    """Give what stands around the cells of a tab.

    Parameters
    ----------
    tab : a question by a banner.
    lines : those that are printed.
    """
    depth = max((len(point.heads) for point in tab.points), default=0)
    return Banner(
        heads=[_heads(tab.points, level) for level in range(depth)],
        letters=[point.letter for point in tab.points] if is_compared(tab) else (),
        sizes=_sizes(tab, ANSWERED),
        stubs=_stubs(tab, lines),
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


def _sizes(tab: Tab, base: str) -> list[Sizes]:
    """Rows of a base: how many answered, and where weights count, what they come to."""
    frame = tab.bases[base]
    found = []
    for row in _ROWS if is_weighted(tab) else _ROWS[:1]:
        cells = [
            _size(float(frame[point.key].loc[row]), tab.mark(point.key, base) * (row == _ROWS[0]))
            for point in tab.points
        ]
        found.append(Sizes(_said(tab, base, row), cells))
    return found


def _said(tab: Tab, base: str, row: str) -> str:
    known = "answered" if base == ANSWERED else "scored"
    return _SAY(f"bases.{known}.{row if is_weighted(tab) else 'alone'}")


def _size(value: float, mark: str) -> Cell:
    return Cell(DASH if np.isnan(value) else grouped(value), "base", letters=mark)


def _stubs(tab: Tab, lines: Sequence[Line]) -> list[Stub]:
    """How each line stands in, with a base of its own where it is not that of the line above."""
    bases = [ANSWERED, *(line.base for line in lines)]
    anew = [own != before and not _same(tab, own, before) for before, own in pairwise(bases)]
    return [
        Stub(line.depth, line.block, line.head, _sizes(tab, line.base) if new else ())
        for line, new in zip(lines, anew, strict=True)
    ]


def _same(tab: Tab, one: str, other: str) -> bool:
    return bool(tab.bases[one].astype(float).equals(tab.bases[other].astype(float)))
