"""Positions that are left open: a wide band, a narrow band and a dot in each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.display.drawing.canvas import WIDTH, canvas
from research.display.palette import ACCENT, INK, MUTED, RULE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from research.display.specification.bands import Bands, Marks

__all__ = ["draw_bands"]

_LIGHT = "#bfd5dc"
# Heights of the two bands: the wide one shows behind the narrow one where both are as long.
_WIDE, _NARROW = 0.68, 0.4
# How far a band reaches beyond its outer positions.
_REACH = 0.28
# Inches between the subtitle and the axes that the key takes.
_KEY = 0.3


def draw_bands(chart: Bands) -> Figure:
    """Draw the positions that each item may hold."""
    import seaborn as sns

    bands, count = chart.bands, len(chart.bands)
    height = 1.3 + _KEY + 0.27 * count
    figure, axes = canvas(chart, height, left=0.17)
    box = axes.get_position()
    axes.set_position((box.x0, box.y0, box.width - 0.06, box.height - _KEY / height))
    _draw_key(figure.add_axes((0.0, box.y1 - 0.16 / height, 1.0, 0.24 / height)), chart.marks)
    for place in range(1, count + 1):
        axes.axvline(place, color=RULE, linewidth=0.5, zorder=0)
    _draw_band(axes, [(band.wide_low, band.wide_high) for band in bands], _WIDE, _LIGHT)
    _draw_band(axes, [(band.low, band.high) for band in bands], _NARROW, ACCENT)
    sns.scatterplot(
        x=[float(band.position) for band in bands],
        y=range(count),
        s=52,
        color="white",
        edgecolor=INK,
        linewidth=1.2,
        zorder=3,
        ax=axes,
        legend=False,
    )
    for row, band in enumerate(bands):
        axes.text(count + 0.75, row, band.printed, va="center", size=9, color=MUTED)
    axes.set(
        xlim=(0.4, count + 0.6), ylim=(count - 0.45, -0.55), xlabel=chart.axis.label, ylabel=""
    )
    axes.set_xticks(range(1, count + 1))
    axes.set_yticks(range(count), [band.label for band in bands])
    axes.tick_params(axis="x", labelsize=8.5)
    axes.tick_params(axis="y", labelsize=9.5, pad=6)
    axes.spines["left"].set_visible(False)
    return figure


def _draw_band(axes: Axes, ends: Sequence[tuple[int, int]], height: float, colour: str) -> None:
    width = [high - low + 2 * _REACH for low, high in ends]
    left = [low - _REACH for low, _ in ends]
    axes.barh(range(len(ends)), width, left=left, height=height, color=colour, zorder=1)


def _draw_key(axes: Axes, marks: Marks) -> None:
    """Name the three marks on a line of their own."""
    axes.set(xlim=(0, WIDTH), ylim=(-1, 1))
    axes.axis("off")
    x = 0.2
    axes.plot([x], [0], "o", markersize=7, color="white", markeredgecolor=INK, markeredgewidth=1.2)
    for text, colour in ((marks.dot, ""), (marks.narrow, ACCENT), (marks.wide, _LIGHT)):
        if colour:
            axes.barh(
                [0], [0.24], left=x - 0.08, height=1.4 if colour == _LIGHT else 0.8, color=colour
            )
        start = x + (0.24 if colour else 0.12)
        axes.text(start, 0, text, va="center", size=9, color=MUTED)
        x = start + 0.2 + 0.062 * len(text)
