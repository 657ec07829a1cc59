"""Figures of a tab: how each is printed, and what the ledger keeps of it."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

import numpy as np

from research.display.result import Result
from research.tabulation.tab import TOTAL
from research.wording.figures import figure, grouped, signed
from research.wording.frames import Frames
from research.wording.shares import percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from research.tabulation.tab import Line, Point, Tab

__all__ = ["printed", "results_of"]

_SAY = Frames(__file__)

# Numbers up to these have two places and one; larger ones none.
_TWO_PLACES, _ONE_PLACE = 10, 1000


def printed(tab: Tab, lines: Sequence[Line]) -> list[list[str]]:
    """Print the values of some lines, row by row; a dash where there is none.

    Percentages are whole, scores bear their sign, and all other figures of a unit have the same
    places, as many as the largest of them leaves sense in.
    """
    values = _values(tab, lines)
    sizes = np.abs(values[[line.unit == "mean" for line in lines]])
    places = _places(float(np.nanmax(sizes)) if np.isfinite(sizes).any() else 0.0)
    return [
        [_printed(value, line, places) for value in row]
        for line, row in zip(lines, values.tolist(), strict=True)
    ]


def _values(tab: Tab, lines: Sequence[Line]) -> NDArray[np.float64]:
    """Values of some lines, by points."""
    keys, points = [line.key for line in lines], [point.key for point in tab.points]
    return tab.values.loc[keys, points].to_numpy(dtype=float)


def _places(largest: float) -> int:
    """Places after the point of figures up to a size.

    >>> _places(5), _places(42.5), _places(12_000)
    (2, 1, 0)
    """
    return 2 if largest <= _TWO_PLACES else 1 if largest <= _ONE_PLACE else 0


def _printed(value: float, line: Line, places: int) -> str:
    if line.unit == "percent":
        return percent(value)
    if line.unit == "score" and line.kind == "score":
        return signed(value)
    if line.unit == "mean":
        return grouped(value, places)
    return figure(value, 1)


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
    first = [tab.question.name, tab.row] if tab.row else [tab.question.name]
    return ".".join([*first, line.key, *([] if point.key == TOTAL else [point.key])])


def _base(value: float) -> float | None:
    return value if isfinite(value) else None


def _label(tab: Tab, line: Line, point: Point) -> str:
    if point.key == TOTAL:
        return _SAY("total", title=tab.title, line=line.label)
    place = ", ".join([*point.heads, point.label])
    return _SAY("point", title=tab.title, line=line.label, point=place)
