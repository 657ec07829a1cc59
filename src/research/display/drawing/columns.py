"""A distribution over ordered positions as columns, with the share of its two ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.display.style import ACCENT, GREY, INK, MUTED, RULE, canvas, paint, styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["draw_columns"]


@styled
def draw_columns(
    percents: Sequence[int],
    *,
    title: str,
    subtitle: str,
    blocks: Sequence[tuple[int, int, str]] = (),
    axis: str = "",
) -> Figure:
    """Draw a column for each position.

    Parameters
    ----------
    percents : whole percentages of positions 1 to `k`.
    title, subtitle : the message, and what is shown of whom.
    blocks : first position, last position and label of each block that is bracketed.
    axis : what the positions are.
    """
    import seaborn as sns

    figure, axes = canvas(2.9, title, subtitle, left=0.02)
    count = len(percents)
    colours = [ACCENT if i < 3 else MUTED if i >= count - 3 else GREY for i in range(count)]
    positions = [str(i + 1) for i in range(count)]
    sns.barplot(
        x=positions,
        y=list(percents),
        errorbar=None,
        width=0.82,
        ax=axes,
    )
    paint(axes, colours)
    top = max(percents)
    for index, percent in enumerate(percents):
        strong = "semibold" if index < 3 else "normal"
        axes.text(
            index,
            percent + top * 0.02,
            f"{percent}%",
            ha="center",
            size=9,
            weight=strong,
            color=INK,
        )
    for first, last, label in blocks:
        _bracket(axes, first - 1, last - 1, top * 1.17, label)
    axes.set(ylim=(0, top * 1.32), ylabel="", xlabel=axis, yticks=[])
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="x", labelsize=9)
    return figure


def _bracket(axes: Axes, first: float, last: float, height: float, label: str) -> None:
    colour = ACCENT if first == 0 else MUTED
    axes.plot([first - 0.41, last + 0.41], [height, height], color=RULE, linewidth=1.2)
    axes.text(
        (first + last) / 2,
        height * 1.015,
        label,
        ha="center",
        va="bottom",
        size=9.5,
        weight="semibold",
        color=colour,
    )
