"""Estimates with their intervals: a dot and a line for each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.display.drawing.canvas import canvas
from research.display.palette import INK, MUTED, ROLES, RULE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from research.display.specification.dots import Dot, Dots

__all__ = ["draw_dots"]


def draw_dots(chart: Dots) -> Figure:
    """Draw an estimate and its interval a row, in the order given."""
    dots = chart.dots
    left = 0.04 + 0.0102 * max(len(dot.label) for dot in dots)
    figure, axes = canvas(chart, 1.25 + 0.3 * len(dots), left=left)
    if chart.line is not None:
        axes.axvline(chart.line, color=RULE, linewidth=1, zorder=0)
    least, right = _ends(chart)
    reach = (right - least) or 1.0
    for place, dot in enumerate(dots):
        _draw_dot(axes, dot, place)
        axes.text(right + 0.03 * reach, place, dot.printed, va="center", size=9, color=INK)
    axes.set(
        xlim=(least - 0.03 * reach, right + 0.34 * reach), ylim=(len(dots) - 0.5, -0.6), ylabel=""
    )
    axes.set_xlabel(chart.axis.label, loc="left", size=9)
    axes.set_yticks(range(len(dots)), [dot.label for dot in dots])
    axes.tick_params(axis="y", labelsize=9.5)
    axes.tick_params(axis="x", labelsize=8.5, labelcolor=MUTED)
    axes.spines["left"].set_visible(False)
    return figure


def _ends(chart: Dots) -> tuple[float, float]:
    """Give the least and the largest value that is drawn; nought without a line counts."""
    drawn = [value for dot in chart.dots for value in (dot.estimate, dot.low, dot.high)]
    values = [value for value in [*drawn, chart.line or 0.0] if value is not None]
    return min(values), max(values)


def _draw_dot(axes: Axes, dot: Dot, place: int) -> None:
    if dot.low is not None and dot.high is not None:
        axes.plot(
            [dot.low, dot.high],
            [place, place],
            color=ROLES[dot.role],
            linewidth=3,
            zorder=1,
            solid_capstyle="round",
        )
    axes.plot(
        [dot.estimate],
        [place],
        marker="o",
        markersize=7,
        color=INK,
        markeredgecolor="white",
        zorder=2,
    )
