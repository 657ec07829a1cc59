"""Figures of a tab: how each is printed, and what the ledger keeps of it."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from research.display.result import Result
from research.tabulation.figures import places_of
from research.tabulation.figures import printed as printed_figure
from research.tabulation.tab import TOTAL
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from research.tabulation.tab import Line, Point, Tab

__all__ = ["printed", "results_of"]

_SAY = Frames(__file__)


def printed(tab: Tab, lines: Sequence[Line]) -> list[list[str]]:
    """Print the values of some lines, row by row; a dash where there is none.

    Percentages are whole, scores bear their sign, and all other figures of a unit have the same
    places, as many as the largest of them leaves sense in.
    """
    places = places_of(tab, lines)
    return [
        [printed_figure(value, line, places) for value in row]
        for line, row in zip(lines, _values(tab, lines).tolist(), strict=True)
    ]


def _values(tab: Tab, lines: Sequence[Line]) -> NDArray[np.float64]:
    """Values of some lines, by points."""
    keys, points = [line.key for line in lines], [point.key for point in tab.points]
    return tab.values.loc[keys, points].to_numpy(dtype=float)


def results_of(tab: Tab, lines: Sequence[Line]) -> list[Result]:
    """Give the values of some lines for the ledger, unrounded, named by keys alone.

    ``service.speed.box.top2`` is everybody's, ``service.speed.box.top2.sector.banking`` a group's.
    """
    points = [point.key for point in tab.points]
    bases = {
        base: frame.loc[["unweighted"], points].to_numpy(dtype=float)[0].tolist()
        for base, frame in tab.bases.items()
    }
    return [
        Result(_name(tab, line, point), value, line.unit, _base(base), _label(tab, line, point))
        for line, row in zip(lines, _values(tab, lines).tolist(), strict=True)
        for point, value, base in zip(tab.points, row, bases[line.base], strict=True)
        if isfinite(value)
    ]


def _name(tab: Tab, line: Line, point: Point) -> str:
    first = filter(None, (tab.about.table, tab.question.name, tab.row))
    return ".".join([*first, line.key, *([] if point.key == TOTAL else [point.key])])


def _base(value: float) -> float | None:
    return value if isfinite(value) else None


def _label(tab: Tab, line: Line, point: Point) -> str:
    if point.key == TOTAL:
        return _SAY("total", title=tab.title, line=line.label)
    place = ", ".join([*point.heads, point.label])
    return _SAY("point", title=tab.title, line=line.label, point=place)
