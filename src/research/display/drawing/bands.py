"""Positions that are left open: a wide band, a narrow band and a dot in each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.display.style import ACCENT, INK, MUTED, RULE, WIDTH, canvas, styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["draw_bands"]

_LIGHT = "#bfd5dc"
# Heights of the two bands: the wide one shows behind the narrow one where both are as long.
_WIDE, _NARROW = 0.68, 0.4
# How far a band reaches beyond its outer positions.
_REACH = 0.28
# Inches between the subtitle and the axes that the key takes.
_KEY = 0.3


@styled
def draw_bands(
    frame: pd.DataFrame,
    *,
    title: str,
    subtitle: str,
    key: tuple[str, str, str],
    printed: Sequence[str],
    axis: str = "",
) -> Figure:
    """Draw the positions that each item may hold.

    Parameters
    ----------
    frame : one row an item, first on top; index its label; columns ``position``, ``low`` and
        ``high`` (narrow band), ``wide_low`` and ``wide_high``; positions from 1 to the rows.
    title, subtitle : the message, and what is shown of whom.
    key : what the dot, the narrow band and the wide band are.
    printed : what stands at the right of each row.
    axis : what the positions are.
    """
    import seaborn as sns

    rows, height = len(frame), 1.3 + _KEY + 0.27 * len(frame)
    figure, axes = canvas(height, title, subtitle, left=0.17)
    box = axes.get_position()
    axes.set_position((box.x0, box.y0, box.width - 0.06, box.height - _KEY / height))
    _draw_key(figure.add_axes((0.0, box.y1 - 0.16 / height, 1.0, 0.24 / height)), key)
    for place in range(1, rows + 1):
        axes.axvline(place, color=RULE, linewidth=0.5, zorder=0)
    _draw_band(axes, frame["wide_low"], frame["wide_high"], _WIDE, _LIGHT)
    _draw_band(axes, frame["low"], frame["high"], _NARROW, ACCENT)
    sns.scatterplot(
        x=frame["position"].to_numpy(dtype=float),
        y=range(rows),
        s=52,
        color="white",
        edgecolor=INK,
        linewidth=1.2,
        zorder=3,
        ax=axes,
        legend=False,
    )
    for row, text in enumerate(printed):
        axes.text(rows + 0.75, row, text, va="center", size=9, color=MUTED)
    axes.set(xlim=(0.4, rows + 0.6), ylim=(rows - 0.45, -0.55), xlabel=axis, ylabel="")
    axes.set_xticks(range(1, rows + 1))
    axes.set_yticks(range(rows), list(frame.index))
    axes.tick_params(axis="x", labelsize=8.5)
    axes.tick_params(axis="y", labelsize=9.5, pad=6)
    axes.spines["left"].set_visible(False)
    return figure


def _draw_band(axes: Axes, low: pd.Series, high: pd.Series, height: float, colour: str) -> None:
    width = (high - low + 2 * _REACH).to_numpy(dtype=float)
    left = (low - _REACH).to_numpy(dtype=float)
    axes.barh(range(len(low)), width, left=left, height=height, color=colour, zorder=1)


def _draw_key(axes: Axes, key: tuple[str, str, str]) -> None:
    """Name the three marks on a line of their own."""
    axes.set(xlim=(0, WIDTH), ylim=(-1, 1))
    axes.axis("off")
    dot, narrow, wide = key
    x = 0.2
    axes.plot([x], [0], "o", markersize=7, color="white", markeredgecolor=INK, markeredgewidth=1.2)
    for text, colour in ((dot, ""), (narrow, ACCENT), (wide, _LIGHT)):
        if colour:
            axes.barh(
                [0], [0.24], left=x - 0.08, height=1.4 if colour == _LIGHT else 0.8, color=colour
            )
        start = x + (0.24 if colour else 0.12)
        axes.text(start, 0, text, va="center", size=9, color=MUTED)
        x = start + 0.2 + 0.062 * len(text)
