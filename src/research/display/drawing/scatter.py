"""Points on two scales that are cut into quarters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from research.display.style import ACCENT, CONTRAST, GREY, INK, MUTED, RULE, canvas, styled

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["COLOURS", "draw_scatter", "draw_views"]

COLOURS = {"high": ACCENT, "low": CONTRAST, "unknown": GREY}
"""Colour of each kind of point; shapes tell them apart as well."""

_SHAPES = {"high": "o", "low": "v", "unknown": "s"}


@styled
def draw_scatter(
    frame: pd.DataFrame,
    *,
    title: str,
    subtitle: str,
    axes_labels: tuple[str, str],
    cuts: tuple[float | None, float | None] = (None, None),
    corners: Mapping[tuple[str, str], str] | None = None,
    legend: Mapping[str, str] | None = None,
    log: bool = False,
) -> Figure:
    """Draw one point a row, with error bars and labels where the frame has them.

    Parameters
    ----------
    frame : columns ``x, y`` and, where wanted, ``x_low, x_high, y_low, y_high``, ``label`` and
        ``kind`` (high, low, unknown).
    title, subtitle : the message, and what is shown of whom.
    axes_labels : of x and y.
    cuts : where x and y are parted.
    corners : names of the quarters by place: ``("left" or "right", "top" or "bottom")``.
    legend : what each kind is called, beside its mark.
    log : whether the scale of y is logarithmic.
    """
    figure, plot = canvas(4.3, title, subtitle, left=0.1)
    box = plot.get_position()
    plot.set_position((box.x0, box.y0 + 0.05, box.width, box.height - 0.07))
    if log:
        plot.set_yscale("log")
    for cut, draw in zip(cuts, (plot.axvline, plot.axhline), strict=True):
        if cut is not None:
            draw(cut, color=RULE, linewidth=1, zorder=0)
    if "x_low" in frame:
        plot.errorbar(
            frame["x"],
            frame["y"],
            xerr=np.abs([frame["x"] - frame["x_low"], frame["x_high"] - frame["x"]]),
            yerr=np.abs([frame["y"] - frame["y_low"], frame["y_high"] - frame["y"]]),
            fmt="none", ecolor=GREY, elinewidth=1.2, zorder=1,
        )  # fmt: skip
    _points(plot, frame, legend or {})
    if "label" in frame:
        _label(plot, frame)
    if corners:
        # A band of its own for the names of the quarters, above and below the points.
        plot.margins(y=0.13)
    for (side, end), name in (corners or {}).items():
        across, up = (0.01 if side == "left" else 0.99), (0.99 if end == "top" else 0.015)
        plot.text(
            across, up, name, transform=plot.transAxes, size=9.5, weight="semibold", color=MUTED,
            ha=side, va=end,
        )  # fmt: skip
    if legend:
        figure.legend(
            loc="lower right", bbox_to_anchor=(0.98, -0.01), ncols=len(legend), frameon=False,
            fontsize=9, handletextpad=0.2, columnspacing=1.2,
        )  # fmt: skip
    plot.set_xlabel(axes_labels[0], loc="left", size=9)
    plot.set_ylabel(axes_labels[1], loc="bottom", size=9)
    plot.tick_params(labelsize=8.5, labelcolor=MUTED)
    return figure


@styled
def draw_views(
    frame: pd.DataFrame,
    *,
    title: str,
    subtitle: str,
    heads: tuple[str, str],
    axes_labels: tuple[str, str],
    cut: float,
    legend: Mapping[str, str],
) -> Figure:
    """Draw the same points twice side by side: plain, then by kind. The scale of y is logarithmic.

    Parameters
    ----------
    frame : columns ``x, y, kind`` (high, low, unknown).
    title, subtitle : the message, and what is shown of whom.
    heads : of the plain and of the coloured view.
    axes_labels : of x and y.
    cut : where x is parted.
    legend : what each kind is called, beside its mark.
    """
    from matplotlib.ticker import FuncFormatter

    figure, plain = canvas(4.0, title, subtitle, left=0.1)
    box = plain.get_position()
    height, width = box.height - 0.13, (box.width - 0.04) / 2
    plain.set_position((box.x0, box.y0 + 0.06, width, height))
    coloured = figure.add_axes(
        (box.x0 + width + 0.04, box.y0 + 0.06, width, height), sharex=plain, sharey=plain
    )
    plain.set_yscale("log")
    for plot, points, head in (
        (plain, frame.assign(kind="unknown"), heads[0]),
        (coloured, frame, heads[1]),
    ):
        plot.axvline(cut, color=RULE, linewidth=1, zorder=0)
        _points(plot, points, legend if plot is coloured else {})
        plot.set_title(head, loc="left", size=10, weight="semibold", color=INK)
        plot.set_xlabel(axes_labels[0], loc="left", size=9)
        plot.tick_params(labelsize=8.5, labelcolor=MUTED)
        plot.minorticks_off()
    plain.set_ylabel(axes_labels[1], loc="bottom", size=9)
    plain.yaxis.set_major_formatter(FuncFormatter(_amount))
    coloured.tick_params(labelleft=False)
    figure.legend(
        loc="lower right", bbox_to_anchor=(0.98, -0.01), ncols=len(legend), frameon=False,
        fontsize=9, handletextpad=0.2, columnspacing=1.2,
    )  # fmt: skip
    return figure


def _amount(value: float, _position: int) -> str:
    return f"{value / 1e6:g}m" if value >= 1e6 else f"{value / 1e3:g}k"


def _points(plot: Axes, frame: pd.DataFrame, legend: Mapping[str, str]) -> None:
    kinds = frame["kind"] if "kind" in frame else ["high"] * len(frame)
    for kind, colour in COLOURS.items():
        inside = frame[np.asarray(kinds) == kind]
        plot.scatter(
            inside["x"], inside["y"], s=20, color=colour, marker=_SHAPES[kind],
            alpha=0.75, linewidths=0.4, edgecolors="white", zorder=2,
            label=legend.get(kind, "_"),
        )  # fmt: skip


def _label(plot: Axes, frame: pd.DataFrame) -> None:
    """Name each point beside it, above or below in turn along the scale, so that names part."""
    from matplotlib.patheffects import withStroke

    # What passes behind a name does not cross it out.
    halo = [withStroke(linewidth=2.5, foreground="white")]
    for row, values in enumerate(frame.sort_values("x").to_dict("records")):
        plot.annotate(
            str(values["label"]), (values["x"], values["y"]), size=9, color=INK,
            xytext=(5, 6 if row % 2 else -12), textcoords="offset points", path_effects=halo,
        )  # fmt: skip
