"""A model drawn as a circle of stages around what they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from research.display.drawing.canvas import WIDTH, foot
from research.display.drawing.fit import fitted
from research.display.drawing.measure import text_width
from research.display.escape import clean
from research.display.palette import ACCENT, INK, MUTED, TINT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from research.display.specification.circle import Circle, Level

__all__ = ["draw_circle"]

_RADIUS = 1.0
# Radius of what the circle rests on, and points of one radius of the circle.
_CORE, _UNIT = 0.62, 80.64
# Points: of the levels together where each has a name of one line and contents of two, of a line of
# each, of the room beside the bar, and of what else a level takes.
_TALL, _NAME_LINE, _LINE, _BESIDE, _AROUND = 221.76, 12.6, 13.8, 198.0, 38.0
_LINES = 4


def draw_circle(chart: Circle) -> Figure:
    """Draw the stages of a circle, the drivers in its middle and the levels at its side."""
    from matplotlib.figure import Figure

    levels = [_written(level) for level in chart.levels]
    tall = max(_TALL, len(levels) * max((_height(*level) for level in levels), default=0.0))
    height, low = 3.5 * tall / _TALL, foot(chart)
    figure = Figure(figsize=(WIDTH, height + low))
    start, part = low / (height + low), height / (height + low)
    ring = figure.add_axes((0.0, start + 0.02 * part, 0.52, 0.96 * part))
    ring.set(xlim=(-1.5, 1.5), ylim=(-1.5, 1.5), aspect="equal")
    ring.axis("off")
    _arcs(ring, chart.stages)
    _core(ring, chart.drivers)
    side = figure.add_axes((0.55, start + 0.06 * part, 0.45, 0.88 * part))
    side.set(xlim=(0, 1), ylim=(0, 1))
    side.axis("off")
    _levels(side, levels, tall)
    return figure


def _arcs(axes: Axes, stages: Sequence[str]) -> None:
    step = 2 * np.pi / len(stages)
    gap = min(0.42, step / 2.8)
    for index, stage in enumerate(stages):
        angle = np.pi / 2 - index * step
        x, y = _RADIUS * np.cos(angle), _RADIUS * np.sin(angle)
        path = np.linspace(angle - gap, angle - step + gap, 30)
        xs, ys = _RADIUS * np.cos(path), _RADIUS * np.sin(path)
        axes.plot(xs, ys, color=ACCENT, linewidth=1.4)
        axes.annotate(
            "",
            (xs[-1], ys[-1]),
            (xs[-3], ys[-3]),
            arrowprops={"arrowstyle": "-|>", "color": ACCENT, "linewidth": 1.4},
        )
        room = _UNIT * min(2 * (1.5 - abs(x)), max(0.8, 2 * np.sin(step / 2) - 0.08))
        axes.text(
            x,
            y,
            fitted(stage.capitalize(), room, 10.5, weight=600, lines=2),
            ha="center",
            va="center",
            size=10.5,
            weight="semibold",
            color=INK,
        )


def _core(axes: Axes, drivers: Sequence[str]) -> None:
    from matplotlib.patches import Circle

    axes.add_patch(Circle((0, 0), _CORE, facecolor=TINT, edgecolor="none"))
    height = min(0.2, 1.1 / len(drivers))
    start = height * (len(drivers) - 1) / 2
    for index, driver in enumerate(drivers):
        y = start - index * height
        axes.text(
            0,
            y,
            fitted(driver.capitalize(), 2 * _UNIT * np.sqrt(_CORE**2 - y**2) - 12, 10),
            ha="center",
            va="center",
            size=10,
            color=ACCENT,
        )


def _levels(axes: Axes, levels: Sequence[tuple[str, str]], tall: float) -> None:
    height, part = 1 / len(levels), _TALL / tall
    for index, (name, contents) in enumerate(levels):
        top = 1 - index * height
        below = top - 0.115 * part - _NAME_LINE * name.count("\n") / tall
        ends = [top - 0.03 * part, top - height + 0.06 * part]
        axes.plot([0, 0], ends, color=ACCENT, linewidth=2.4)
        axes.text(0.05, ends[0], name, va="top", size=10.5, weight="semibold", color=INK)
        axes.text(0.05, below, contents, va="top", size=9.5, color=MUTED, linespacing=1.45)


def _written(level: Level) -> tuple[str, str]:
    """Give name and contents of a level in the lines that they take: two halves where these fit."""
    name = fitted(level.label, _BESIDE, 10.5, weight=600, lines=2)
    words = [clean(word) for word in level.contents]
    half = (len(words) + 1) // 2
    halves = [" · ".join(words[:half]), " · ".join(words[half:])]
    if all(text_width(text, 9.5) <= _BESIDE for text in halves):
        return name, "\n".join(halves)
    return name, fitted(" · ".join(words), _BESIDE, 9.5, lines=_LINES)


def _height(name: str, contents: str) -> float:
    return _AROUND + _NAME_LINE * name.count("\n") + _LINE * (contents.count("\n") + 1)
