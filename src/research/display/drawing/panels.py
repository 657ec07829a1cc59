"""Small panels of columns, three in a row, all on one scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.display.drawing.canvas import WIDTH, canvas, foot
from research.display.drawing.fit import fitted
from research.display.palette import ACCENT, GREY, INK, MUTED, RULE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from research.display.specification.panels import Panel, Panels

__all__ = ["draw_panels"]

_ACROSS, _TALL, _HEAD, _AROUND = 3, 1.28, 0.36, 0.75
_APART = 0.04
# Inches that part the scale of a panel from the name of the one below it.
_BELOW = 0.1
_SIZE, _SMALL = 9.5, 8.0


def draw_panels(chart: Panels) -> Figure:
    """Draw one panel an item, row by row."""
    down = -(-len(chart.panels) // _ACROSS)
    figure, whole = canvas(chart, _AROUND + _TALL * down, left=0.0)
    height, top = figure.get_figheight(), whole.get_position().y1
    figure.delaxes(whole)
    top += 0.04 / height
    width = (1 - _APART * (_ACROSS - 1)) / _ACROSS
    each = (top - (0.16 + foot(chart)) / height) / down
    most = max((value for panel in chart.panels for value in panel.values), default=1) or 1
    for number, panel in enumerate(chart.panels):
        row, column = divmod(number, _ACROSS)
        head = top - row * each
        place = (column * (width + _APART), head - each + (0.2 + _BELOW) / height)
        tall = each - (_HEAD + 0.24 + _BELOW) / height
        axes = figure.add_axes((*place, width, tall))
        axes.set(xlim=(0.4, len(panel.values) + 0.6), ylim=(0, most * 1.02), yticks=[])
        _draw_panel(axes, chart, panel)
        room = 72 * WIDTH * width
        for text, size, weight, colour, below in (
            (panel.label, _SIZE, 600, INK, 0.0),
            (panel.said, _SMALL, 400, MUTED, 0.17),
        ):
            figure.text(
                place[0],
                head - below / height,
                fitted(text, room, size, weight=weight),
                size=size,
                weight=weight,
                color=colour,
                va="top",
            )
    figure.text(
        0, (0.01 + foot(chart)) / height, fitted(chart.axis.label, 72 * WIDTH, _SMALL),
        size=_SMALL, color=MUTED, va="bottom",
    )  # fmt: skip
    return figure


def _draw_panel(axes: Axes, chart: Panels, panel: Panel) -> None:
    count = len(panel.values)
    places = range(1, count + 1)
    colours = [
        ACCENT if place <= chart.top else MUTED if place > count - chart.bottom else GREY
        for place in places
    ]
    axes.bar(places, panel.values, width=0.82, color=colours, linewidth=0)
    each = max(1, -(-count // 4))
    axes.set_xticks(sorted({1, *range(each, count + 1, each), count}))
    axes.tick_params(axis="x", labelsize=7.8, labelcolor=MUTED, pad=2)
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_color(RULE)
