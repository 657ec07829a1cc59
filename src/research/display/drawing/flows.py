"""Flows: a bar a stage at either side, and streams between them as wide as what went that way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from research.display.drawing.canvas import WIDTH, canvas, foot
from research.display.drawing.fit import fitted, longest_line
from research.display.drawing.key import draw_key, lay_key
from research.display.palette import AREAS, INK, MUTED

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from research.display.specification.flows import Flow, Flows

__all__ = ["draw_flows"]

_STEPS = 40
# Inches of the streams; share of all that went, left free between two stages.
_HEIGHT, _GAP = 3.4, 0.035
# Points: of a bar, from it to its name, and of a name at most. Inches from which a stream is named.
_BAR, _NEAR, _MOST = 8.0, 5.0, 150.0
_NAMED = 0.15


def draw_flows(chart: Flows) -> Figure:
    """Draw one stream for each pair of stages."""
    key = lay_key([entry.text for entry in chart.key])
    figure, axes = canvas(chart, _HEIGHT + 1.2 + key.height, left=0.0)
    total = sum(flow.count for flow in chart.flows)
    gap = _GAP * total
    sides = [_placed(chart, side, gap) for side in ("before", "after")]
    names = [_named(chart, side) for side in ("before", "after")]
    room = max(longest_line(name, 9.5, 600) for side in names for name in side.values())
    beyond = room + _NEAR + _BAR
    run = 72 * WIDTH * 0.97 - 2 * beyond
    for flow in sorted(chart.flows, key=lambda one: one.role != "other"):
        _draw_stream(axes, flow, sides, total)
    for side, x, way in ((0, 0.0, -1), (1, 1.0, 1)):
        for stage, (top, bottom) in _bars(chart, "after" if side else "before", gap).items():
            left = x if way > 0 else x - _BAR / run
            axes.bar(left, bottom - top, _BAR / run, top, align="edge", color=INK)
            axes.text(
                x + way * (_BAR + _NEAR) / run,
                (top + bottom) / 2,
                names[side][stage],
                ha="left" if way > 0 else "right",
                va="center",
                size=9.5,
                weight=600,
                color=INK,
            )
        head = fitted(chart.ends[side], run / 2, 10, weight=600)
        axes.text(x, -gap, head, ha="left" if side else "right", va="bottom", size=10, color=MUTED)
    most = max(end for side in sides for _, end in side.values())
    axes.set(xlim=(-beyond / run, 1 + beyond / run), ylim=(most, -3 * gap))
    axes.axis("off")
    below = foot(chart) + key.height
    draw_key(figure, key, [AREAS[entry.role] for entry in chart.key], 0.08 + below)
    box, height = axes.get_position(), figure.get_figheight()
    low = (0.12 + below) / height
    axes.set_position((0.015, low, 0.97, box.y1 - low + 0.2 / height))
    return figure


def _stages(chart: Flows, side: str) -> list[str]:
    """Stages that anything left or reached, from top to bottom."""
    used = {getattr(flow, side) for flow in chart.flows}
    return [stage for stage in chart.stages if stage in used]


def _counted(chart: Flows, side: str, stage: str) -> int:
    return sum(flow.count for flow in chart.flows if getattr(flow, side) == stage)


def _named(chart: Flows, side: str) -> dict[str, str]:
    """Names of the stages with what stands there."""
    return {
        stage: fitted(f"{stage} {_counted(chart, side, stage):,}", _MOST, 9.5, weight=600)
        for stage in _stages(chart, side)
    }


def _bars(chart: Flows, side: str, gap: float) -> dict[str, tuple[float, float]]:
    found, top = {}, 0.0
    for stage in _stages(chart, side):
        bottom = top + _counted(chart, side, stage)
        found[stage] = top, bottom
        top = bottom + gap
    return found


def _placed(chart: Flows, side: str, gap: float) -> dict[tuple[str, str], tuple[float, float]]:
    """Where each stream leaves its stage, or reaches it: in the order of the other side."""
    found = {}
    other = "after" if side == "before" else "before"
    order = {stage: place for place, stage in enumerate(chart.stages)}
    for stage, (top, _) in _bars(chart, side, gap).items():
        own = [flow for flow in chart.flows if getattr(flow, side) == stage]
        for flow in sorted(own, key=lambda one: order[getattr(one, other)]):
            found[flow.before, flow.after] = top, top + flow.count
            top += flow.count
    return found


def _draw_stream(
    axes: Axes, flow: Flow, sides: list[dict[tuple[str, str], tuple[float, float]]], total: int
) -> None:
    (top, bottom), (top_after, bottom_after) = (side[flow.before, flow.after] for side in sides)
    # A cosine between two places: the stream leaves and meets each stage level.
    ease = (1 - np.cos(np.linspace(0, np.pi, _STEPS))) / 2
    axes.fill_between(
        np.linspace(0, 1, _STEPS),
        top + (top_after - top) * ease,
        bottom + (bottom_after - bottom) * ease,
        facecolor=AREAS[flow.role],
        edgecolor="white",
        linewidth=0.6,
        alpha=0.9 if flow.role != "other" else 1.0,
    )
    if flow.count / total * _HEIGHT >= _NAMED:
        axes.text(
            0.02,
            (top + bottom) / 2,
            f"{flow.count:,}",
            size=8.5,
            va="center",
            color="white" if flow.role != "other" else INK,
        )
