"""Curves that fall in steps, each labelled at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.display.style import GROUPS, MUTED, canvas, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

__all__ = ["draw_curves"]

_DASHES = ("-", (0, (5, 2)), (0, (1.5, 1.5)), (0, (6, 2, 1, 2)), (0, (3, 1)))


@styled
def draw_curves(frame: pd.DataFrame, *, title: str, subtitle: str, axis: str) -> Figure:
    """Draw one falling curve a segment with its interval, from 100 percent down.

    Parameters
    ----------
    frame : columns ``segment, time, retained, low, high`` (proportions), in order of time.
    title, subtitle : the message, and what is shown of whom.
    axis : what the scale of time is.
    """
    figure, plot = canvas(2.75, title, subtitle, left=0.07)
    box = plot.get_position()
    plot.set_position((box.x0, box.y0 + 0.03, 0.70, box.height - 0.03))
    last = float(frame["time"].max())
    ends = []
    for number, (name, rows) in enumerate(frame.groupby("segment", sort=False)):
        colour = GROUPS[number % len(GROUPS)]
        times = [*rows["time"], last]
        low, shares, high = (
            [100 * value for value in [*rows[column], rows[column].iloc[-1]]]
            for column in ("low", "retained", "high")
        )
        plot.fill_between(times, low, high, step="post", color=colour, alpha=0.13, linewidth=0)
        plot.step(
            times, shares, where="post", color=colour, linewidth=2,
            linestyle=_DASHES[number % len(_DASHES)],
        )  # fmt: skip
        ends.append((shares[-1], str(name), colour))
    lowest = 100 * float(frame["low"].min())
    floor = max(0.0, 10 * (lowest // 10))
    gap, place = 0.075 * (100 - floor), float("inf")
    for share, name, colour in sorted(ends, reverse=True):
        place = min(share, place - gap)
        plot.text(last * 1.015, place, f"{name} {share:.0f}%", size=9, color=colour, va="center")
    plot.set(xlim=(0, last), ylim=(floor, 100.5))
    plot.set_xlabel(axis, loc="left", size=9)
    plot.set_ylabel("% still there", loc="bottom", size=9)
    plot.tick_params(labelsize=8.5, labelcolor=MUTED)
    return figure
