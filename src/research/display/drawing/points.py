"""Points on two scales: a mark a role, its key and the scales, for the charts that have them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from research.display.drawing.canvas import WIDTH
from research.display.drawing.fit import fitted
from research.display.palette import MUTED, ROLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.ticker import FuncFormatter

    from research.display.palette import Role
    from research.display.specification.parts import Axis, Entry
    from research.display.specification.scatter import Point

__all__ = ["draw_points", "end_scale", "label_scales", "place_key"]

# Shapes tell the roles apart as well as colours do.
_SHAPES: Mapping[Role, str] = {"subject": "o", "contrast": "v", "other": "s"}


def draw_points(
    plot: Axes,
    points: Sequence[Point],
    key: Sequence[Entry],
    role: Role | None = None,
    *,
    shapes: Mapping[Role, str] = _SHAPES,
    faint: Role | None = None,
) -> None:
    """Draw each point in the colour and the shape of its role.

    Parameters
    ----------
    plot : where.
    points : in any order.
    key : the roles that the chart's key names.
    role : drawn for all of them, in place of their own.
    shapes : of the marks of each role.
    faint : whose marks step back.
    """
    named = {entry.role for entry in key}
    for shown, shape in shapes.items():
        inside = [point for point in points if (role or point.role) == shown]
        plot.scatter(
            [point.x for point in inside],
            [point.y for point in inside],
            s=7 if shown == faint else 20,
            color=ROLES[shown],
            marker=shape,
            alpha=0.45 if shown == faint else 0.75,
            linewidths=0.4,
            edgecolors="white",
            zorder=1.5 if shown == faint else 2,
            label=shown if shown in named else "_",
        )


def place_key(figure: Figure, key: Sequence[Entry], low: float = 0.0) -> None:
    """Name the marks below the chart, at its right.

    Parameters
    ----------
    figure : the chart.
    key : what each role is called.
    low : inches of its foot, above which the key stands.
    """
    legend = figure.legend(
        loc="lower right",
        bbox_to_anchor=(0.98, low / figure.get_figheight() - 0.01),
        ncols=len(key),
        frameon=False,
        fontsize=9,
        handletextpad=0.2,
        columnspacing=1.2,
    )
    # Marks are labelled by role, and get their words here: matplotlib hides some labels.
    words: dict[str, str] = {entry.role: entry.text for entry in key}
    for text in legend.get_texts():
        text.set_text(fitted(words[text.get_text()], 72 * WIDTH / len(key) - 24, 9))


def label_scales(plot: Axes, x: Axis, y: Axis | None) -> None:
    """Name the scales at their beginning; the upright one where it is given."""
    extent, points = plot.get_window_extent(), 72 / plot.figure.dpi
    plot.minorticks_off()
    plot.set_xlabel(fitted(x.label, points * extent.width, 9), loc="left", size=9)
    if y is not None:
        plot.set_ylabel(fitted(y.label, points * extent.height, 9), loc="bottom", size=9)
    for axis, scale in ((plot.xaxis, x), (plot.yaxis, y)):
        if scale is not None and (scale.log or scale.format.scaled):
            axis.set_major_formatter(_printed_by(scale))
    which: Literal["x", "both"] = "x" if y is None else "both"
    plot.tick_params(axis=which, labelsize=8.5, labelcolor=MUTED)


def end_scale(plot: Axes, last: float) -> None:
    """End the level scale where its values do: what is printed behind them is off the scale.

    Parameters
    ----------
    plot : whose limits are set.
    last : the largest value that is drawn.
    """
    first, _ = plot.get_xlim()
    plot.set_xticks([tick for tick in plot.get_xticks() if first <= tick <= last])
    plot.spines["bottom"].set_bounds(first, last)


def _printed_by(scale: Axis) -> FuncFormatter:
    from matplotlib.ticker import FuncFormatter

    return FuncFormatter(lambda value, _: scale.format.printed(value))
