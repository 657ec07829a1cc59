"""A line from low to high for each group, its mean as a dot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke
from matplotlib.transforms import blended_transform_factory

from research.display.drawing.canvas import WIDTH, canvas
from research.display.drawing.fit import fitted
from research.display.drawing.rows import lay_rows, name_rows
from research.display.palette import ACCENT, CONTRAST, INK, MUTED, ROLES, RULE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from research.display.specification.ranges import Aim, Measure, Range, Ranges, Signs

__all__ = ["draw_ranges"]


# Of a row, and of a line that says what to aim for, in inches; what its tick takes, in points.
_PITCH, _KEY, _TICK_ROOM = 0.29, 0.17, 12
# How near a mark is to a label that it would cover, in distances of a label from its line.
_COVERS = 1.8


def draw_ranges(chart: Ranges) -> Figure:
    """Draw low, mean and high of each group on one scale."""
    import seaborn as sns

    number = chart.format
    least, most = _ends(chart)
    hundredth = (most - least) / 100
    # In a line or two above the rows: what to aim for.
    key = fitted(chart.key, 72 * WIDTH - _TICK_ROOM, 8.5, lines=2) if chart.aims else ""
    room = _KEY * (key.count("\n") + 1) if key else 0.0
    around = 0.9 + room if chart.signs is None else 1.45
    rows = lay_rows([one.label for one in chart.ranges], _PITCH, around, least=0.24, weight=600)
    ranges = chart.ranges[: len(rows.places)]
    figure, axes = canvas(chart, around + rows.height, left=rows.left)
    above = 0.75 + room / _PITCH if chart.signs is None else 1.6
    if chart.line is not None:
        # From the first row down, so that it strikes through nothing above.
        share = 1 - room / _PITCH / (above + rows.extent - 0.5)
        at = number.rounded(chart.line)
        axes.axvline(at, ymax=share, color=RULE, linewidth=1, zorder=0)
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
    if key and rows.places:
        _draw_aims(axes, chart.aims, rows.places[0], key)
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
    if one.surely_low is not None and one.surely_high is not None:
        sure = [one.surely_low, one.surely_high]
        axes.plot(sure, [place, place], color=ROLES[one.role], linewidth=9, zorder=1, **_BUTT)
    axes.text(
        mean,
        place - 0.2,
        chart.printed(one, "mean"),
        ha="center",
        va="bottom",
        size=9.5,
        weight="semibold",
        color=INK,
        path_effects=[withStroke(linewidth=2.5, foreground="white")],
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


_BUTT: Mapping[str, Any] = {"solid_capstyle": "butt"}
_TICK: Mapping[str, Any] = {"color": CONTRAST, "linewidth": 2.2, "solid_capstyle": "butt"}


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


def _draw_aims(axes: Axes, aims: Sequence[Aim], place: float, key: str) -> None:
    """Hang a tick from the first line at every score to aim for, where it hides no number."""
    for one in aims:
        axes.plot([one.value] * 2, [place + 0.06, place + 0.42], zorder=2, **_TICK)
    # From the edge of the text on, as the title and the subtitle.
    across = blended_transform_factory(axes.figure.transFigure, axes.transAxes)
    set_: dict[str, Any] = {"transform": across, "size": 8.5, "va": "top"}
    axes.text(0.003, 1, "|", color=CONTRAST, weight=600, **set_)
    axes.text(_TICK_ROOM / 72 / WIDTH, 1, key, color=INK, **set_)


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
