"""A distribution over ordered positions as columns, with the share of its two ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.display.drawing.canvas import WIDTH, canvas, paint
from research.display.drawing.fit import fitted
from research.display.drawing.measure import text_width
from research.display.palette import INK, ROLES, RULE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from research.display.specification.columns import Block, Columns

__all__ = ["draw_columns"]


def draw_columns(chart: Columns) -> Figure:
    """Draw a column for each position."""
    import seaborn as sns

    figure, axes = canvas(chart, 2.9, left=0.02)
    columns = chart.columns
    sns.barplot(
        x=list(range(len(columns))),
        y=[column.value for column in columns],
        errorbar=None,
        width=0.82,
        ax=axes,
    )
    paint(axes, [column.role for column in columns])
    top = max(column.value for column in columns) or 1
    room = 72 * WIDTH * 0.95 / len(columns)
    size = _size(chart, room)
    for place, column in enumerate(columns):
        axes.text(
            place,
            column.value + top * 0.02,
            chart.format.printed(column.value),
            ha="center",
            size=size,
            weight="semibold" if column.role == "subject" else "normal",
            color=INK,
        )
    for block in chart.blocks:
        _bracket(axes, block, top * 1.17)
    axes.set(ylim=(0, top * 1.32), ylabel="", xlabel=fitted(chart.axis.label, 400, 9.5), yticks=[])
    axes.spines["left"].set_visible(False)
    labels = [fitted(column.label, room, 9) for column in columns]
    axes.set_xticks(range(len(columns)), labels)
    axes.tick_params(axis="x", labelsize=9)
    return figure


def _size(chart: Columns, room: float) -> float:
    """Size in which the widest number fits over its column, no smaller than can be read."""
    widest = max(text_width(chart.format.printed(one.value), 9, 600) for one in chart.columns)
    return 9 if widest <= room else max(5.0, 9 * room / widest)


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
