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

__all__ = ["WIDTH", "canvas", "foot", "paint", "write_foot"]

WIDTH = 6.5
"""Inches of a chart across the text of an A4 page."""

# Inches of a line of each, and lines that there are at most.
_TITLE, _SUBTITLE, _LINES = 0.235, 0.15, 3
# Inches of a plot at least, for a chart that gives it more room itself.
_LEAST = 0.05
# Inches that the line at the foot takes, with the room above it; and its size in points.
_FOOT, _SMALL = 0.2, 7.8


def canvas(chart: Specification, height: float, *, left: float = 0.3) -> tuple[Figure, Axes]:
    """Open a chart with its title and subtitle.

    Parameters
    ----------
    chart : what is drawn.
    height : of the whole chart but for its foot, in inches, with a title and a subtitle of one line
        each.
    left : share of the width kept for labels at the left of the axes.
    """
    from matplotlib.figure import Figure

    title = fitted(chart.title, 72 * WIDTH, 12.5, weight=600, lines=_LINES)
    shown = fitted(chart.shown, 72 * WIDTH, 9, lines=_LINES)
    # What takes more than a line takes it from the page, not from what is drawn.
    low = foot(chart)
    height += _TITLE * title.count("\n") + _SUBTITLE * shown.count("\n") + low
    figure = Figure(figsize=(WIDTH, height))
    top = height - 0.08
    # Title and subtitle stand on the edge of the text, as the caption below the chart does.
    figure.text(0, top / height, title, size=12.5, weight=600, va="top", linespacing=1.15)
    below = top - _TITLE * (title.count("\n") + 1)
    figure.text(0, below / height, shown, size=9, color=MUTED, va="top")
    below -= _SUBTITLE * shown.count("\n")
    axes = figure.add_axes(
        (left, (0.36 + low) / height, 1 - left - 0.03, max(below - 0.62 - low, _LEAST) / height)
    )
    return figure, axes


def foot(chart: Specification) -> float:
    """Give the inches at the foot of a chart in which nothing is drawn but where it comes from.

    Parameters
    ----------
    chart : what is drawn.
    """
    return _FOOT if chart.provenance else 0.0


def write_foot(figure: Figure, chart: Specification) -> None:
    """Say at the foot of a chart where it comes from, for who is shown it by itself.

    Parameters
    ----------
    figure : the chart, drawn above its foot.
    chart : what is drawn.
    """
    if not chart.provenance:
        return
    figure.text(
        0,
        0.03 / figure.get_figheight(),
        fitted(chart.provenance, 72 * WIDTH, _SMALL),
        size=_SMALL,
        color=MUTED,
        va="bottom",
    )


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
