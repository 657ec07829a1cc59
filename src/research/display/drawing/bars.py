"""Sorted horizontal bars, each labelled directly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.display.style import ACCENT, GREY, INK, MUTED, canvas, paint, styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

__all__ = ["draw_bars"]


@styled
def draw_bars(
    labels: Sequence[str],
    values: Sequence[float],
    *,
    printed: Sequence[str],
    title: str,
    subtitle: str,
    accent: Sequence[bool] = (),
) -> Figure:
    """Draw one bar a row, in the order given.

    Parameters
    ----------
    labels, values : of the bars, first on top.
    printed : what stands at the end of each bar.
    title, subtitle : the message, and what is shown of whom.
    accent : which bars are the subject; all when left out.
    """
    import seaborn as sns

    # Room for the longest label, whatever it is.
    left = 0.04 + 0.0102 * max(len(label) for label in labels)
    figure, axes = canvas(0.95 + 0.265 * len(labels), title, subtitle, left=left)
    rows = list(range(len(labels)))
    marked = list(accent) or [True] * len(labels)
    sns.barplot(
        x=list(values),
        y=rows,
        errorbar=None,
        width=0.72,
        orient="h",
        ax=axes,
    )
    paint(axes, [ACCENT if mark else GREY for mark in marked])
    longest = max(values)
    for index, (value, text) in enumerate(zip(values, printed, strict=True)):
        axes.text(value + longest * 0.012, index, text, va="center", size=9, color=INK)
    axes.set(xlim=(0, longest * 1.16), xlabel="", ylabel="", xticks=[])
    axes.set_yticks(rows, list(labels))
    axes.spines["bottom"].set_visible(False)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", labelsize=9.5)
    for tick, mark in zip(axes.get_yticklabels(), marked, strict=True):
        tick.set_color(INK if mark else MUTED)
    # The bars have no axis below them: take back the room that a labelled axis would need.
    box = axes.get_position()
    axes.set_position((box.x0, 0.02, box.width, box.y1 - 0.02 + 0.06 / figure.get_figheight()))
    return figure
