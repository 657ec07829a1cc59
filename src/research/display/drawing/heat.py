"""Shaded cells with their values: one hue, the darker the nearer to the first place."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from research.display.drawing.canvas import WIDTH, canvas, foot
from research.display.drawing.fit import fitted, longest_line
from research.display.drawing.measure import text_width
from research.display.palette import ACCENT, INK, MUTED, RULE, lightened, readable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from research.display.specification.heat import Heat, HeatRow

__all__ = ["draw_heat"]

_PITCH, _GAP, _HEAD = 0.27, 0.1, 0.16
_SIZE, _SMALL = 9.0, 8.5
# Points that labels take at most; how far the last place is moved towards white.
_ROOM, _PALE = 170.0, 0.92
# How far the palest shade is moved that takes white letters, and the darkest that takes ink.
_HALF, _DARK, _LIGHT = 0.5, 0.2, 0.36


def draw_heat(chart: Heat) -> Figure:
    """Draw a cell a value, in the order given."""
    labels = [fitted(row.label, _ROOM, _SIZE) for row in chart.heats]
    room = (max(longest_line(label, _SIZE, 600) for label in labels) + 8) / 72
    beside = max(text_width(row.beside, _SMALL) for row in chart.heats) / 72 + 0.1
    each = 72 * (WIDTH - room - beside) / len(chart.columns)
    levels = _levels(chart.columns, each)
    tall = _tops(chart)
    inches = tall[-1] + _HEAD * levels + 0.06
    figure, axes = canvas(chart, 0.66 + inches, left=room / WIDTH)
    height, box = figure.get_figheight(), axes.get_position()
    low = (0.06 + foot(chart)) / height
    axes.set_position((room / WIDTH, low, 1 - (room + beside) / WIDTH, box.y1 + 0.2 / height - low))
    extent = axes.get_position().height * height
    axes.set(xlim=(0, len(chart.columns)), ylim=(tall[-1], tall[-1] - extent), xticks=[], yticks=[])
    axes.spines[["left", "bottom"]].set_visible(False)
    _name_columns(axes, chart.columns, levels, each)
    for row, label, top in zip(chart.heats, labels, tall, strict=False):
        _draw_row(axes, chart, row, label, top)
    return figure


def _shade(down: float) -> str:
    """Give the shade of a place, so far down from the first to the last.

    Between the darkest and the palest lie shades on which neither ink nor white can be read well;
    they are passed over, half of the places on each side.
    """
    share = down * _DARK * 2 if down < _HALF else _LIGHT + (_PALE - _LIGHT) * (down - _HALF) * 2
    return lightened(ACCENT, share)


def _levels(columns: Sequence[str], each: float) -> int:
    """Give the lines on which names stand in turn, so that each has its room."""
    widest = max(text_width(name, _SMALL) for name in columns) + 4
    return max(1, min(ceil(widest / each), 4, len(columns)))


def _tops(chart: Heat) -> list[float]:
    """Give the top of each row and the end of the last, in inches."""
    at, tops = 0.0, []
    for row in chart.heats:
        at += _GAP if row.apart else 0.0
        tops.append(at)
        at += _PITCH
    return [*tops, at]


def _name_columns(axes: Axes, columns: Sequence[str], levels: int, each: float) -> None:
    for place, name in enumerate(columns):
        level = levels - 1 - place % levels
        foot_of = -0.05 - _HEAD * level
        axes.plot([place + 0.5] * 2, [-0.02, foot_of], color=RULE, linewidth=0.7, clip_on=False)
        axes.text(
            place + 0.5,
            foot_of,
            fitted(name, each * levels - 3, _SMALL),
            size=_SMALL,
            color=MUTED,
            ha="center",
            va="bottom",
        )


def _draw_row(axes: Axes, chart: Heat, row: HeatRow, label: str, top: float) -> None:
    from matplotlib.patches import Rectangle

    middle = top + _PITCH / 2
    across = axes.get_xlim()[1]
    colour = MUTED if row.muted else INK
    axes.annotate(
        label, (0, middle), (-6, 0), textcoords="offset points", size=_SIZE, color=colour,
        ha="right", va="center_baseline", annotation_clip=False,
    )  # fmt: skip
    axes.annotate(
        row.beside, (across, middle), (6, 0), textcoords="offset points", size=_SMALL, color=MUTED,
        ha="left", va="center_baseline", annotation_clip=False,
    )  # fmt: skip
    for at, (place, printed) in enumerate(zip(row.places, row.printed, strict=True)):
        shade = "#ffffff"
        if place is not None:
            shade = _shade((place - 1) / (chart.depth - 1))
        cell = Rectangle(
            (at, top), 1, _PITCH, facecolor=shade, edgecolor="white", linewidth=1, clip_on=False
        )
        axes.add_patch(cell)
        axes.text(
            at + 0.5, middle, printed, size=_SIZE, color=readable(shade), ha="center",
            va="center_baseline",
        )  # fmt: skip
