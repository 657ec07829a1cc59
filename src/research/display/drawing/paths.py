"""The motif of the cover: the rank of every item over the groups, one thin line each."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from research.display.style import ACCENT, RULE, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

__all__ = ["draw_paths"]

_STEPS = 40


@styled
def draw_paths(ranks: pd.DataFrame, *, accent: int = 3) -> Figure:
    """Draw the rank paths of all items over the groups; the leading ones in the accent colour.

    Parameters
    ----------
    ranks : items in rows, groups in columns; ranks from 1, drawn downwards.
    accent : how many of the first items stand out.
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6.5, 3.4))
    axes = figure.add_axes((0, 0.02, 1, 0.96))
    points = np.arange(ranks.shape[1])
    # A cosine between two ranks: the line leaves and meets each rank level.
    ease = (1 - np.cos(np.linspace(0, np.pi, _STEPS))) / 2
    for position, row in reversed(list(enumerate(ranks.to_numpy(dtype=float)))):
        x = np.concatenate([np.linspace(a, a + 1, _STEPS) for a in points[:-1]])
        y = np.concatenate([a + (b - a) * ease for a, b in pairwise(row)])
        leading = position < accent
        axes.plot(
            x,
            y,
            color=ACCENT if leading else RULE,
            linewidth=1.8 if leading else 1.0,
            solid_capstyle="round",
        )
    axes.set(xlim=(0, points[-1]), ylim=(len(ranks) + 0.5, 0.5))
    axes.axis("off")
    return figure
