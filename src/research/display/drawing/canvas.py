"""What charts are drawn on: the message on top, what is shown below it, axes under both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.display.drawing.fit import fitted
from research.display.palette import MUTED, ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from research.display.palette import Role
    from research.display.specification.parts import Specification

__all__ = ["WIDTH", "canvas", "paint"]

WIDTH = 6.5
"""Inches of a chart across the text of an A4 page."""

# Inches of a line of each, and lines that there are at most.
_TITLE, _SUBTITLE, _LINES = 0.235, 0.15, 3


def canvas(chart: Specification, height: float, *, left: float = 0.3) -> tuple[Figure, Axes]:
    """Open a chart with its title and subtitle.

    Parameters
    ----------
    chart : what is drawn.
    height : of the whole chart, in inches, with a title and a subtitle of one line each.
    left : share of the width kept for labels at the left of the axes.
    """
    from matplotlib.figure import Figure

    title = fitted(chart.title, 72 * WIDTH, 12.5, weight=600, lines=_LINES)
    shown = fitted(chart.shown, 72 * WIDTH, 9, lines=_LINES)
    # What takes more than a line takes it from the page, not from what is drawn.
    height += _TITLE * title.count("\n") + _SUBTITLE * shown.count("\n")
    figure = Figure(figsize=(WIDTH, height))
    top = height - 0.08
    # Title and subtitle stand on the edge of the text, as the caption below the chart does.
    figure.text(0, top / height, title, size=12.5, weight=600, va="top", linespacing=1.15)
    below = top - _TITLE * (title.count("\n") + 1)
    figure.text(0, below / height, shown, size=9, color=MUTED, va="top")
    below -= _SUBTITLE * shown.count("\n")
    axes = figure.add_axes((left, 0.36 / height, 1 - left - 0.03, (below - 0.62) / height))
    return figure, axes


def paint(axes: Axes, roles: Sequence[Role]) -> None:
    """Give each bar the colour of its role.

    seaborn would do so by a `hue` for each bar, and then aggregate and draw every bar on its own,
    which takes longer than all the rest of the chart.

    Parameters
    ----------
    axes : with nothing but the bars in it yet.
    roles : of the bars, in order.
    """
    for bar, role in zip(axes.patches, roles, strict=True):
        bar.set_facecolor(ROLES[role])
