"""Slopes: the place of every item before and after, joined by a line and named at both ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.display.drawing.canvas import canvas
from research.display.palette import INK, MUTED, ROLES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from research.display.specification.slopes import Slope, Slopes

__all__ = ["draw_slopes"]

# Room between the end of a line and its rank, and between the rank and the name.
_RANK, _NAME = 0.03, 0.10


def draw_slopes(chart: Slopes) -> Figure:
    """Draw one line an item from its place before to its place after."""
    slopes = chart.slopes
    figure, axes = canvas(chart, 1.15 + 0.27 * len(slopes), left=0.03)
    # What moved lies above what did not.
    for one in sorted(slopes, key=lambda slope: slope.role != "other"):
        _draw_slope(axes, one)
    for x, anchor, head in ((0, "right", chart.ends[0]), (1, "left", chart.ends[1])):
        axes.text(x, 0.1, head, ha=anchor, va="center", size=10, weight=600, color=INK)
    axes.set(xlim=(-0.62, 1.62), ylim=(len(slopes) + 0.5, -0.3))
    axes.axis("off")
    box = axes.get_position()
    axes.set_position((box.x0, 0.01, box.width, box.y1 - 0.01 + 0.1 / figure.get_figheight()))
    return figure


def _draw_slope(axes: Axes, one: Slope) -> None:
    moved = one.role != "other"
    axes.plot(
        (0, 1),
        [one.before, one.after],
        "o-",
        color=ROLES[one.role],
        markersize=5,
        linewidth=2.2 if moved else 0.9,
    )
    for x, side, place, rank in (
        (0, -1, one.before, one.printed_before),
        (1, 1, one.after, one.printed_after),
    ):
        for away, written in ((_RANK, rank), (_NAME, one.label)):
            axes.text(
                x + side * away,
                place,
                written,
                size=9.5,
                va="center",
                ha="right" if side < 0 else "left",
                color=ROLES[one.role] if moved else MUTED,
                weight=600 if moved else 400,
            )
