"""The same points twice side by side: plain, then by role."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from research.display.drawing.canvas import WIDTH, canvas, foot
from research.display.drawing.fit import fitted
from research.display.drawing.measure import text_width
from research.display.drawing.points import draw_points, label_scales, place_key
from research.display.drawing.scatter import name_corners
from research.display.palette import GREY, INK, MUTED, RULE, lightened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap
    from matplotlib.figure import Figure

    from research.display.palette import Role
    from research.display.specification.scatter import Point, Views

__all__ = ["draw_views"]

# Points that can still be told apart; hexagons across and up where there are more.
_MANY, _ACROSS, _UP = 200, 13, 10
# Shares of the width that the plain view takes, and that parts the two; of the height for names
# above the points, and where those of points stand in it.
_PLAIN, _APART, _BAND, _ROW = 0.38, 0.04, 0.32, 0.825
# Points that the name of a point takes at most, and its size.
_NAME, _SIZE = 120.0, 9
# Shapes tell good from bad for every eye; those of whom nothing is known step back.
_SHAPES: Mapping[Role, str] = {"subject": "^", "contrast": "v", "other": "o"}


def draw_views(chart: Views) -> Figure:
    """Draw the plain view at the left, and at its right the one by role on the same scales."""
    figure, plain = canvas(chart, 4.4, left=0.1)
    box = plain.get_position()
    height, room = box.height - 0.13, box.width - _APART
    widths = _PLAIN * room, (1 - _PLAIN) * room
    plain.set_position((box.x0, box.y0 + 0.06, widths[0], height))
    coloured = figure.add_axes(
        (box.x0 + widths[0] + _APART, box.y0 + 0.06, widths[1], height), sharex=plain, sharey=plain
    )
    if chart.y.log:
        plain.set_yscale("log")
    for plot, head, width in zip((plain, coloured), chart.heads, widths, strict=True):
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
    name_corners(coloured, chart.corners, band=_BAND)
    named = [point for point in chart.points if point.label]
    if named and not chart.corners:
        coloured.margins(y=_BAND)
        coloured.autoscale_view()
    _lead_to(coloured, named)
    place_key(figure, chart.key, foot(chart))
    return figure


def _lead_to(plot: Axes, points: Sequence[Point]) -> None:
    """Name points in a row above all of them, each with a line down to it."""
    box, dots = plot.get_window_extent(), 72 / plot.figure.dpi
    ordered = sorted(points, key=lambda point: point.x)
    across = [dots * (plot.transData.transform((one.x, one.y))[0] - box.x0) for one in ordered]
    names = [fitted(one.label, _NAME, _SIZE) for one in ordered]
    widths = [text_width(name, _SIZE) + _SIZE for name in names]
    room = dots * box.width
    for place, one, name in zip(_parted(across, widths, room), ordered, names, strict=True):
        plot.annotate(
            name,
            (one.x, one.y),
            (place / room, _ROW),
            textcoords="axes fraction",
            size=_SIZE,
            color=INK,
            ha="center",
            va="bottom",
            arrowprops={"arrowstyle": "-", "color": MUTED, "linewidth": 0.7, "shrinkB": 3},
        )


def _parted(places: list[float], widths: list[float], room: float) -> list[float]:
    """Move names apart along a line, no further than it takes, and keep all of them on it."""
    found: list[float] = []
    end = 0.0
    for place, width in zip(places, widths, strict=True):
        found.append(max(place, end + width / 2))
        end = found[-1] + width / 2
    end = room
    for number in reversed(range(len(found))):
        found[number] = min(found[number], end - widths[number] / 2)
        end = found[number] - widths[number] / 2
    return found


def _draw_all(plot: Axes, chart: Views) -> None:
    """Draw the points alike; where they are too many to be told apart, how dense they are."""
    if len(chart.points) <= _MANY:
        draw_points(plot, chart.points, (), "other")
        return
    from matplotlib.colors import LinearSegmentedColormap

    colours = LinearSegmentedColormap.from_list("grey", [lightened(GREY, 0.72), INK])
    cells = plot.hexbin(
        [point.x for point in chart.points],
        [point.y for point in chart.points],
        gridsize=(_ACROSS, _UP),
        yscale="log" if chart.y.log else "linear",
        mincnt=1,
        cmap=colours,
        linewidths=0.4,
        edgecolors="white",
    )
    counts = np.asarray(cells.get_array())
    _tell_shades(plot, colours, int(counts.min()), int(counts.max()))


def _tell_shades(plot: Axes, colours: Colormap, least: int, most: int) -> None:
    """Say above the hexagons how many points the lightest and the darkest of them hold."""
    key = plot.inset_axes((0.1, 0.9, 0.5, 0.035))
    key.imshow([range(256)], aspect="auto", cmap=colours)
    key.set_axis_off()
    for place, ends, text in ((0.08, "right", least), (0.62, "left", most)):
        plot.text(
            place,
            0.9175,
            f"{text}",
            transform=plot.transAxes,
            size=_SIZE,
            color=MUTED,
            ha=ends,
            va="center",
        )
