"""Lines from wave to wave with their intervals: together, each named at its end, or in panels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from research.display.drawing.canvas import WIDTH, canvas
from research.display.drawing.fit import fitted, longest_line
from research.display.drawing.measure import text_width
from research.display.drawing.points import label_scales
from research.display.palette import INK, MUTED, ROLES, RULE
from research.display.specification.parts import Axis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from research.display.specification.trends import Trend, Trends

__all__ = ["draw_trends"]

# Lines and marks differ in shape as well as in colour.
_DASHES: tuple[Any, ...] = ("-", (0, (5, 2)), (0, (1.5, 1.5)), (0, (6, 2, 1, 2)), (0, (3, 1)))
_MARKS = ("o", "s", "^", "D", "v")
# Points at the right of the lines for their names, at most; times beyond the first and the last.
_MOST, _ASIDE = 170.0, 0.35
# Inches: of a chart of lines together; of a panel, and of what is above and below all panels.
_TOGETHER, _PANEL, _AROUND = 2.9, 1.25, 0.85
# Panels side by side: three, or two where two rows of them are full.
_ACROSS, _PAIRS = 3, 2
# Pixels round the widths of letters where text is many: part of a panel that its head may take.
_HEAD = 0.94
_SIZE = 8.5


def draw_trends(chart: Trends) -> Figure:
    """Draw a line a figure, in the order given."""
    return _in_panels(chart) if chart.panels else _together(chart)


def _together(chart: Trends) -> Figure:
    figure, plot = canvas(chart, _TOGETHER, left=0.075)
    box = plot.get_position()
    names = [_end(trend, _MOST) for trend in chart.trends]
    room = (max(longest_line(name, 9, 600) for name in names) + 12) / (72 * WIDTH)
    plot.set_position((box.x0, box.y0 + 0.04, 0.97 - box.x0 - room, box.height - 0.04))
    low, high = _scale(chart)
    # Values stand above their points, and what a break means above all.
    plot.set(
        xlim=_across(chart), ylim=(low, high + (0.16 if chart.breaks else 0.06) * (high - low))
    )
    alone = len(chart.trends) == 1
    for number, trend in enumerate(chart.trends):
        _draw_line(plot, trend, number)
        if alone:
            _print_values(plot, trend)
    _mark_breaks(plot, chart)
    _name_ends(plot, chart.trends, names)
    label_scales(plot, Axis(), chart.axis)
    _end_ticks(plot, chart.axis)
    _name_times(plot, chart.times)
    return figure


def _in_panels(chart: Trends) -> Figure:
    many = len(chart.trends)
    across = _PAIRS if many == _PAIRS**2 else min(_ACROSS, many)
    down = -(-len(chart.trends) // across)
    figure, whole = canvas(chart, _AROUND + _PANEL * down, left=0.075)
    box = whole.get_position()
    figure.delaxes(whole)
    low, high = _scale(chart)
    apart = 0.03
    width = (0.97 - box.x0 - apart * (across - 1)) / across
    height, gap = _PANEL / figure.get_figheight(), 0.5 / figure.get_figheight()
    for number, trend in enumerate(chart.trends):
        row, column = divmod(number, across)
        foot = box.y1 + 0.2 / figure.get_figheight() - (row + 1) * height
        place = (box.x0 + column * (width + apart), foot, width, height - gap)
        plot = figure.add_axes(place)
        plot.set(xlim=_across(chart), ylim=(low, high))
        _draw_line(plot, trend, 0)
        for each in trend.breaks:
            _mark_break(plot, each)
        head = _end(trend, 72 * WIDTH * width * _HEAD)
        plot.set_title(head, loc="left", size=9, weight="semibold", color=ROLES[trend.role])
        first = chart.axis if column == 0 and row == 0 else Axis()
        label_scales(plot, Axis(), first)
        plot.tick_params(labelleft=column == 0)
        _end_ticks(plot, chart.axis)
        _name_times(plot, chart.times, beside=across > 1)
    return figure


def _draw_line(plot: Axes, trend: Trend, number: int) -> None:
    """Draw the intervals as a band and the values as marks, joined as far as they compare."""
    colour, dashes = ROLES[trend.role], _DASHES[number % len(_DASHES)]
    for run in trend.runs():
        values = [trend.moments[place].value or 0.0 for place in run]
        _draw_limits(plot, trend, run, colour)
        if dashes != "-":
            # A thin line below the dashes, so that no value falls between two of them.
            plot.plot(run, values, color=colour, linewidth=0.8, zorder=2.5)
        plot.plot(
            run,
            values,
            color=colour,
            linewidth=2,
            linestyle=dashes,
            marker=_MARKS[number % len(_MARKS)],
            markersize=5,
            markeredgecolor="white",
            markeredgewidth=0.6,
            zorder=3,
        )
    marked = [(at, one.value or 0.0) for at, one in enumerate(trend.moments) if one.marked]
    for place, value in marked:
        plot.plot(place, value, marker="o", markersize=10, mfc="none", mec=ROLES["contrast"], mew=2)


def _draw_limits(plot: Axes, trend: Trend, run: Sequence[int], colour: str) -> None:
    known = [
        (place, trend.moments[place].low, trend.moments[place].high)
        for place in run
        if None not in (trend.moments[place].low, trend.moments[place].high)
    ]
    if not known:
        return
    places, low, high = zip(*known, strict=True)
    if len(known) == 1:
        # One time has no width: its interval is a line.
        plot.plot([places[0]] * 2, [low[0], high[0]], color=colour, linewidth=3, alpha=0.3)
        return
    plot.fill_between(places, low, high, color=colour, alpha=0.13, linewidth=0)


def _print_values(plot: Axes, trend: Trend) -> None:
    """Print each value on the side that its line leaves free, but for the last: its name has it."""
    last = max((run[-1] for run in trend.runs()), default=-1)
    for run in trend.runs():
        values = [trend.moments[place].value or 0.0 for place in run]
        for at, place in enumerate(run):
            if place == last:
                continue
            beside = [*values[max(at - 1, 0) : at], *values[at + 1 : at + 2]]
            below = sum(beside) > len(beside) * values[at]
            plot.annotate(
                trend.moments[place].printed,
                (place, values[at]),
                (0, -6 if below else 6),
                textcoords="offset points",
                size=_SIZE,
                color=INK,
                ha="center",
                va="top" if below else "bottom",
                zorder=4,
            )


def _mark_breaks(plot: Axes, chart: Trends) -> None:
    """Mark between two times that the second is not compared with the first, and say why."""
    places = sorted({one.place for one in chart.breaks})
    ends = [*places[1:], len(chart.times) - 1 + _ASIDE + 0.5]
    extent = plot.get_window_extent().width * 72 / plot.figure.dpi
    across = plot.get_xlim()[1] - plot.get_xlim()[0]
    for place, end in zip(places, ends, strict=False):
        said = "; ".join(one.text for one in chart.breaks if one.place == place)
        _mark_break(plot, place, fitted(said, (end - place) / across * extent - 6, _SIZE))


def _mark_break(plot: Axes, place: int, said: str = "") -> None:
    plot.axvline(place - 0.5, color=MUTED, linewidth=0.8, linestyle=(0, (2, 2)), zorder=1)
    plot.annotate(
        said,
        (place - 0.5, 1),
        (4, -2),
        xycoords=("data", "axes fraction"),
        textcoords="offset points",
        size=_SIZE,
        color=MUTED,
        ha="left",
        va="top",
    )


def _name_ends(plot: Axes, trends: Sequence[Trend], names: Sequence[str]) -> None:
    """Name each line where it ends, those that would overlap one below the other."""
    low, high = plot.get_ylim()
    height = plot.get_window_extent().height * 72 / plot.figure.dpi
    line = 11.5 * (high - low) / height
    ends = [
        (trend.moments[run[-1]].value or 0.0, run[-1], name, ROLES[trend.role])
        for trend, name in zip(trends, names, strict=True)
        for run in list(trend.runs())[-1:]
    ]
    place = float("inf")
    for value, at, name, colour in sorted(ends, reverse=True):
        lines = name.count("\n") + 1
        place = min(value, place - line * lines)
        right = max(at, plot.get_xlim()[1] - _ASIDE)
        plot.annotate(
            name,
            (right, place),
            (9, 0),
            textcoords="offset points",
            size=9,
            weight="semibold",
            color=colour,
            va="center",
            annotation_clip=False,
        )


def _end(trend: Trend, room: float) -> str:
    """Name of a line, shortened to its room, with the last of its values."""
    printed = [moment.printed for moment in trend.moments if moment.value is not None]
    last = f" {printed[-1]}" if printed else ""
    return fitted(trend.label, room - text_width(last, 9, 600), 9, weight=600) + last


def _across(chart: Trends) -> tuple[float, float]:
    return -_ASIDE, len(chart.times) - 1 + _ASIDE


def _scale(chart: Trends) -> tuple[float, float]:
    """Give the ends of the scale: those given, or those of all that is drawn and a little more."""
    drawn = [
        value
        for trend in chart.trends
        for moment in trend.moments
        for value in (moment.value, moment.low, moment.high)
        if value is not None
    ]
    least, most = min(drawn, default=0.0), max(drawn, default=1.0)
    beyond = 0.08 * ((most - least) or 1.0)
    low = least - beyond if chart.axis.low is None else chart.axis.low
    high = most + beyond if chart.axis.high is None else chart.axis.high
    return low, high


def _end_ticks(plot: Axes, scale: Axis) -> None:
    """Leave out ticks beyond the ends of a scale: what is drawn above it is its words."""
    low, high = plot.get_ylim()
    low = low if scale.low is None else scale.low
    high = high if scale.high is None else scale.high
    plot.set_yticks([tick for tick in plot.get_yticks() if low <= tick <= high])


def _name_times(plot: Axes, times: Sequence[str], *, beside: bool = False) -> None:
    """Name as many times below the scale as have room, from the last one back.

    Beside other panels none begins before its own panel does: it would touch the last one of the
    panel at its left.
    """
    extent = plot.get_window_extent().width * 72 / plot.figure.dpi
    pitch = extent / (len(times) - 1 + 2 * _ASIDE)
    widest = max(text_width(time, _SIZE) for time in times) + 8
    each = max(1, -(-int(widest) // max(int(pitch), 1)))
    places = [place for place in range(len(times)) if (len(times) - 1 - place) % each == 0]
    if beside:
        reach = [text_width(times[place], _SIZE) / 2 for place in places]
        kept = [
            place
            for place, half in zip(places, reach, strict=True)
            if (place + _ASIDE) * pitch >= half
        ]
        places = kept or places[-1:]
    room = pitch * each
    plot.set_xticks(places, [fitted(times[place], room, _SIZE) for place in places])
    plot.grid(visible=False, axis="x")
    if _crosses(plot):
        plot.axhline(0, color=RULE, linewidth=0.8, zorder=0)


def _crosses(plot: Axes) -> bool:
    low, high = plot.get_ylim()
    return bool(low < 0 < high)
