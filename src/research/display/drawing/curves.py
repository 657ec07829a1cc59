"""Curves that fall in steps, each labelled at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from research.display.drawing.canvas import WIDTH, canvas
from research.display.drawing.fit import fitted, longest_line
from research.display.drawing.points import label_scales
from research.display.palette import ROLES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from research.display.specification.curves import Curve, Curves

__all__ = ["draw_curves"]

_DASHES: tuple[Any, ...] = ("-", (0, (5, 2)), (0, (1.5, 1.5)), (0, (6, 2, 1, 2)), (0, (3, 1)))


# Points at the right of the curves: for their names with the shares at least and at most, and for a
# share alone.
_ROOM, _MOST, _SHARE = 100.0, 190.0, 26.0


def draw_curves(chart: Curves) -> Figure:
    """Draw one falling curve a segment with its interval, from 100 percent down."""
    figure, plot = canvas(chart, 2.75, left=0.07)
    box = plot.get_position()
    names = [fitted(curve.label, _MOST - _SHARE, 9) for curve in chart.curves]
    room = max(_ROOM, max(longest_line(name, 9) for name in names) + _SHARE)
    width = 0.7 - (room - _ROOM) / (72 * WIDTH)
    plot.set_position((box.x0, box.y0 + 0.03, width, box.height - 0.03))
    steps = [step for curve in chart.curves for step in curve.steps]
    last = float(max(step.time for step in steps))
    for number, curve in enumerate(chart.curves):
        _draw_curve(plot, curve, last, _DASHES[number % len(_DASHES)])
    floor = max(0.0, 10 * (min(step.low for step in steps) // 10))
    gap, place = 0.075 * (100 - floor), float("inf")
    ends = [(curve.steps[-1].share, curve.label, ROLES[curve.role]) for curve in chart.curves]
    for share, name, colour in sorted(ends, reverse=True):
        place = min(share, place - gap)
        text = f"{fitted(name, room - _SHARE, 9)} {chart.format.printed(share)}"
        plot.text(last * 1.015, place, text, size=9, color=colour, va="center")
    plot.set(xlim=(0, last), ylim=(floor, 100.5))
    label_scales(plot, chart.time, chart.axis)
    return figure


def _draw_curve(plot: Axes, curve: Curve, last: float, dashes: Any) -> None:
    colour = ROLES[curve.role]
    # The last share holds to the end of the scale.
    steps = [*curve.steps, curve.steps[-1]]
    times = [*(step.time for step in curve.steps), last]
    plot.fill_between(
        times,
        [step.low for step in steps],
        [step.high for step in steps],
        step="post",
        color=colour,
        alpha=0.13,
        linewidth=0,
    )
    shares = [step.share for step in steps]
    # A thin line below the dashes, so that no value falls between two of them.
    plot.step(times, shares, where="post", color=colour, linewidth=0.8)
    plot.step(times, shares, where="post", color=colour, linewidth=2, linestyle=dashes)
