"""Estimates with their intervals: a dot and a line for each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.display.drawing.canvas import WIDTH, canvas
from research.display.drawing.fit import fitted
from research.display.drawing.measure import text_width
from research.display.drawing.points import end_scale, label_scales
from research.display.drawing.rows import headed, lay_rows, name_rows
from research.display.palette import GREY, INK, MUTED, ROLES, RULE, lightened

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from research.display.specification.dots import Dot, Dots

__all__ = ["draw_dots"]

# Inches of a row, and of what is above and below the rows.
_PITCH, _AROUND = 0.26, 1.25
# Parts of what is drawn: before and behind it, and to the end of the scale at least.
_GAP, _REACH = 0.03, 0.34
# Rows that the words above a line take.
_ABOVE = 0.8


def draw_dots(chart: Dots) -> Figure:
    """Draw an estimate and its interval a row, in the order given."""
    lines = headed(chart.dots)
    weight = 600 if any(dot is None for _, dot in lines) else 400
    above = _ABOVE if chart.marked else 0.0
    around = _AROUND + above * _PITCH
    rows = lay_rows([label for label, _ in lines], _PITCH, around, weight=weight)
    figure, axes = canvas(chart, _AROUND + rows.height + above * rows.pitch, left=rows.left)
    if chart.line is not None:
        axes.axvline(chart.line, color=RULE, linewidth=1, zorder=0)
    least, right = _ends(chart)
    reach = (right - least) or 1.0
    for place, (_, dot) in zip(rows.places, lines, strict=False):
        if dot is not None:
            _draw_dot(axes, dot, place)
            axes.text(right + _GAP * reach, place, dot.printed, va="center", size=9, color=INK)
    axes.set(
        xlim=(least - _GAP * reach, right + _beyond(chart, rows.left) * reach),
        ylim=(rows.extent - 0.5, -0.6 - above),
        ylabel="",
    )
    label_scales(axes, chart.axis, None)
    end_scale(axes, right)
    name_rows(
        axes,
        rows,
        bold=[dot is None for _, dot in lines],
        muted=[dot is not None and dot.role == "muted" for _, dot in lines],
    )
    if chart.marked:
        _mark_line(axes, chart, -0.6 - above / 2)
    return figure


def _mark_line(axes: Axes, chart: Dots, place: float) -> None:
    """Say above the line what it is, on the side of it that has more room."""
    low, high = axes.get_xlim()
    line, extent = chart.line or 0.0, axes.get_window_extent().width * 72 / axes.figure.dpi
    before = (line - low) / (high - low)
    room = extent * max(before, 1 - before)
    axes.annotate(
        fitted(chart.marked, room, 9),
        (line, place),
        (4 if before < 0.5 else -4, 0),
        textcoords="offset points",
        size=9,
        color=MUTED,
        ha="left" if before < 0.5 else "right",
        va="center",
    )


def _ends(chart: Dots) -> tuple[float, float]:
    """Give the least and the largest value that is drawn; nought without a line counts."""
    drawn = [value for dot in chart.dots for value in (dot.estimate, dot.low, dot.high)]
    values = [value for value in [*drawn, chart.line or 0.0] if value is not None]
    return min(values), max(values)


def _beyond(chart: Dots, left: float) -> float:
    """How far the scale goes beyond the largest value, so that all numbers fit behind it."""
    room = 72 * WIDTH * (1 - left - 0.03)
    widest = min(max(text_width(dot.printed, 9) for dot in chart.dots), room / 2)
    share = (widest - 12) / room
    return max(_REACH, (share * (1 + _GAP) + _GAP) / (1 - share))


def _draw_dot(axes: Axes, dot: Dot, place: float) -> None:
    if dot.low is not None and dot.high is not None:
        axes.plot(
            [dot.low, dot.high],
            [place, place],
            color=lightened(GREY, 0.5) if dot.role == "muted" else ROLES[dot.role],
            linewidth=3,
            zorder=1,
            solid_capstyle="round",
        )
    axes.plot(
        [dot.estimate],
        [place],
        marker="o",
        markersize=7,
        color=GREY if dot.role == "muted" else INK,
        markeredgecolor="white",
        zorder=2,
    )
