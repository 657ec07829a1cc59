"""Answers of a tab as sorted bars: shares, mean ranks, the rows of a grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from research.chapters.tabs.drawn import (
    APART,
    Drawn,
    LeftOut,
    brief,
    head_of,
    limits_of,
    value_of,
)
from research.display.specification.bars import Bar, Bars
from research.tabulation.figures import places_of, printed
from research.tabulation.tab import TOTAL
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from research.display.palette import Role
    from research.tabulation.tab import Line, Tab

__all__ = ["preference_bars", "rank_bars", "row_bars", "share_bars"]

_SAY = Frames(__file__)

# Ranks that are the subject of a chart.
_TOP = 3


def share_bars(tab: Tab, title: str, source: str = "") -> Drawn | None:
    """Draw the shares of the answers, the largest first; other, none and don't know step back.

    Bands of a number keep their order.

    Parameters
    ----------
    tab : a question with answers to choose from.
    title : the message.
    source : where the data come from.
    """
    answers = tab.of_kind("category")
    if not (tab.question.bands or tab.question.values):
        answers.sort(key=_falling(tab))
    shown = _SAY("shares.several" if tab.question.type == "multi" else "shares.shown")
    head = head_of(tab, title, shown, _SAY("shares.stub"), source=source)
    left_out = LeftOut()
    bars = [
        *_bars(tab, answers, left_out, lambda _: "subject", limited=True),
        *_bars(tab, tab.of_kind(*APART), left_out, lambda _: "other", limited=True),
    ]
    return _drawn(Bars(bars=tuple(bars), **head), _SAY("shares.alt"), left_out, percent=True)


def rank_bars(tab: Tab, title: str, source: str = "") -> Drawn | None:
    """Draw the mean rank of each item, the best first; the first three are the subject.

    Parameters
    ----------
    tab : a ranking.
    title : the message.
    source : where the data come from.
    """
    items = [line for line in tab.lines if line.unit == "rank"]
    items.sort(key=lambda line: -_falling(tab)(line))
    head = head_of(tab, title, _SAY("ranks.shown"), _SAY("ranks.stub"), source=source)
    left_out, first = LeftOut(), {line.key for line in items[:_TOP]}
    bars = _bars(
        tab, items, left_out, lambda line: "subject" if line.key in first else "other", limited=True
    )
    return _drawn(Bars(bars=tuple(bars), **head), _SAY("ranks.alt"), left_out)


def preference_bars(tab: Tab, title: str, source: str = "") -> Drawn | None:
    """Draw the share of preference of each item, the largest first, with its interval.

    Parameters
    ----------
    tab : a MaxDiff.
    title : the message.
    source : where the data come from.

    Returns
    -------
    Where no shares could be estimated, how often each item was picked as best.
    """
    shares = [line for line in tab.lines if line.block == "share"]
    block = "share" if any(tab.shown(line.key) for line in shares) else "best"
    items = [line for line in tab.lines if line.block == block]
    items.sort(key=_falling(tab))
    head = head_of(tab, title, _SAY(f"maxdiff.{block}"), _SAY("ranks.stub"), source=source)
    left_out = LeftOut()
    bars = _bars(tab, items, left_out, lambda _: "subject", limited=True)
    return _drawn(Bars(bars=tuple(bars), **head), _SAY("maxdiff.alt"), left_out, percent=True)


def row_bars(tab: Tab, title: str, source: str = "") -> Drawn | None:
    """Draw a figure of each row of a grid, the largest first.

    Parameters
    ----------
    tab : the summary of a grid.
    title : the message.
    source : where the data come from.
    """
    if not tab.lines:
        return None
    first = tab.lines[0]
    rows = [line for line in tab.lines if line.block == first.block]
    rows.sort(key=_falling(tab))
    shown = _SAY("rows.shares" if first.unit == "percent" else "rows.means", figure=first.head)
    head = head_of(tab, title, shown, _SAY("rows.stub"), source=source, base="")
    left_out, percent = LeftOut(), first.unit == "percent"
    bars = _bars(tab, rows, left_out, lambda _: "subject", limited=True)
    alt = _SAY("rows.alt", figure=first.head)
    return _drawn(Bars(bars=tuple(bars), **head), alt, left_out, percent=percent)


def _falling(tab: Tab) -> Callable[[Line], float]:
    def place(line: Line) -> float:
        value = value_of(tab, line)
        return np.inf if np.isnan(value) else -value

    return place


def _bars(
    tab: Tab,
    lines: Sequence[Line],
    left_out: LeftOut,
    role: Callable[[Line], Role],
    *,
    limited: bool = False,
) -> list[Bar]:
    places, bars = places_of(tab), []
    for line in lines:
        label = brief(tab, line)
        if not tab.shown(line.key):
            left_out.add(label, str(tab.reasons[TOTAL].loc[line.key]))
            continue
        low, high = limits_of(tab, line) if limited else (np.nan, np.nan)
        value = value_of(tab, line)
        bars.append(
            Bar(
                label=label,
                value=value,
                printed=printed(value, line, places),
                role=role(line),
                low=low,
                high=high,
            )
        )
    return bars


def _drawn(figure: Bars, alt: str, left_out: LeftOut, *, percent: bool = False) -> Drawn | None:
    if not figure.bars:
        return None
    notes = [_SAY("limits")] if any(bar.low is not None for bar in figure.bars) else []
    if not percent:
        return Drawn(figure, alt, left_out, notes)
    data = figure.frame() / 100
    heads = _SAY.listed("shares.heads")[: data.shape[1]]
    return Drawn(figure, alt, left_out, notes, data.set_axis(heads, axis="columns"))
