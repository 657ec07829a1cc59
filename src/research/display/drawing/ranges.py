"""A line from low to high for each group, its mean as a dot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.lines import Line2D

from research.display.drawing.canvas import WIDTH, canvas
from research.display.drawing.fit import fitted
from research.display.drawing.rows import lay_rows, name_rows
from research.display.palette import ACCENT, CONTRAST, INK, MUTED, ROLES, RULE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from research.display.specification.ranges import Measure, Range, Ranges, Signs

__all__ = ["draw_ranges"]


# How near a mark is to a label that it would cover, in distances of a label from its line.
_COVERS = 1.8


def draw_ranges(chart: Ranges) -> Figure:
    """Draw low, mean and high of each group on one scale."""
    import seaborn as sns

    number = chart.format
    least, most = _ends(chart)
    hundredth = (most - least) / 100
    around = 1.1 if chart.signs is None else 1.45
    rows = lay_rows([one.label for one in chart.ranges], 0.28, around, least=0.24, weight=600)
    ranges = chart.ranges[: len(rows.places)]
    figure, axes = canvas(chart, around + rows.height, left=rows.left)
    if chart.line is not None:
        axes.axvline(number.rounded(chart.line), color=RULE, linewidth=1, zorder=0)
    for place, one in zip(rows.places, ranges, strict=True):
        _draw_range(axes, chart, one, place, 1.8 * hundredth)
    sns.scatterplot(
        x=[number.rounded(one.mean) for one in ranges],
        y=list(rows.places),
        s=74 if chart.signs is None else 40,
        color=INK,
        edgecolor="white",
        linewidth=1,
        zorder=3,
        ax=axes,
        legend=False,
    )
    above = 0.75 if chart.signs is None else 1.6
    axes.set(
        xlim=(least - 4 * hundredth, most + 4 * hundredth),
        ylim=(rows.extent - 0.5, -above),
        xlabel=fitted(chart.axis.label, 72 * WIDTH * (0.97 - rows.left), 9.5),
        ylabel="",
    )
    axes.set_xticks([least + 25 * hundredth * quarter for quarter in range(5)])
    axes.tick_params(axis="x", labelsize=8.5)
    name_rows(axes, rows, bold=[one.role == "subject" for one in ranges], pad=6)
    if chart.signs is not None:
        _name_signs(axes, chart.signs)
    return figure


def _ends(chart: Ranges) -> tuple[float, float]:
    low, high = chart.axis.low, chart.axis.high
    least = min(one.low for one in chart.ranges) if low is None else low
    return least, max(one.high for one in chart.ranges) if high is None else high


def _draw_range(axes: Axes, chart: Ranges, one: Range, place: float, away: float) -> None:
    number = chart.format
    low, mean, high = (number.rounded(value) for value in (one.low, one.mean, one.high))
    axes.plot(
        [low, high],
        [place, place],
        color=ROLES[one.role],
        linewidth=4 if one.role == "subject" else 3,
        solid_capstyle="round",
        zorder=1,
    )
    # A label must not sit on the line's end: the numbers stand outside it, the mean above.
    ends: tuple[tuple[Measure, float, str], ...]
    ends = ("low", low - away, "right"), ("high", high + away, "left")
    marks = [number.rounded(value) for value in (one.own, one.aim) if value is not None]
    for end, x, side in ends:
        # A mark on the line's end would cover the number beside it.
        covered = any(abs(mark - x) < _COVERS * away for mark in marks)
        x += (away if side == "left" else -away) * covered
        axes.text(x, place, chart.printed(one, end), ha=side, va="center", size=9, color=MUTED)
    if chart.signs is not None:
        _draw_own(axes, chart, one, place)
        return
    axes.text(
        mean,
        place - 0.2,
        chart.printed(one, "mean"),
        ha="center",
        va="bottom",
        size=9.5,
        weight="semibold",
        color=INK,
    )


# Marks of the one that a chart is about, and of what it aims for.
_OWN: Mapping[str, Any] = {"marker": "D", "markersize": 8, "color": ACCENT}
_AIM: Mapping[str, Any] = {
    "marker": "D",
    "markersize": 8,
    "markerfacecolor": "white",
    "markeredgecolor": CONTRAST,
    "markeredgewidth": 1.6,
}


def _draw_own(axes: Axes, chart: Ranges, one: Range, place: float) -> None:
    """Draw the middle half, what one of the group has, and what it aims for."""
    number = chart.format
    if one.lower is not None and one.upper is not None:
        ends = [number.rounded(one.lower), number.rounded(one.upper)]
        axes.plot(ends, [place, place], color=ROLES["other"], linewidth=8, alpha=0.55, zorder=2)
    if one.aim is not None:
        axes.plot([number.rounded(one.aim)], [place], linestyle="", zorder=4, **_AIM)
    if one.own is not None:
        own = number.rounded(one.own)
        axes.plot([own], [place], linestyle="", zorder=5, **_OWN)
        text = number.printed(one.own)
        axes.text(
            own,
            place - 0.2,
            text,
            ha="center",
            va="bottom",
            size=9.5,
            weight="semibold",
            color=ACCENT,
            zorder=6,
        )


def _name_signs(axes: Axes, signs: Signs) -> None:
    """Say above the rows what the marks are."""
    handles = [
        Line2D([], [], linestyle="", label=signs.own, **_OWN),
        Line2D([], [], linestyle="", label=signs.aim, **_AIM),
        Line2D([], [], linestyle="", marker="o", markersize=6, color=INK, label=signs.mean),
        Line2D([], [], linewidth=8, color=ROLES["other"], alpha=0.55, label=signs.middle),
        Line2D([], [], linewidth=3, color=ROLES["other"], label=signs.ends),
    ]
    axes.legend(
        handles=handles,
        loc="upper left",
        ncols=len(handles),
        frameon=False,
        fontsize=8.5,
        borderpad=0,
        borderaxespad=0,
        handletextpad=0.5,
        columnspacing=1.1,
        handlelength=1.1,
    )
