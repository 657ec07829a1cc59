"""A model drawn as a circle of stages around what they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from research.display.style import ACCENT, INK, MUTED, TINT, WIDTH, styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["draw_circle"]

_RADIUS = 1.0


@styled
def draw_circle(
    stages: Sequence[str], drivers: Sequence[str], levels: Sequence[tuple[str, str]]
) -> Figure:
    """Draw the stages of a circle, the drivers in its middle and the levels at its side.

    Parameters
    ----------
    stages : clockwise from the top.
    drivers : what the circle rests on, inside it.
    levels : name and contents of each level, from top to bottom.
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, 3.5))
    ring = figure.add_axes((0.0, 0.02, 0.52, 0.96))
    ring.set(xlim=(-1.5, 1.5), ylim=(-1.5, 1.5), aspect="equal")
    ring.axis("off")
    _arcs(ring, stages)
    _core(ring, drivers)
    side = figure.add_axes((0.55, 0.06, 0.45, 0.88))
    side.set(xlim=(0, 1), ylim=(0, 1))
    side.axis("off")
    _bands(side, levels)
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


def _bands(axes: Axes, levels: Sequence[tuple[str, str]]) -> None:
    height = 1 / len(levels)
    for index, (name, contents) in enumerate(levels):
        top = 1 - index * height
        axes.plot([0, 0], [top - 0.03, top - height + 0.06], color=ACCENT, linewidth=2.4)
        axes.text(0.05, top - 0.03, name, va="top", size=10.5, weight="semibold", color=INK)
        axes.text(0.05, top - 0.115, contents, va="top", size=9.5, color=MUTED, linespacing=1.45)
