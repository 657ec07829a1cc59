"""Positions that are left open: a wide band, a narrow band and a dot in each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.display.drawing.canvas import WIDTH, canvas
from research.display.drawing.fit import fitted
from research.display.drawing.measure import text_width
from research.display.drawing.rows import lay_rows, name_rows
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
# Positions that have a number each below them; of more, every second or third has.
_TICKS = 24
# Inches between the subtitle and the axes that the key takes.
_KEY = 0.3


def draw_bands(chart: Bands) -> Figure:
    """Draw the positions that each item may hold."""
    import seaborn as sns

    rows = lay_rows([band.label for band in chart.bands], 0.27, 1.3 + _KEY, least=0.17)
    bands, count = chart.bands[: len(rows.places)], len(chart.bands)
    figure, axes = canvas(chart, 1.3 + _KEY + rows.height, left=rows.left)
    box, height = axes.get_position(), figure.get_figheight()
    axes.set_position((box.x0, box.y0, box.width - 0.06, box.height - _KEY / height))
    _draw_key(figure.add_axes((0.0, box.y1 - 0.16 / height, 1.0, 0.24 / height)), chart.marks)
    for position in range(1, count + 1):
        axes.axvline(position, color=RULE, linewidth=0.5, zorder=0)
    wide = [(band.wide_low, band.wide_high) for band in bands]
    _draw_band(axes, rows.places, wide, _WIDE, _LIGHT)
    _draw_band(axes, rows.places, [(band.low, band.high) for band in bands], _NARROW, ACCENT)
    sns.scatterplot(
        x=[float(band.position) for band in bands],
        y=list(rows.places),
        s=52,
        color="white",
        edgecolor=INK,
        linewidth=1.2,
        zorder=3,
        ax=axes,
        legend=False,
    )
    for place, band in zip(rows.places, bands, strict=True):
        axes.text(count + 0.75, place, band.printed, va="center", size=9, color=MUTED)
    axes.set(
        xlim=(0.4, count + 0.6),
        ylim=(rows.extent - 0.45, -0.55),
        xlabel=fitted(chart.axis.label, 72 * WIDTH * (0.91 - rows.left), 9.5),
        ylabel="",
    )
    axes.set_xticks(range(1, count + 1, 1 + count // _TICKS))
    axes.tick_params(axis="x", labelsize=8.5)
    name_rows(axes, rows, pad=6)
    return figure


def _draw_band(
    axes: Axes,
    places: Sequence[float],
    ends: Sequence[tuple[int, int]],
    height: float,
    colour: str,
) -> None:
    width = [high - low + 2 * _REACH for low, high in ends]
    left = [low - _REACH for low, _ in ends]
    axes.barh(places, width, left=left, height=height, color=colour, zorder=1)


def _draw_key(axes: Axes, marks: Marks) -> None:
    """Name the three marks on a line of their own."""
    axes.set(xlim=(0, WIDTH), ylim=(-1, 1))
    axes.axis("off")
    x: float = 0.2
    axes.plot([x], [0], "o", markersize=7, color="white", markeredgecolor=INK, markeredgewidth=1.2)
    for text, colour in ((marks.dot, ""), (marks.narrow, ACCENT), (marks.wide, _LIGHT)):
        if colour:
            axes.barh(
                [0], [0.24], left=x - 0.08, height=1.4 if colour == _LIGHT else 0.8, color=colour
            )
        start = x + (0.24 if colour else 0.12)
        axes.text(start, 0, text, va="center", size=9, color=MUTED)
        x = start + 0.28 + text_width(text, 9) / 72
