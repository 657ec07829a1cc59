"""Estimates with their intervals: a dot and a line for each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.display.style import ACCENT, GREY, INK, MUTED, RULE, canvas, styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.figure import Figure

__all__ = ["draw_dots"]


@styled
def draw_dots(
    frame: pd.DataFrame,
    *,
    printed: Sequence[str],
    title: str,
    subtitle: str,
    axis: str,
    line: float | None = None,
    accent: Sequence[bool] = (),
) -> Figure:
    """Draw an estimate and its interval a row, in the order given.

    Parameters
    ----------
    frame : index the labels, first on top; columns ``estimate, low, high``.
    printed : what stands at the right of each row.
    title, subtitle : the message, and what is shown of whom.
    axis : what the scale is.
    line : where a vertical line marks no difference, or an equal share.
    accent : which rows are the subject; all when left out.
    """
    left = 0.04 + 0.0102 * max(len(str(label)) for label in frame.index)
    figure, axes = canvas(1.25 + 0.3 * len(frame), title, subtitle, left=left)
    marked = list(accent) or [True] * len(frame)
    if line is not None:
        axes.axvline(line, color=RULE, linewidth=1, zorder=0)
    right = max(frame["high"].max(), frame["estimate"].max(), line if line is not None else 0)
    least = min(frame["low"].min(), frame["estimate"].min(), line if line is not None else 0)
    reach = (right - least) or 1.0
    for row, (values, text, mark) in enumerate(
        zip(frame.to_dict("records"), printed, marked, strict=True)
    ):
        colour = ACCENT if mark else GREY
        axes.plot(
            [values["low"], values["high"]],
            [row, row],
            color=colour,
            linewidth=3,
            zorder=1,
            solid_capstyle="round",
        )
        axes.plot(
            [values["estimate"]],
            [row],
            marker="o",
            markersize=7,
            color=INK,
            markeredgecolor="white",
            zorder=2,
        )
        axes.text(right + 0.03 * reach, row, text, va="center", size=9, color=INK)
    axes.set(
        xlim=(least - 0.03 * reach, right + 0.34 * reach), ylim=(len(frame) - 0.5, -0.6), ylabel=""
    )
    axes.set_xlabel(axis, loc="left", size=9)
    axes.set_yticks(range(len(frame)), [str(label) for label in frame.index])
    axes.tick_params(axis="y", labelsize=9.5)
    axes.tick_params(axis="x", labelsize=8.5, labelcolor=MUTED)
    axes.spines["left"].set_visible(False)
    return figure
