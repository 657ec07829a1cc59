"""A distribution over ordered positions as columns, with the share of its two ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.display.drawing.canvas import canvas, paint
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
        x=[column.label for column in columns],
        y=[column.value for column in columns],
        errorbar=None,
        width=0.82,
        ax=axes,
    )
    paint(axes, [column.role for column in columns])
    top = max(column.value for column in columns)
    for place, column in enumerate(columns):
        axes.text(
            place,
            column.value + top * 0.02,
            chart.format.printed(column.value),
            ha="center",
            size=9,
            weight="semibold" if column.role == "subject" else "normal",
            color=INK,
        )
    for block in chart.blocks:
        _bracket(axes, block, top * 1.17)
    axes.set(ylim=(0, top * 1.32), ylabel="", xlabel=chart.axis.label, yticks=[])
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="x", labelsize=9)
    return figure


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
