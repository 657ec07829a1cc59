"""A figure of a tab by the columns of its banner: dots with intervals, the total a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from research.chapters.tabs.drawn import (
    Drawn,
    LeftOut,
    brief,
    head_of,
    headed,
    limits_of,
    point_label,
    small_bases,
    value_of,
)
from research.display.specification.dots import Dot, Dots
from research.display.specification.parts import Axis
from research.tabulation.figures import places_of, printed
from research.tabulation.tab import TOTAL
from research.wording.figures import interval
from research.wording.frames import Frames

if TYPE_CHECKING:
    import pandas as pd

    from research.display.palette import Role
    from research.tabulation.tab import Line, Point, Tab

__all__ = ["key_figure", "point_dots"]

_SAY = Frames(__file__)

_ROLES: dict[str, Role] = {"higher": "subject", "lower": "contrast"}
_ARROWS = {"higher": "▲", "lower": "▼"}


def key_figure(tab: Tab) -> Line | None:
    """Give the figure that a chart by a banner shows.

    Of a scale its first box, or the mean; of a likelihood to recommend the score; of a number the
    mean; of a ranking who has the best item among the first; of answers to choose from the share of
    the most frequent. None where there is nothing of the kind.

    Parameters
    ----------
    tab : a question by a banner.
    """
    for lines in (tab.of_kind("score"), tab.of_kind("box"), tab.of_kind("mean")):
        if lines and tab.question.type not in ("ranking", "single", "multi", "open"):
            return lines[0]
    if tab.question.type == "ranking":
        return _of_best_item(tab)
    known = [line for line in tab.of_kind("category") if tab.shown(line.key)]
    return max(known, key=lambda line: value_of(tab, line), default=None)


def _of_best_item(tab: Tab) -> Line | None:
    means = [line for line in tab.lines if line.unit == "rank" and tab.shown(line.key)]
    if not means:
        return None
    item = min(means, key=lambda line: value_of(tab, line)).key.rpartition(".")[0]
    shares = [line for line in tab.of_kind("share") if line.key.rpartition(".")[0] == item]
    return shares[-1] if shares else None


def point_dots(tab: Tab, line: Line, title: str, source: str = "") -> Drawn | None:
    """Draw a figure in every column of a banner, with its interval, beside everybody's.

    Parameters
    ----------
    tab : a question by a banner.
    line : the figure.
    title : the message.
    source : where the data come from.
    """
    left_out = LeftOut()
    known = [
        point for point in tab.points if point.key != TOTAL and _shown(tab, line, point, left_out)
    ]
    if not known:
        return None
    dots = [_dot(tab, line, point, head) for point, head in headed(known)]
    marks = [tab.mark(point.key, line.base) for point in known]
    shown = tab.shown(line.key)
    name = _name(tab, line)
    figure = Dots(
        dots=tuple(dots),
        axis=Axis(label=name),
        line=value_of(tab, line) if shown else None,
        marked=_SAY("total", total=tab.point(TOTAL).label, value=_value(tab, line, TOTAL))
        if shown
        else "",
        **head_of(tab, title, name, _SAY("stub"), source=source, base=line.base),
    )
    notes = [*_notes(line, figure), *small_bases(tab, marks)]
    return Drawn(figure, _SAY("alt", figure=name), left_out, notes, _data(figure, line))


def _shown(tab: Tab, line: Line, point: Point, left_out: LeftOut) -> bool:
    """Whether a column has the figure; one that has not is noted with the reason."""
    if not (shown := tab.shown(line.key, point.key)):
        reason = str(tab.reasons[point.key].loc[line.key])
        left_out.add(point.short or point.label, reason)
    return shown


def _dot(tab: Tab, line: Line, point: Point, head: str) -> Dot:
    low, high = limits_of(tab, line, point.key)
    rest = str(tab.rest[point.key].loc[line.key])
    flagged = tab.mark(point.key, line.base) == "**"
    return Dot(
        label=point_label(tab, point, line.base),
        estimate=value_of(tab, line, point.key),
        low=low,
        high=high,
        printed=_SAY(
            "printed",
            value=_value(tab, line, point.key),
            interval=_interval(tab, line, low, high),
            arrow="" if flagged else _ARROWS.get(rest, ""),
        ).strip(),
        role="muted" if flagged else _ROLES.get(rest, "other"),
        head=head,
    )


def _value(tab: Tab, line: Line, point: str) -> str:
    return printed(value_of(tab, line, point), line, places_of(tab))


def _interval(tab: Tab, line: Line, low: float, high: float) -> str:
    """The limits in brackets; empty where there are none."""
    if np.isnan(low) or np.isnan(high):
        return ""
    if line.unit == "percent":
        return f"({interval(low, high, 0)})"
    first, last = (printed(end, line, places_of(tab)) for end in (low, high))
    return _SAY("interval", low=first, high=last)


def _name(tab: Tab, line: Line) -> str:
    """The figure in words, with its unit."""
    name = _SAY("of item", item=brief(tab, line), figure=line.head) if line.head else line.label
    if line.kind == "category":
        name = brief(tab, line)
    unit = _SAY("percent") if line.unit == "percent" else tab.question.unit
    return _SAY("with unit", figure=name, unit=unit) if unit and line.unit != "score" else name


def _notes(line: Line, figure: Dots) -> list[str]:
    notes = [_SAY("limits")] if any(dot.low is not None for dot in figure.dots) else []
    if any(dot.role in _ROLES.values() for dot in figure.dots):
        notes.append(_SAY("arrows"))
    return [*notes, *([_SAY("estimated")] if line.estimated else [])]


def _data(figure: Dots, line: Line) -> pd.DataFrame | None:
    """Shares of one; other figures are as the chart has them."""
    if line.unit != "percent":
        return None
    frame: pd.DataFrame = figure.frame().astype(float) / 100
    return frame.set_axis(_SAY.listed("heads"), axis="columns")
