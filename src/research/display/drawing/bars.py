"""Sorted horizontal bars, each labelled directly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.display.drawing.canvas import canvas, paint
from research.display.palette import INK, MUTED

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from research.display.specification.bars import Bars

__all__ = ["draw_bars"]


def draw_bars(chart: Bars) -> Figure:
    """Draw one bar a row, in the order given."""
    import seaborn as sns

    bars = chart.bars
    # Room for the longest label, whatever it is.
    left = 0.04 + 0.0102 * max(len(bar.label) for bar in bars)
    figure, axes = canvas(chart, 0.95 + 0.265 * len(bars), left=left)
    places = list(range(len(bars)))
    sns.barplot(
        x=[bar.value for bar in bars],
        y=places,
        errorbar=None,
        width=0.72,
        orient="h",
        ax=axes,
    )
    paint(axes, [bar.role for bar in bars])
    longest = max(bar.value for bar in bars)
    for place, bar in enumerate(bars):
        axes.text(bar.value + longest * 0.012, place, bar.printed, va="center", size=9, color=INK)
    axes.set(xlim=(0, longest * 1.16), xlabel="", ylabel="", xticks=[])
    axes.set_yticks(places, [bar.label for bar in bars])
    axes.spines["bottom"].set_visible(False)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", labelsize=9.5)
    for tick, bar in zip(axes.get_yticklabels(), bars, strict=True):
        tick.set_color(INK if bar.role == "subject" else MUTED)
    # The bars have no axis below them: take back the room that a labelled axis would need.
    box = axes.get_position()
    axes.set_position((box.x0, 0.02, box.width, box.y1 - 0.02 + 0.06 / figure.get_figheight()))
    return figure
