"""The same points twice side by side: plain, then by role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.display.drawing.canvas import WIDTH, canvas, foot
from research.display.drawing.fit import fitted
from research.display.drawing.points import draw_points, label_scales, place_key
from research.display.drawing.scatter import label_points, name_corners
from research.display.palette import GREY, INK, RULE, lightened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from research.display.palette import Role
    from research.display.specification.scatter import Views

__all__ = ["draw_views"]

# Points that can still be told apart; hexagons across and up where there are more.
_MANY, _ACROSS, _UP = 200, 15, 9
# Shapes tell good from bad for every eye; those of whom nothing is known step back.
_SHAPES: Mapping[Role, str] = {"subject": "^", "contrast": "v", "other": "o"}


def draw_views(chart: Views) -> Figure:
    """Draw the plain view at the left, and at its right the one by role on the same scales."""
    figure, plain = canvas(chart, 4.0, left=0.1)
    box = plain.get_position()
    height, width = box.height - 0.13, (box.width - 0.04) / 2
    plain.set_position((box.x0, box.y0 + 0.06, width, height))
    coloured = figure.add_axes(
        (box.x0 + width + 0.04, box.y0 + 0.06, width, height), sharex=plain, sharey=plain
    )
    if chart.y.log:
        plain.set_yscale("log")
    for plot, head in ((plain, chart.heads[0]), (coloured, chart.heads[1])):
        if chart.x_cut is not None:
            plot.axvline(chart.x_cut, color=RULE, linewidth=1, zorder=0)
        if plot is plain:
            _draw_all(plot, chart)
        else:
            draw_points(plot, chart.points, chart.key, shapes=_SHAPES, faint="other")
        plot.set_title(
            fitted(head, 72 * WIDTH * width, 10, weight=600),
            loc="left",
            size=10,
            weight="semibold",
            color=INK,
        )
        label_scales(plot, chart.x, chart.y if plot is plain else None)
    coloured.tick_params(labelleft=False)
    name_corners(coloured, chart.corners, band=0.3)
    label_points(coloured, [point for point in chart.points if point.label], above=True)
    place_key(figure, chart.key, foot(chart))
    return figure


def _draw_all(plot: Axes, chart: Views) -> None:
    """Draw the points alike; where they are too many to be told apart, how dense they are."""
    if len(chart.points) <= _MANY:
        draw_points(plot, chart.points, (), "other")
        return
    from matplotlib.colors import LinearSegmentedColormap

    plot.hexbin(
        [point.x for point in chart.points],
        [point.y for point in chart.points],
        gridsize=(_ACROSS, _UP),
        yscale="log" if chart.y.log else "linear",
        mincnt=1,
        cmap=LinearSegmentedColormap.from_list("grey", [lightened(GREY, 0.72), INK]),
        linewidths=0.4,
        edgecolors="white",
    )
