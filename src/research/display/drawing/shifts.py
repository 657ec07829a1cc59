"""Dumbbells: a ring before, a dot after and the line between them, for each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.lines import Line2D

from research.display.drawing.canvas import WIDTH, canvas, foot
from research.display.drawing.fit import fitted
from research.display.drawing.measure import text_width
from research.display.drawing.points import end_scale, label_scales
from research.display.drawing.rows import lay_rows, name_rows
from research.display.palette import INK, MUTED, ROLES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from research.display.specification.shifts import Shift, Shifts

__all__ = ["draw_shifts"]

# Inches of a row, and of what is above and below the rows; rows that the key takes.
_PITCH, _AROUND, _KEY = 0.3, 1.25, 0.9
# The same of a small chart, which has no head, and its key at the foot where it has one.
_CLOSE, _BARE, _NAMES, _NAMELESS = 0.16, 0.3, 1.6, 0.3
# Inches that a canvas has at least.
_CANVAS = 1.2
# Parts of what is drawn, before and behind it.
_GAP = 0.04
_SIZE, _SMALL = 9, 7.8


def draw_shifts(chart: Shifts) -> Figure:
    """Draw a ring, a dot and a line a row, in the order given."""
    shifts = chart.shifts
    below = chart.small and bool(chart.provenance)
    pitch, around, key = (_CLOSE, _BARE, _NAMES) if chart.small else (_PITCH, _AROUND, _KEY)
    key = _NAMELESS if below else key
    rows = lay_rows([one.label for one in shifts], pitch, around + key * pitch)
    bare = chart.model_copy(update={"title": "", "subtitle": "", "base": None})
    drawn = bare if chart.small else chart
    high = around + rows.height + key * rows.pitch
    figure, axes = canvas(drawn, max(high, _CANVAS), left=rows.left)
    values = [value for one in shifts for value in (one.before, one.after)]
    least, most = min(values), max(values)
    reach = (most - least) or 1.0
    widest = max(text_width(one.printed, _SIZE) for one in shifts)
    # What is printed stands behind all rows, in a column of its own.
    share = min((widest + 14) / (72 * WIDTH * (1 - rows.left - 0.03)), 0.5)
    right = most + _GAP * reach
    for place, one in zip(rows.places, shifts, strict=False):
        _draw_shift(axes, one, place)
        axes.text(right + _GAP * reach, place, one.printed, va="center", size=_SIZE, color=INK)
    across = (right - least + 2 * _GAP * reach) / (1 - share)
    low = least - _GAP * reach
    axes.set(xlim=(low, low + across), ylim=(rows.extent - 0.5, -0.6 - key), ylabel="")
    label_scales(axes, chart.axis, None)
    end_scale(axes, right)
    name_rows(axes, rows)
    if chart.small:
        low, height = 0.2 + foot(chart), high + foot(chart)
        figure.set_figheight(height)
        top = 1 - 0.1 / height
        axes.set_position((rows.left, low / height, 1 - rows.left - 0.03, top - low / height))
    if below:
        _name_at_foot(figure, chart)
    else:
        _name_marks(axes, chart.ends)
    return figure


def _draw_shift(axes: Axes, one: Shift, place: float) -> None:
    colour = ROLES[one.role]
    axes.plot([one.before, one.after], [place, place], color=colour, linewidth=2, zorder=1)
    axes.plot(
        [one.before],
        [place],
        marker="o",
        markersize=7,
        color="white",
        markeredgecolor=colour,
        markeredgewidth=1.6,
        zorder=2,
    )
    axes.plot([one.after], [place], marker="o", markersize=7.5, color=colour, zorder=3)


def _name_at_foot(figure: Figure, chart: Shifts) -> None:
    """Say behind where the chart comes from what ring and dot are."""
    wide, left = 72 * WIDTH, text_width(chart.provenance, _SMALL) + 36
    room, height = (wide - left) / 2 - 26, 0.085 / figure.get_figheight()
    for filled, end in zip((False, True), chart.ends, strict=True):
        text = fitted(end, room, _SMALL)
        mark = Line2D(
            [left / wide],
            [height],
            marker="o",
            markersize=6,
            color=MUTED if filled else "white",
            markeredgecolor=MUTED,
            markeredgewidth=1.4,
            linestyle="",
        )
        figure.add_artist(mark)
        figure.text((left + 8) / wide, height, text, size=_SMALL, color=MUTED, va="center")
        left += text_width(text, _SMALL) + 30


def _name_marks(axes: Axes, ends: tuple[str, str]) -> None:
    """Say above the rows what ring and dot are."""
    extent = axes.get_window_extent().width * 72 / axes.figure.dpi
    room = extent / 2 - 20
    left = 0.0
    for filled, end in zip((False, True), ends, strict=True):
        text = fitted(end, room, _SIZE)
        axes.plot(
            [left / extent + 0.012],
            [0.985],
            marker="o",
            markersize=6.5,
            color=MUTED if filled else "white",
            markeredgecolor=MUTED,
            markeredgewidth=1.4,
            transform=axes.transAxes,
            clip_on=False,
        )
        axes.annotate(
            text,
            (left / extent, 0.985),
            (13, 0),
            xycoords="axes fraction",
            textcoords="offset points",
            size=_SIZE,
            color=MUTED,
            va="center",
        )
        left += text_width(text, _SIZE) + 32
