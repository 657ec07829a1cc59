"""Slopes: the place of every item before and after, joined by a line and named at both ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.display.drawing.canvas import WIDTH, canvas, foot
from research.display.drawing.fit import fitted, longest_line
from research.display.palette import INK, MUTED, ROLES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from research.display.specification.slopes import Slope, Slopes

__all__ = ["draw_slopes"]

# Inches from one rank to the next, and of what is above and below all.
_PITCH, _AROUND = 0.2, 0.85
# Points from the names at the left to those at the right, and how many of them names take at each
# side, at least and at most.
_ACROSS = 72 * WIDTH * 0.94
_ROOM, _MOST = _ACROSS * 0.52 / 2.24, 160.0
# Points between the end of a line and its rank, and between that end and the name.
_RANK, _NAME = _ACROSS * 0.03 / 2.24, _ACROSS * 0.1 / 2.24


def draw_slopes(chart: Slopes) -> Figure:
    """Draw one line an item from its place before to its place after."""
    slopes = chart.slopes
    pitch = max(0.17, min(_PITCH, (8.4 - _AROUND) / len(slopes)))
    figure, axes = canvas(chart, _AROUND + pitch * len(slopes), left=0.03)
    names = [fitted(one.label, _MOST, 9.5, weight=600) for one in slopes]
    widest = max(longest_line(name, 9.5, 600) for name in names)
    room = min(max(_ROOM, widest), _MOST)
    # Points between the two ends, what is left by the names and their ranks.
    run = _ACROSS - 2 * (room + _NAME)
    # What moved lies above what did not.
    for one in sorted(slopes, key=lambda slope: slope.role != "other"):
        _draw_slope(axes, one, fitted(one.label, room, 9.5, weight=600), run)
    for x, anchor, head in ((0, "right", chart.ends[0]), (1, "left", chart.ends[1])):
        text = fitted(head, room, 10, weight=600)
        axes.text(x, 0.1, text, ha=anchor, va="center", size=10, weight=600, color=INK)
    beyond = (_NAME + room) / run
    axes.set(xlim=(-beyond, 1 + beyond), ylim=(len(slopes) + 0.5, -0.3))
    axes.axis("off")
    box, height = axes.get_position(), figure.get_figheight()
    low = 0.01 + foot(chart) / height
    axes.set_position((box.x0, low, box.width, box.y1 - low + 0.1 / height))
    return figure


def _draw_slope(axes: Axes, one: Slope, name: str, run: float) -> None:
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
        for away, written in ((_RANK, rank), (_NAME, name)):
            axes.text(
                x + side * away / run,
                place,
                written,
                size=9.5,
                va="center",
                ha="right" if side < 0 else "left",
                color=ROLES[one.role] if moved else MUTED,
                weight=600 if moved else 400,
            )
