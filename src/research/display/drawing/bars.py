"""Sorted horizontal bars, each labelled directly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from research.display.drawing.canvas import WIDTH, canvas, foot, paint
from research.display.drawing.measure import text_width
from research.display.drawing.rows import lay_rows, name_rows
from research.display.palette import INK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from research.display.specification.bars import Bar, Bars

__all__ = ["draw_bars"]

# Inches of a row, and of what is above and below the rows; thickness of a bar in rows.
_PITCH, _AROUND = 0.2, 0.68
_THICK = 0.72
# Lengths of the longest bar: to the end of the scale at least, and to where its number stands; and
# inches between the scale and the edge.
_REACH, _BEHIND = 1.16, 1.012
_EDGE = 0.195


def draw_bars(chart: Bars) -> Figure:
    """Draw one bar a row, in the order given."""
    import seaborn as sns

    rows = lay_rows([bar.label for bar in chart.bars], _PITCH, _AROUND)
    bars = chart.bars[: len(rows.places)]
    figure, axes = canvas(chart, _AROUND + rows.height, left=rows.left)
    sns.barplot(
        x=[bar.value for bar in bars],
        y=list(range(len(bars))),
        errorbar=None,
        width=_THICK,
        orient="h",
        ax=axes,
    )
    paint(axes, [bar.role for bar in bars])
    shapes: list[Any] = list(axes.patches)
    for shape, place in zip(shapes, rows.places, strict=True):
        shape.set_y(place - _THICK / 2)
    _draw_limits(axes, bars, rows.places)
    longest = max(_end(bar) for bar in bars) or 1
    for place, bar in zip(rows.places, bars, strict=True):
        axes.text(
            _end(bar) + longest * (_BEHIND - 1), place, bar.printed, va="center", size=9, color=INK
        )
    axes.set(
        xlim=(0, longest * _reach(chart, rows.left)),
        ylim=(rows.extent - 0.5, -0.5),
        xlabel="",
        ylabel="",
    )
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    # What says how many more there are is no subject either.
    name_rows(axes, rows, muted=[*(bar.role != "subject" for bar in bars), True])
    # The bars have no axis below them: take back the room that a labelled axis would need.
    box, height = axes.get_position(), figure.get_figheight()
    low = 0.02 + foot(chart) / height
    axes.set_position((box.x0, low, box.width, box.y1 - low + 0.06 / height))
    return figure


def _end(bar: Bar) -> float:
    """Where a bar, or the line of its limits, ends."""
    return bar.value if bar.high is None else max(bar.value, bar.high)


def _draw_limits(axes: Axes, bars: Sequence[Bar], places: Sequence[float]) -> None:
    """Draw the limits as a thin line, which a white one sets off from the bar."""
    for bar, place in zip(bars, places, strict=True):
        if bar.low is not None and bar.high is not None:
            ends = [max(bar.low, 0.0), bar.high]
            axes.plot(ends, [place, place], color="white", linewidth=3.2, zorder=2)
            axes.plot(ends, [place, place], color=INK, linewidth=1.1, zorder=3)


def _reach(chart: Bars, left: float) -> float:
    """How far the scale goes, so that the widest number fits behind the longest bar."""
    room = 72 * (WIDTH * (1 - left) - _EDGE)
    widest = min(max(text_width(bar.printed, 9) for bar in chart.bars), room / 2)
    return max(_REACH, _BEHIND * (room - 72 * _EDGE) / (room - widest))
