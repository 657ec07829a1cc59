"""A narrow strip: the place of one item in every group, and the places that chance leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.display.drawing.canvas import foot
from research.display.drawing.fit import fitted, longest_line
from research.display.palette import GREY, INK, MUTED, ROLES, RULE, TINT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from research.display.palette import Role
    from research.display.specification.strips import Strip, Strips

__all__ = ["NARROW", "draw_strips"]

NARROW = 2.7
"""Inches of a chart that stands beside a table."""

_PITCH, _GAP, _LINE = 0.125, 0.045, 0.105
_SIZE, _SMALL = 8.0, 7.5
# Points that labels take at most; shapes that tell roles apart as arrows do in tables.
_ROOM = 92.0
_SHAPES: Mapping[Role, str] = {"other": "o", "subject": "^", "contrast": "v"}
_TICKS = 10


def draw_strips(chart: Strips) -> Figure:
    """Draw a dot and a line a group, in the order given."""
    from matplotlib.figure import Figure

    labels = [fitted(one.label, _ROOM, _SIZE, lines=2) for one in chart.strips]
    places, below = _places(chart, labels)
    title = fitted(chart.title, 72 * NARROW, 10, weight=600, lines=2)
    shown = fitted(chart.shown, 72 * NARROW, _SMALL, lines=4)
    above = 0.19 * (title.count("\n") + 1) + 0.125 * (shown.count("\n") + 1) + 0.24
    height = above + below + 0.05 + foot(chart)
    figure = Figure(figsize=(NARROW, height))
    figure.text(0, 1 - 0.04 / height, title, size=10, weight=600, va="top", linespacing=1.15)
    top = 1 - (0.08 + 0.19 * (title.count("\n") + 1)) / height
    figure.text(0, top, shown, size=_SMALL, color=MUTED, va="top", linespacing=1.15)
    left = (max(longest_line(label, _SIZE) for label in labels) + 8) / (72 * NARROW)
    start = (0.05 + foot(chart)) / height
    axes = figure.add_axes((left, start, 0.99 - left, below / height))
    axes.set(xlim=(0.4, chart.depth + 0.6), ylim=(below, 0), ylabel="")
    axes.axvspan(0.4, min(chart.top, chart.depth) + 0.5, color=TINT, linewidth=0, zorder=0)
    if chart.line is not None:
        axes.axvline(chart.line, color=GREY, linewidth=0.8, zorder=0.5)
    _draw_strips(axes, chart.strips, places)
    _label(axes, chart, labels, places)
    return figure


def _places(chart: Strips, labels: list[str]) -> tuple[list[float], float]:
    """Give the middle of each row and the end of the last, in inches from the top."""
    at, places = 0.0, []
    for one, label in zip(chart.strips, labels, strict=True):
        at += _GAP if one.apart else 0.0
        tall = _PITCH + _LINE * label.count("\n")
        places.append(at + tall / 2)
        at += tall
    return places, at


def _draw_strips(axes: Axes, strips: Sequence[Strip], places: Sequence[float]) -> None:
    # Marks of one shape together: each by itself would write its outline again.
    known = [
        (place, one.low, one.high)
        for one, place in zip(strips, places, strict=True)
        if one.low is not None and one.high is not None
    ]
    if known:
        at, low, high = zip(*known, strict=True)
        axes.hlines(
            at, low, high, color=GREY, linewidth=2.2, capstyle="round", zorder=1, clip_on=False
        )
    for role, shape in _SHAPES.items():
        own = [
            (one.place, place)
            for one, place in zip(strips, places, strict=True)
            if one.role == role
        ]
        if own:
            axes.scatter(
                [x for x, _ in own],
                [y for _, y in own],
                marker=shape,
                s=32 if shape == "o" else 44,
                color=INK if shape == "o" else ROLES[role],
                edgecolors="white",
                linewidths=0.7,
                zorder=2,
            )


def _label(axes: Axes, chart: Strips, labels: list[str], places: list[float]) -> None:
    each = 1 + (chart.depth - 1) // _TICKS
    axes.set_yticks(places, labels)
    axes.tick_params(axis="y", labelsize=_SIZE, pad=4)
    axes.set_xticks(range(1, chart.depth + 1, each))
    axes.tick_params(
        axis="x", labelsize=_SMALL, labelcolor=MUTED, pad=1, bottom=False, labelbottom=False,
        labeltop=True,
    )  # fmt: skip
    axes.spines[["left", "bottom"]].set_visible(False)
    for one, place in zip(chart.strips, places, strict=True):
        if one.apart:
            axes.axhline(place - (_PITCH + _GAP) / 2, color=RULE, linewidth=0.5, zorder=0)
