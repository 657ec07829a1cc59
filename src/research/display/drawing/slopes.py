"""Slopes: the place of every item before and after, joined by a line and named at both ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.display.style import ACCENT, CONTRAST, GREY, INK, MUTED, canvas, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

__all__ = ["draw_slopes"]

# Room between the end of a line and its rank, and between the rank and the name.
_RANK, _NAME = 0.03, 0.10


@styled
def draw_slopes(frame: pd.DataFrame, *, title: str, subtitle: str, ends: tuple[str, str]) -> Figure:
    """Draw one line an item from its place before to its place after.

    Parameters
    ----------
    frame : one row an item; index its label; columns ``before`` and ``after`` (places from 1, each
        given once), ``printed_before`` and ``printed_after`` (the ranks as printed) and ``moved``:
        1 where the item has risen, -1 where it has fallen, 0 where neither is certain.
    title, subtitle : the message, and what is shown of whom.
    ends : what stands above the two ends.
    """
    figure, axes = canvas(1.15 + 0.27 * len(frame), title, subtitle, left=0.03)
    colours = {1: ACCENT, -1: CONTRAST}
    # What moved lies above what did not.
    for label, row in frame.sort_values("moved", key=abs, kind="stable").iterrows():
        moved = int(row["moved"])
        line, text = (colours[moved], colours[moved]) if moved else (GREY, MUTED)
        places = [row["before"], row["after"]]
        axes.plot(
            (0, 1), places, "o-", color=line, markersize=5, linewidth=2.2 if moved else 0.9
        )  # fmt: skip
        weight = 600 if moved else 400
        for x, side, place in ((0, -1, "before"), (1, 1, "after")):
            words = {_RANK: str(row[f"printed_{place}"]), _NAME: str(label)}
            for away, written in words.items():
                axes.text(
                    x + side * away,
                    row[place],
                    written,
                    size=9.5,
                    va="center",
                    ha="right" if side < 0 else "left",
                    color=text,
                    weight=weight,
                )
    for x, anchor, head in ((0, "right", ends[0]), (1, "left", ends[1])):
        axes.text(x, 0.1, head, ha=anchor, va="center", size=10, weight=600, color=INK)
    axes.set(xlim=(-0.62, 1.62), ylim=(len(frame) + 0.5, -0.3))
    axes.axis("off")
    box = axes.get_position()
    axes.set_position((box.x0, 0.01, box.width, box.y1 - 0.01 + 0.1 / figure.get_figheight()))
    return figure
