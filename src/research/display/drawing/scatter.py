"""Points on two scales that are cut into quarters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from research.display.drawing.canvas import WIDTH, canvas, foot
from research.display.drawing.fit import fitted
from research.display.drawing.measure import text_width
from research.display.drawing.points import draw_points, label_scales, place_key
from research.display.palette import GREY, INK, MUTED, RULE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.patheffects import AbstractPathEffect

    from research.display.specification.scatter import Corner, Point, Scatter

__all__ = ["draw_scatter", "label_points", "name_corners"]


# Points that the name of a point takes at most, and that it takes below its point.
_NAME, _FOOT = 150.0, 14.0


def draw_scatter(chart: Scatter) -> Figure:
    """Draw one point a row, with error bars and labels where it has them."""
    figure, plot = canvas(chart, 4.3, left=0.1)
    box = plot.get_position()
    plot.set_position((box.x0, box.y0 + 0.05, box.width, box.height - 0.07))
    if chart.y.log:
        plot.set_yscale("log")
    for cut, draw in ((chart.x_cut, plot.axvline), (chart.y_cut, plot.axhline)):
        if cut is not None:
            draw(cut, color=RULE, linewidth=1, zorder=0)
    _draw_limits(plot, chart.points)
    draw_points(plot, chart.points, chart.key)
    name_corners(plot, chart.corners)
    label_points(plot, [point for point in chart.points if point.label])
    if chart.key:
        place_key(figure, chart.key, foot(chart))
    label_scales(plot, chart.x, chart.y)
    return figure


def _draw_limits(plot: Axes, points: Sequence[Point]) -> None:
    known = [
        (point.x, point.y, point.x_low, point.x_high, point.y_low, point.y_high)
        for point in points
        if None not in (point.x_low, point.x_high, point.y_low, point.y_high)
    ]
    if not known:
        return
    x, y, x_low, x_high, y_low, y_high = np.array(known, dtype=float).T
    plot.errorbar(
        x,
        y,
        xerr=np.abs([x - x_low, x_high - x]),
        yerr=np.abs([y - y_low, y_high - y]),
        fmt="none",
        ecolor=GREY,
        elinewidth=1.2,
        zorder=1,
    )


def label_points(plot: Axes, points: Sequence[Point]) -> None:
    """Name each point beside it, above or below in turn along the scale, so that names part.

    A name stands at the right of its point, or at the left where the chart would end before it.

    Parameters
    ----------
    plot : where.
    points : those with a name.
    """
    plot.autoscale_view()
    dots = 72 / plot.figure.dpi
    for place, point in enumerate(sorted(points, key=lambda point: point.x)):
        name = fitted(point.label, _NAME, 9)
        across = dots * float(plot.transData.transform((point.x, point.y))[0])
        beyond = across + 5 + text_width(name, 9) > 72 * WIDTH
        # Below a point near the foot a name would cross the scale.
        high = float(plot.transData.transform((point.x, point.y))[1])
        low = dots * (high - plot.get_window_extent().y0) < _FOOT
        plot.annotate(
            name,
            (point.x, point.y),
            size=9,
            color=INK,
            ha="right" if beyond else "left",
            xytext=(-5 if beyond else 5, 6 if low or place % 2 else -12),
            textcoords="offset points",
            path_effects=_halo(),
        )


def name_corners(plot: Axes, corners: Sequence[Corner], band: float = 0.17) -> None:
    """Name the quarters in a band of their own, above and below the points.

    Parameters
    ----------
    plot : where.
    corners : names of the quarters.
    band : share of the points' height that each band takes.
    """
    if corners:
        plot.margins(y=band)
        plot.autoscale_view()
        low, high = plot.get_ylim()
        if all(corner.end == "top" for corner in corners):
            plot.margins(y=0.05)
            plot.autoscale_view()
            low, _ = plot.get_ylim()
        plot.set_ylim(low, high)
    for corner in corners:
        plot.text(
            0.01 if corner.side == "left" else 0.99,
            0.99 if corner.end == "top" else 0.015,
            corner.text,
            transform=plot.transAxes,
            size=9.5,
            weight="semibold",
            color=MUTED,
            ha=corner.side,
            va=corner.end,
            path_effects=_halo(),
        )


def _halo() -> list[AbstractPathEffect]:
    """What passes behind a name does not cross it out."""
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=2.5, foreground="white")]
