"""A model drawn as a circle of stages around what they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from research.display.drawing.canvas import WIDTH
from research.display.palette import ACCENT, INK, MUTED, TINT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from research.display.specification.circle import Circle, Level

__all__ = ["draw_circle"]

_RADIUS = 1.0


def draw_circle(chart: Circle) -> Figure:
    """Draw the stages of a circle, the drivers in its middle and the levels at its side."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, 3.5))
    ring = figure.add_axes((0.0, 0.02, 0.52, 0.96))
    ring.set(xlim=(-1.5, 1.5), ylim=(-1.5, 1.5), aspect="equal")
    ring.axis("off")
    _arcs(ring, chart.stages)
    _core(ring, chart.drivers)
    side = figure.add_axes((0.55, 0.06, 0.45, 0.88))
    side.set(xlim=(0, 1), ylim=(0, 1))
    side.axis("off")
    _levels(side, chart.levels)
    return figure


def _arcs(axes: Axes, stages: Sequence[str]) -> None:
    step = 2 * np.pi / len(stages)
    gap = 0.42
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
        axes.text(
            x,
            y,
            stage.capitalize(),
            ha="center",
            va="center",
            size=10.5,
            weight="semibold",
            color=INK,
        )


def _core(axes: Axes, drivers: Sequence[str]) -> None:
    from matplotlib.patches import Circle

    axes.add_patch(Circle((0, 0), 0.62, facecolor=TINT, edgecolor="none"))
    height = 0.2
    start = height * (len(drivers) - 1) / 2
    for index, driver in enumerate(drivers):
        axes.text(
            0,
            start - index * height,
            driver.capitalize(),
            ha="center",
            va="center",
            size=10,
            color=ACCENT,
        )


def _levels(axes: Axes, levels: Sequence[Level]) -> None:
    height = 1 / len(levels)
    for index, level in enumerate(levels):
        top, contents = 1 - index * height, _in_lines(level.contents)
        axes.plot([0, 0], [top - 0.03, top - height + 0.06], color=ACCENT, linewidth=2.4)
        axes.text(0.05, top - 0.03, level.label, va="top", size=10.5, weight="semibold", color=INK)
        axes.text(0.05, top - 0.115, contents, va="top", size=9.5, color=MUTED, linespacing=1.45)


def _in_lines(words: Sequence[str]) -> str:
    half = (len(words) + 1) // 2
    return " · ".join(words[:half]) + "\n" + " · ".join(words[half:])
