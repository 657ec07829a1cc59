"""A line from low to high for each group, its mean as a dot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.display.style import ACCENT, GREY, INK, MUTED, RULE, canvas, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

__all__ = ["draw_ranges"]


@styled
def draw_ranges(frame: pd.DataFrame, *, title: str, subtitle: str, axis: str = "") -> Figure:
    """Draw low, mean and high of each group on one scale from 0 to 100.

    Parameters
    ----------
    frame : one row a group, the whole first; index its label; columns ``low, mean, high``.
    title, subtitle : the message, and what is shown of whom.
    axis : what the scale is.
    """
    import seaborn as sns

    figure, axes = canvas(1.1 + 0.36 * len(frame), title, subtitle, left=0.24)
    whole, *_ = frame["mean"]
    axes.axvline(whole, color=RULE, linewidth=1, zorder=0)
    for row, (_, values) in enumerate(frame.iterrows()):
        colour = ACCENT if row == 0 else GREY
        low, mean, high = values["low"], values["mean"], values["high"]
        axes.plot(
            [low, high],
            [row, row],
            color=colour,
            linewidth=4 if row == 0 else 3,
            solid_capstyle="round",
            zorder=1,
        )
        # A label must not sit on the line's end: the numbers stand outside it, the mean above.
        axes.text(low - 1.8, row, f"{low:.0f}", ha="right", va="center", size=9, color=MUTED)
        axes.text(high + 1.8, row, f"{high:.0f}", ha="left", va="center", size=9, color=MUTED)
        axes.text(
            mean,
            row - 0.2,
            f"{mean:.0f}",
            ha="center",
            va="bottom",
            size=9.5,
            weight="semibold",
            color=INK,
        )
    sns.scatterplot(
        x=frame["mean"].to_numpy(),
        y=range(len(frame)),
        s=74,
        color=INK,
        edgecolor="white",
        linewidth=1,
        zorder=3,
        ax=axes,
        legend=False,
    )
    axes.set(xlim=(-4, 104), ylim=(len(frame) - 0.5, -0.75), xlabel=axis, ylabel="")
    axes.set_yticks(range(len(frame)), list(frame.index))
    axes.set_xticks([0, 25, 50, 75, 100])
    axes.tick_params(axis="x", labelsize=8.5)
    axes.tick_params(axis="y", labelsize=9.5, pad=6)
    axes.spines["left"].set_visible(False)
    axes.get_yticklabels()[0].set_fontweight("semibold")
    return figure
