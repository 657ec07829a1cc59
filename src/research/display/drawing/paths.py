"""The motif of the cover: the rank of every item over the groups, one thin line each."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from research.display.drawing.canvas import WIDTH
from research.display.palette import ACCENT, RULE

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from research.display.specification.paths import Paths

__all__ = ["draw_paths"]

_STEPS = 40


def draw_paths(chart: Paths) -> Figure:
    """Draw the rank paths of all items over the groups; the subjects in the accent colour."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, 3.4))
    axes = figure.add_axes((0, 0.02, 1, 0.96))
    groups = max(len(path.ranks) for path in chart.paths)
    points = np.arange(groups)
    # A cosine between two ranks: the line leaves and meets each rank level.
    ease = (1 - np.cos(np.linspace(0, np.pi, _STEPS))) / 2
    for path in reversed(chart.paths):
        x = np.concatenate([np.linspace(a, a + 1, _STEPS) for a in points[:-1]])
        y = np.concatenate([a + (b - a) * ease for a, b in pairwise(path.ranks)])
        leading = path.role == "subject"
        axes.plot(
            x,
            y,
            color=ACCENT if leading else RULE,
            linewidth=1.8 if leading else 1.0,
            solid_capstyle="round",
        )
    axes.set(xlim=(0, points[-1]), ylim=(len(chart.paths) + 0.5, 0.5))
    axes.axis("off")
    return figure
