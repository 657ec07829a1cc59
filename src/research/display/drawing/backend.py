"""The backend that draws specifications with matplotlib: which function draws which kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from research.display.drawing.bands import draw_bands
from research.display.drawing.bars import draw_bars
from research.display.drawing.canvas import canvas, write_foot
from research.display.drawing.circle import draw_circle
from research.display.drawing.columns import draw_columns
from research.display.drawing.curves import draw_curves
from research.display.drawing.dots import draw_dots
from research.display.drawing.flows import draw_flows
from research.display.drawing.heat import draw_heat
from research.display.drawing.panels import draw_panels
from research.display.drawing.paths import draw_paths
from research.display.drawing.ranges import draw_ranges
from research.display.drawing.scatter import draw_scatter
from research.display.drawing.shifts import draw_shifts
from research.display.drawing.slopes import draw_slopes
from research.display.drawing.stacks import draw_stacks
from research.display.drawing.strips import draw_strips
from research.display.drawing.trends import draw_trends
from research.display.drawing.views import draw_views
from research.display.palette import MUTED
from research.display.specification.parts import Part
from research.display.style import settings
from research.errors import RenderError
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from matplotlib.figure import Figure

    from research.display.specification.parts import Specification

__all__ = ["DRAWERS", "draw"]

_SAY = Frames(__file__)

# An apostrophe within or behind a word: "Don't know", "Channels' mean".
_STRAIGHT = re.compile(r"(?<=\w)'")

DRAWERS: Mapping[str, Callable[[Any], Figure]] = {
    "bands": draw_bands,
    "bars": draw_bars,
    "circle": draw_circle,
    "columns": draw_columns,
    "curves": draw_curves,
    "dots": draw_dots,
    "flows": draw_flows,
    "heat": draw_heat,
    "panels": draw_panels,
    "strips": draw_strips,
    "paths": draw_paths,
    "ranges": draw_ranges,
    "scatter": draw_scatter,
    "shifts": draw_shifts,
    "slopes": draw_slopes,
    "stacks": draw_stacks,
    "trends": draw_trends,
    "views": draw_views,
}
"""What draws each kind."""


def draw(chart: Specification) -> Figure:
    """Draw a chart in the report's style; one without a row says that there is nothing to draw.

    Parameters
    ----------
    chart : what to draw.

    Raises
    ------
    RenderError
        When nothing here draws its kind.
    """
    if chart.kind not in DRAWERS:
        msg = (
            f"nothing draws a chart of kind '{chart.kind}'; what is drawn: "
            f"{', '.join(sorted(DRAWERS))}. Give `Chart` a figure of your own instead"
        )
        raise RenderError(msg)
    chart = _typeset(chart)
    # Text takes its font when it is made, not when it is saved.
    with settings():
        figure = _nothing(chart) if chart.vacant else DRAWERS[chart.kind](chart)
        write_foot(figure, chart)
        return figure


def _typeset(value: Any) -> Any:
    """A chart, or a part of one, with apostrophes as the text around it has them."""
    if isinstance(value, str):
        return _STRAIGHT.sub("’", value)
    if isinstance(value, tuple):
        return tuple(map(_typeset, value))
    if isinstance(value, Part):
        fields = {name: getattr(value, name) for name in type(value).model_fields}
        return value.model_copy(update={name: _typeset(own) for name, own in fields.items()})
    return value


def _nothing(chart: Specification) -> Figure:
    figure, axes = canvas(chart, 1.3, left=0)
    axes.set_axis_off()
    axes.text(0, 0.5, _SAY("nothing"), size=9.5, color=MUTED, va="center")
    return figure
