"""A distribution over ordered positions as columns, with the share of its two ends."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from research.display.drawing.canvas import WIDTH, canvas, paint
from research.display.drawing.fit import fitted
from research.display.drawing.measure import text_width
from research.display.escape import clean
from research.display.palette import INK, ROLES, RULE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from research.display.specification.columns import Block, Columns, Marker

__all__ = ["draw_columns"]

# Width of a column, in columns; points across all of them, and between the labels of two.
_WIDE = 0.82
_ACROSS, _BETWEEN = 72 * WIDTH * 0.95 / 1.1, 2.0
# Lines that a label takes at most, and inches of one; columns of which all are labelled whether
# their labels fit or not, and labels that there are at least where not all do.
_LINES, _LINE = 4, 0.15
_MANY, _FEWEST = 12, 4
# Points of numbers that stand upright, since they have no room across.
_SMALL = 7.5


def draw_columns(chart: Columns) -> Figure:
    """Draw a column for each position."""
    import seaborn as sns
    from matplotlib.patheffects import withStroke

    columns = chart.columns
    room = _ACROSS / (len(columns) - 1 + _WIDE)
    step, labels = _labels([column.label for column in columns], room)
    below = _LINE * max(label.count("\n") for label in labels)
    figure, axes = canvas(chart, 2.05 + below, left=0.02)
    height, box = figure.get_figheight(), axes.get_position()
    axes.set_position((box.x0, box.y0 + below / height, box.width, box.height - below / height))
    sns.barplot(
        x=list(range(len(columns))),
        y=[column.value for column in columns],
        errorbar=None,
        width=_WIDE,
        ax=axes,
    )
    paint(axes, [column.role for column in columns])
    top = max(column.value for column in columns) or 1
    upright = _upright(chart, room)
    # A line that passes behind a number does not cross it out.
    halo = [withStroke(linewidth=2.5, foreground="white")] if chart.markers else []
    for place, column in enumerate(columns):
        axes.text(
            place,
            column.value + top * 0.02,
            chart.format.printed(column.value),
            ha="center",
            va="bottom",
            size=_SMALL if upright else 9,
            rotation=90 if upright else 0,
            weight="semibold" if column.role == "subject" else "normal",
            color=INK,
            path_effects=halo,
        )
    for block in chart.blocks:
        _bracket(axes, block, top * 1.25)
    for marker in chart.markers:
        _mark(axes, marker, top, len(columns))
    axes.set(ylim=(0, top * 1.44), ylabel="", xlabel=fitted(chart.axis.label, 400, 9.5), yticks=[])
    axes.spines["left"].set_visible(False)
    axes.set_xticks(range((step - 1) // 2, len(columns), step), labels)
    axes.tick_params(axis="x", labelsize=9)
    return figure


def _labels(labels: Sequence[str], room: float) -> tuple[int, list[str]]:
    """Give the labels under the columns; where many do not fit, of every second or third alone.

    Parameters
    ----------
    labels : of all columns.
    room : points of one column.
    """
    room -= _BETWEEN
    step = 1
    if len(labels) > _MANY:
        widest = max(text_width(clean(label), 9) for label in labels)
        step = max(1, min(ceil(widest / room), ceil(len(labels) / _FEWEST)))
    lines = 1 if len(labels) > _MANY else _LINES
    return step, [
        fitted(label, room * step, 9, lines=lines) for label in labels[(step - 1) // 2 :: step]
    ]


def _mark(axes: Axes, marker: Marker, top: float, count: int) -> None:
    """Draw a line across the columns, its words on the side that has more room."""
    place = marker.place - 1
    axes.plot([place, place], [0, top * 1.2], color=INK, linewidth=1, linestyle=(0, (4, 3)))
    before = (place + 0.5) / count
    axes.annotate(
        fitted(marker.text, _ACROSS * max(before, 1 - before) - 4, 9.5, weight=600),
        (place, top * 1.2),
        (4 if before < 0.5 else -4, 0),
        textcoords="offset points",
        size=9.5,
        weight=600,
        color=INK,
        ha="left" if before < 0.5 else "right",
        va="center",
    )


def _upright(chart: Columns, room: float) -> bool:
    """Whether numbers stand upright: the widest has no room over its column."""
    return max(text_width(chart.format.printed(one.value), 9, 600) for one in chart.columns) > room


def _bracket(axes: Axes, block: Block, height: float) -> None:
    first, last = block.first - 1, block.last - 1
    axes.plot([first - 0.41, last + 0.41], [height, height], color=RULE, linewidth=1.2)
    axes.text(
        (first + last) / 2,
        height * 1.015,
        block.text,
        ha="center",
        va="bottom",
        size=9.5,
        weight="semibold",
        color=ROLES[block.role],
    )
