"""Answers of a tab as stacked bars: scales, rows of a grid, who recommends, shares of a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from research.chapters.tabs.drawn import (
    APART,
    Drawn,
    LeftOut,
    brief,
    count_of,
    head_of,
    headed,
    limits_of,
    point_label,
    small_bases,
    value_of,
)
from research.display.palette import GROUPS
from research.display.specification.stacks import Answer, Stack, Stacks
from research.tabulation.figures import places_of, printed
from research.tabulation.tab import ANSWERED, TOTAL
from research.wording.figures import figure, interval
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from research.display.specification.stacks import Side
    from research.tabulation.tab import Line, Point, Tab

__all__ = ["MOST_ANSWERS", "allocation_stacks", "nps_stacks", "scale_stacks"]

_SAY = Frames(__file__)

MOST_ANSWERS = 11
"""Answers of a scale that can be told apart by their shades."""

_GROUPS: tuple[tuple[str, Side], ...] = (
    ("detractors", "low"),
    ("passives", "middle"),
    ("promoters", "high"),
)

# Detractors and promoters are told apart by more than their colours.
_SIGNS: Mapping[Side, str] = {"low": "▼", "middle": "", "high": "▲"}


def scale_stacks(tabs: Sequence[Tab], title: str, source: str = "") -> Drawn | None:
    """Draw a scale, or the rows of a grid, from a neutral middle; the best row first.

    Parameters
    ----------
    tabs : the scale, or all rows of the grid; with a column for everybody.
    title : the message.
    source : where the data come from.

    Returns
    -------
    None where no row can be drawn, or the scale has too many answers.
    """
    lines = _rising(tabs[0])
    if not 1 < len(lines) <= MOST_ANSWERS:
        return None
    left_out = LeftOut()
    drawn = [tab for tab in tabs if _whole(tab, [line.key for line in lines], _row(tab), left_out)]
    drawn.sort(key=_by_figure)
    if not drawn:
        return None
    bases = {count_of(tab) for tab in drawn}
    first = drawn[0]
    figures = _figures(first)
    apart = _SAY.named("apart") if any(tab.of_kind(*APART) for tab in drawn) else {}
    several = len(tabs) > 1
    sure = any(_half(tab, line) for tab in drawn for line in figures)
    shown = _SAY("scale.scored shown" if sure else "scale.shown")
    head = head_of(
        first, title, shown, _SAY("scale.stub"), source=source,
        base=ANSWERED if len(bases) == 1 else "",
        bases=[float(tab.bases[ANSWERED][TOTAL].loc["unweighted"]) for tab in drawn],
    )  # fmt: skip
    chart = Stacks(
        answers=tuple(
            Answer(label=brief(first, line), side=side)
            for line, side in zip(lines, _sides(len(lines)), strict=True)
        ),
        stacks=tuple(
            Stack(
                label=_row_label(tab, own_base=len(bases) > 1) if several else _row(tab),
                shares=tuple(value_of(tab, line) for line in lines),
                apart=_apart(tab),
                printed=_printed(tab),
                muted=tab.mark(TOTAL) == "**",
            )
            for tab in drawn
        ),
        split=True,
        apart=_apart_label(first, apart),
        figures=_together([line.label for line in figures]),
        **head,
    )
    notes = small_bases(first, [tab.mark(TOTAL) for tab in drawn])
    if chart.apart and any(line.base != ANSWERED for line in figures):
        notes.insert(0, _SAY("scale.scored", figures=chart.figures, apart=chart.apart))
    return _drawn(chart, _SAY("scale.alt"), left_out, notes)


def _rising(tab: Tab) -> list[Line]:
    """The answers of a scale, those of its top box last."""
    lines = tab.of_kind("category")
    boxes = tab.question.boxes
    if not boxes or len(lines) < 2:
        return lines
    top = {key for code in boxes[0].codes for key in _keys(tab, code)}
    ends = [line.key.removeprefix("answer.") in top for line in (lines[0], lines[-1])]
    return lines[::-1] if ends == [True, False] else lines


def _keys(tab: Tab, code: str) -> set[str]:
    """Keys that the line of a code may have."""
    named = tab.question.code(code)
    return {code, named.key} if named else {code}


def _sides(count: int) -> list[Side]:
    half = count // 2
    middle: list[Side] = ["middle"] if count % 2 else []
    low: list[Side] = ["low"] * half
    high: list[Side] = ["high"] * half
    return [*low, *middle, *high]


def _figures(tab: Tab) -> list[Line]:
    """What is printed beside each bar: the mean, and the first box behind it."""
    return [*tab.of_kind("mean")[:1], *tab.of_kind("box")[:1]]


def _by_figure(tab: Tab) -> float:
    """Where a row stands among others: by its mean, or its box where it has none."""
    values = [value_of(tab, line) for line in _figures(tab)[:1]]
    return np.inf if not values or np.isnan(values[0]) else -values[0]


def _printed(tab: Tab) -> str:
    shown = [line for line in _figures(tab) if tab.shown(line.key)]
    told = []
    for line in shown:
        text, half = printed(value_of(tab, line), line, places_of(tab)), _half(tab, line)
        told.append(_SAY("scale.mean", mean=text, half=half) if half else text)
    return _together(told)


def _half(tab: Tab, line: Line) -> str:
    """How far chance reaches either way of a mean; nothing of a box, or where it is not known."""
    low, high = limits_of(tab, line)
    if line.kind != "mean" or not tab.shown(line.key) or np.isnan([low, high]).any():
        return ""
    return figure((high - low) / 2, places_of(tab))


def _together(texts: Sequence[str]) -> str:
    return _SAY("scale.both", first=texts[0], second=texts[1]) if len(texts) > 1 else "".join(texts)


def _row(tab: Tab) -> str:
    """Name of the row that a tab is about; of a whole question, of its column."""
    rows = {row.key: row.brief for row in tab.question.rows}
    return rows.get(tab.row, tab.title) if tab.row else tab.point(TOTAL).label


def _row_label(tab: Tab, *, own_base: bool) -> str:
    count, mark = count_of(tab), tab.mark(TOTAL)
    if not own_base or not count:
        return _row(tab)
    return _SAY("scale.row", name=_row(tab), count=count, mark=mark)


def _apart(tab: Tab, point: str = TOTAL) -> float | None:
    """Share of those whose answer is none of the scale's; None where there is none to tell."""
    lines = tab.of_kind(*APART)
    values = [value_of(tab, line, point) for line in lines]
    return None if not lines or np.isnan(values).any() else float(sum(values))


def _apart_label(tab: Tab, words: dict[str, str]) -> str:
    lines = tab.of_kind(*APART)
    if not words:
        return ""
    return lines[0].label if len(lines) == 1 else words["several"]


def _whole(
    tab: Tab, keys: Sequence[str], label: str, left_out: LeftOut, point: str = TOTAL
) -> bool:
    """Whether all segments of a bar are known: one that is not would be told by the others."""
    hidden = [key for key in keys if not tab.shown(key, point)]
    if hidden:
        left_out.add(label, str(tab.reasons[point].loc[hidden[0]]))
    return not hidden


def nps_stacks(tab: Tab, title: str, source: str = "") -> Drawn | None:
    """Draw detractors, passives and promoters, with the score and its interval.

    Parameters
    ----------
    tab : a likelihood to recommend; one bar a column.
    title : the message.
    source : where the data come from.
    """
    keys = [key for key, _ in _GROUPS]
    score, left_out = tab.of_kind("score")[0], LeftOut()
    points = _points(tab, keys, left_out)
    base = tab.line("promoters").base
    chart = Stacks(
        answers=tuple(
            Answer(label=tab.line(key).label, side=side, sign=_SIGNS[side]) for key, side in _GROUPS
        ),
        stacks=tuple(
            Stack(
                label=_total_or(tab, point, base),
                shares=tuple(value_of(tab, tab.line(key), point.key) for key in keys),
                apart=_apart(tab, point.key),
                printed=_score(tab, score, point.key),
                muted=tab.mark(point.key, base) == "**",
                head=head,
            )
            for point, head in points
        ),
        apart=_apart_label(tab, _SAY.named("apart") if tab.of_kind(*APART) else {}),
        figures=score.label,
        **head_of(tab, title, _SAY("nps.shown"), _SAY("nps.stub"), source=source, base=base),
    )
    notes = small_bases(tab, [tab.mark(point.key, base) for point, _ in points])
    if base != ANSWERED and chart.apart:
        notes.insert(0, _SAY("nps.scored", apart=chart.apart))
    return _drawn(chart, _SAY("nps.alt"), left_out, notes)


def _score(tab: Tab, score: Line, point: str) -> str:
    if not tab.shown(score.key, point):
        return ""
    low, high = limits_of(tab, score, point)
    text = printed(value_of(tab, score, point), score, 0)
    if np.isnan(low) or np.isnan(high):
        return text
    return _SAY("nps.printed", score=text, interval=interval(low, high, 0, sign=True))


def _points(tab: Tab, keys: Sequence[str], left_out: LeftOut) -> list[tuple[Point, str]]:
    """The columns whose bars are known whole, the first of each group with its head."""
    return headed(
        point
        for point in tab.points
        if _whole(tab, keys, point.short or point.label, left_out, point.key)
    )


def _total_or(tab: Tab, point: Point, base: str) -> str:
    """Name of a column; the total's base stands above the chart."""
    if point.key == TOTAL:
        return point.label + tab.mark(TOTAL, base)
    return point_label(tab, point, base)


def allocation_stacks(tab: Tab, title: str, source: str = "") -> Drawn | None:
    """Draw how a whole is shared out, the largest part first; small parts of many together.

    Parameters
    ----------
    tab : an allocation; one bar a column.
    title : the message.
    source : where the data come from.
    """
    parts = sorted(
        (line for line in tab.lines if line.key.endswith(".mean")),
        key=lambda line: -np.nan_to_num(value_of(tab, line)),
    )
    named = parts if len(parts) <= len(GROUPS) + 1 else parts[: len(GROUPS)]
    rest, left_out = parts[len(named) :], LeftOut()
    points = _points(tab, [line.key for line in parts], left_out)
    more = [Answer(label=_SAY("whole.rest", count=len(rest)))] if rest else []
    chart = Stacks(
        answers=(
            *(
                Answer(label=brief(tab, line), role=GROUPS[at] if at < len(GROUPS) else "other")
                for at, line in enumerate(named)
            ),
            *more,
        ),
        stacks=tuple(
            Stack(
                label=_total_or(tab, point, ANSWERED),
                shares=_parts(tab, named, rest, point.key),
                muted=tab.mark(point.key) == "**",
                head=head,
            )
            for point, head in points
        ),
        **head_of(tab, title, _SAY("whole.shown"), _SAY("whole.stub"), source=source),
    )
    notes = small_bases(tab, [tab.mark(point.key) for point, _ in points])
    return _drawn(chart, _SAY("whole.alt"), left_out, notes)


def _parts(tab: Tab, named: Sequence[Line], rest: Sequence[Line], point: str) -> tuple[float, ...]:
    """Mean shares in percent of the whole, those of the rest together."""
    percent = 1.0 if all(line.unit == "percent" for line in named) else 100 / tab.question.sum
    shares = [percent * value_of(tab, line, point) for line in named]
    return (*shares, *([percent * sum(value_of(tab, line, point) for line in rest)] * bool(rest)))


def _drawn(chart: Stacks, alt: str, left_out: LeftOut, notes: Sequence[str]) -> Drawn | None:
    if not chart.stacks:
        return None
    return Drawn(chart, alt, left_out, notes, chart.frame().astype(float) / 100)
