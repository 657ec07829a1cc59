"""What charts of tabs share: their heads, names of answers and columns, and what is left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypedDict

import numpy as np

from research.display.specification.parts import Axis, Base
from research.tabulation.tab import ANSWERED, TOTAL
from research.wording.figures import grouped
from research.wording.frames import Frames
from research.wording.lists import series

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from research.display.specification.parts import Specification
    from research.tabulation.tab import Line, LineKind, Point, Tab

__all__ = [
    "APART",
    "Drawn",
    "Head",
    "LeftOut",
    "axis_of",
    "brief",
    "count_of",
    "head_of",
    "headed",
    "limits_of",
    "point_label",
    "small_bases",
    "value_of",
]

_SAY = Frames(__file__)

APART: tuple[LineKind, ...] = ("other", "none", "dont_know", "refused")
"""Answers that stand last and step back."""

# Names that a note lists before it counts the rest.
_LISTED = 8


class Head(TypedDict):
    """What stands above a chart and beside it, as every specification takes it."""

    title: str
    subtitle: str
    base: Base | None
    bases: tuple[int, ...]
    source: str
    stub: str


@dataclass
class LeftOut:
    """What a chart does not show though its table has a line or column for it, by the reason."""

    reasons: dict[str, list[str]] = field(default_factory=dict)

    def add(self, label: str, reason: str) -> None:
        """Note that something is not drawn, once.

        Parameters
        ----------
        label : of the row that is not drawn.
        reason : why its cell has no value; empty where nothing is known of it.
        """
        labels = self.reasons.setdefault(reason or _SAY("no value"), [])
        if label not in labels:
            labels.append(label)

    def sentences(self) -> list[str]:
        """Say what is not drawn and why, a sentence a reason."""
        return [
            _SAY("left out", labels=_listed(labels), reason=reason)
            for reason, labels in self.reasons.items()
        ]


def _listed(labels: Sequence[str]) -> str:
    if len(labels) <= _LISTED + 1:
        return series(labels)
    return series([*labels[:_LISTED], _SAY("more", count=len(labels) - _LISTED)])


@dataclass(frozen=True)
class Drawn:
    """A chart of a tab before it has its caption.

    Parameters
    ----------
    figure : what it shows.
    alt : what its marks are, in words that a list of them can follow.
    left_out : what it does not show.
    notes : what else must be said, as sentences.
    data : its values as shares of one, where they are percentages; none for what the figure has.
    """

    figure: Specification
    alt: str
    left_out: LeftOut
    notes: Sequence[str] = ()
    data: pd.DataFrame | None = None


def head_of(
    tab: Tab,
    title: str,
    shown: str,
    stub: str,
    *,
    source: str = "",
    base: str = ANSWERED,
    bases: Iterable[float] = (),
) -> Head:
    """Give what stands above a chart of a tab.

    Parameters
    ----------
    tab : the question.
    title : the message.
    shown : what is drawn, and in which unit.
    stub : what the rows are.
    source : where the data come from.
    base : which of the tab's bases the chart rests on; empty where each row has its own.
    bases : those of the rows.
    """
    count = float(tab.bases[base][TOTAL].loc["unweighted"]) if base else np.nan
    return {
        "title": title,
        "subtitle": _SAY("subtitle", shown=shown, asked=tab.base) if tab.base else shown,
        "base": None if np.isnan(count) else Base(counts=(round(count),)),
        "bases": () if base else tuple(round(one) for one in bases if not np.isnan(one)),
        "source": source,
        "stub": stub,
    }


def value_of(tab: Tab, line: Line, point: str = TOTAL) -> float:
    """Value of a cell, unrounded; NaN where it has none."""
    return float(tab.values[point].loc[line.key])


_BOUNDED = {"percent": (0.0, 100.0), "score": (-100.0, 100.0)}
# Part of what is drawn that a scale goes on below and above it.
_BELOW, _ABOVE = 0.08, 0.25


def axis_of(line: Line, label: str, drawn: Sequence[float]) -> Axis:
    """Give the scale of a figure: it ends where a percentage or a score does.

    Parameters
    ----------
    line : whose figure it is.
    label : what the scale measures.
    drawn : the figures and the ends of their intervals.
    """
    if line.unit not in _BOUNDED or not drawn:
        return Axis(label=label)
    (least, most), low, high = _BOUNDED[line.unit], min(drawn), max(drawn)
    return Axis(
        label=label,
        low=least if low - _BELOW * (high - low) < least else None,
        high=most if high + _ABOVE * (high - low) > most else None,
    )


def limits_of(tab: Tab, line: Line, point: str = TOTAL) -> tuple[float, float]:
    """Interval of a cell, within what a percentage or a score can be; NaN where it has none."""
    low, high = float(tab.low[point].loc[line.key]), float(tab.high[point].loc[line.key])
    if line.unit not in _BOUNDED or np.isnan(low) or np.isnan(high):
        return low, high
    least, most = _BOUNDED[line.unit]
    return max(low, least), min(high, most)


def count_of(tab: Tab, point: str = TOTAL, base: str = ANSWERED) -> str:
    """Unweighted base of a column as printed; empty where it is hidden."""
    count = float(tab.bases[base][point].loc["unweighted"])
    return "" if np.isnan(count) else grouped(count)


def brief(tab: Tab, line: Line) -> str:
    """The short name that the author gave an answer, a row or an item; its label where none."""
    named = (*tab.question.codes, *tab.question.rows)
    keys = {line.key, line.key.removeprefix("answer."), line.key.rpartition(".")[0]}
    return next((label.short for label in named if label.key in keys and label.short), line.label)


def point_label(tab: Tab, point: Point, base: str = ANSWERED) -> str:
    """Name of a column with its base and the mark of a small one.

    Parameters
    ----------
    tab : with its bases.
    point : the column.
    base : which base its figure rests on.
    """
    name, count = point.short or point.label, count_of(tab, point.key, base)
    if not count:
        return name
    return _SAY("point", name=name, count=count, mark=tab.mark(point.key, base))


def headed(points: Iterable[Point]) -> list[tuple[Point, str]]:
    """Give columns as rows of a chart, each with the heads over it where a group of them begins.

    Parameters
    ----------
    points : the columns that are drawn, in order.
    """
    found: list[tuple[Point, str]] = []
    before: tuple[str, ...] = ()
    for point in points:
        found.append((point, " · ".join(point.heads) if point.heads != before else ""))
        before = point.heads
    return found


def small_bases(tab: Tab, marks: Iterable[str]) -> list[str]:
    """Say what the marks of small bases are, those that stand in the chart.

    Parameters
    ----------
    tab : with its thresholds.
    marks : ``**``, ``*`` or nothing, of the columns that are drawn.
    """
    found = set(marks)
    said = {"**": _SAY("flagged", base=tab.flag), "*": _SAY("thin", base=tab.thin)}
    return [sentence for mark, sentence in said.items() if mark in found]
