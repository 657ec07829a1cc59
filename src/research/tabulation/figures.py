"""Figures of a tab as they are printed: one precision for tables, charts and sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from research.wording.figures import DASH, figure, grouped, signed
from research.wording.rounding import rounded
from research.wording.shares import percent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from research.tabulation.tab import Line, Tab

__all__ = ["places_of", "printed", "printed_value"]

# Numbers up to these have two places and one; larger ones none.
_TWO_PLACES, _ONE_PLACE = 10, 1000
_RANK_PLACES = 1


def places_of(tab: Tab, lines: Sequence[Line] | None = None) -> int:
    """Places after the point of a tab's means and medians: as many as the largest leaves sense in.

    Parameters
    ----------
    tab : whose figures in the question's own unit share the places.
    lines : those that share them; all but standard errors where left out.
    """
    shared = [line for line in tab.lines if line.kind != "error"] if lines is None else lines
    own = [line.key for line in shared if line.unit == "mean"]
    sizes = np.abs(tab.values.loc[own].to_numpy(dtype=float))
    known = sizes[np.isfinite(sizes)]
    largest = float(known.max()) if known.size else 0.0
    return 2 if largest <= _TWO_PLACES else 1 if largest <= _ONE_PLACE else 0


def printed_value(value: float, line: Line, places: int) -> Decimal:
    """Value of a line as the number that is printed: percentages and scores whole.

    Parameters
    ----------
    value : a finite number; percentages from 0 to 100.
    line : what it is.
    places : of the tab's means, from `places_of`.
    """
    return rounded(value, {"mean": places, "rank": _RANK_PLACES}.get(line.unit, 0))


def printed(value: float, line: Line, places: int) -> str:
    """Value of a line as text; a dash where there is none.

    Parameters
    ----------
    value, line, places : as for `printed_value`; NaN for no value.
    """
    if np.isnan(value):
        return DASH
    if line.unit == "percent":
        return percent(value)
    if line.kind == "score":
        return signed(value)
    if line.unit == "mean":
        return grouped(value, places)
    return figure(value, _RANK_PLACES)
