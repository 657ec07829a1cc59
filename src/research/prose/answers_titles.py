"""Titles of charts of answers: the message of a table in a line, by the rules of its sentences.

A title says no more than the sentences under it may say. Three decisions beyond theirs:

- A plain fraction stands for a share where it is near ("a third of respondents answer ..."). Half
  is another matter, since over it begins a majority: "over half" is written only where the whole
  interval lies over it, "nearly half" only where it lies under it, and the percentage otherwise.
- A share is not called twice or three times another: a ratio of two shares is far less sure than
  either, and no table tests it.
- Where no message is short enough for a line, where the first place is open or the base too small,
  the title is the question's own: it claims nothing.
"""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from research.prose.answers_contests import Contest, apart, are_tested
from research.prose.answers_groups import line_differences
from research.prose.answers_items import ORDERS, order_of
from research.prose.answers_scales import amount, bare_amount
from research.prose.answers_shares import answer_contest, everybody
from research.prose.answers_tests import compared
from research.prose.answers_view import AnswersView, scale_ends
from research.prose.titles import LONGEST
from research.tabulation.tab import TOTAL
from research.wording.figures import plain
from research.wording.frames import Frames
from research.wording.numbers import every, number
from research.wording.sentences import capitalise
from research.wording.shares import share_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from research.prose.observation import Observation
    from research.tabulation.tab import Tab

__all__ = ["title_of_answers"]

_SAY = Frames(__file__)

_HALF = 50
# Points from half within which a share is put into words that speak of it.
_NEAR_HALF = 3


def title_of_answers(tab: Tab, line: str = "") -> str:
    """Give the message of a chart of answers, as plain text.

    Parameters
    ----------
    tab : as its table prints it.
    line : key of the one line that the chart shows by columns; nothing for a chart of everybody.

    Returns
    -------
    str
        One line of 70 letters at most, or the title of the question.
    """
    view = AnswersView(tab)
    if tab.empty or isnan(view.base()) or tab.mark(TOTAL) == "**":
        return tab.title
    messages = _by_columns(view, line) if line else _TITLES.get(view.kind, _none)(view)
    known = (capitalise(message) for message in messages)
    return next((message for message in known if len(message) <= LONGEST), tab.title)


def _none(_: AnswersView) -> Iterator[str]:
    yield from ()


def _by_columns(view: AnswersView, line: str) -> Iterator[str]:
    """Say where a line is higher than where, or that its columns do not differ."""
    found = line_differences(view, line)
    for one in found:
        yield from _difference(view, one)
    if not found and all(compared(view, group, line) for group in view.tab.groups):
        yield _SAY("alike", line=_told(view, line))


def _told(view: AnswersView, line: str) -> str:
    counted = view.kind in ("single", "multi", "open")
    return view.name(line) if counted else view.figure_name(line)


def _difference(view: AnswersView, one: Observation) -> Iterator[str]:
    """Give a difference without its figures, which the chart shows."""
    pairs = [claim.groups for claim in one.claims if claim.kind == "answer above"]
    if not pairs:
        return
    lower = one.rule in ("less", "lower", "smaller", "below")
    point = pairs[0][1] if lower else pairs[0][0]
    others = [groups[0] for groups in pairs] if lower else list(pairs[0][1:])
    where, elsewhere = view.where([point]), view.where(others)
    line = _told(view, one.about)
    yield _SAY(f"split.{one.rule}", line=line, where=where, others=elsewhere)


def _counted(view: AnswersView) -> Iterator[str]:
    """Say what most answer, and how surely."""
    [*whole] = everybody(view)
    kind = view.kind if view.kind in ("multi", "open") else "single"
    if whole:
        rows = view.tab.about.many
        yield _SAY(f"everybody.{kind}", rows=rows, name=view.name(whole[0].about))
        return
    found = answer_contest(view)
    if found is None:
        return
    if view.value(found.keys[0]) == 0:
        if not found.partial and all(view.counted(key) == 0 for key in found.keys):
            yield _SAY("nobody", count=number(len(found.keys)))
        return
    if any(view.figure(key) >= view.figure(found.first[0]) for key in view.asides()):
        return
    yield from _place(view, found, _SAY.named("do")[kind])


def _place(view: AnswersView, found: Contest, do: str) -> Iterator[str]:
    """Say which answer has the first place: alone, at par, or by chance perhaps."""
    leader = found.first[0]
    share = view.printed(leader)
    if len(found.first) > 1:
        yield from _level(view, found)
    elif found.close:
        yield from _close(view, found)
    elif not found.partial:
        yield _SAY("crowd", crowd=_crowd(view, leader), do=do, leader=view.name(leader))
        yield _SAY("share", share=share, do=do, leader=view.name(leader))
        yield _SAY("first", leader=view.name(leader), share=share)


def _crowd(view: AnswersView, key: str) -> str:
    """A share as a reader says it; near half only what its interval bears out."""
    value, (low, high) = view.value(key), view.limits(key)
    sided = 0.5 < abs(value - _HALF) <= _NEAR_HALF
    if sided and not (low > _HALF if value > _HALF else high < _HALF):
        return _SAY("of respondents", share=view.printed(key), rows=view.tab.about.many)
    words = share_words(value).words
    rows = view.tab.about.many
    return (
        _SAY("everyone", rows=rows)
        if words == "all"
        else _SAY("of respondents", share=words, rows=rows)
    )


def _level(view: AnswersView, found: Contest) -> Iterator[str]:
    leader, *others = found.first
    if any(apart(view, leader, other) for other in others) or found.partial:
        return
    names = [view.name(key) for key in found.first]
    if len(names) == len(found.keys):
        yield _SAY("all level", every=every(len(names)), share=view.printed(leader))
    yield _SAY("level", names=view.listed(names), share=view.printed(leader))


def _close(view: AnswersView, found: Contest) -> Iterator[str]:
    leader, nearest = found.first[0], found.close[0]
    both = {
        "first": view.name(leader),
        "share": view.printed(leader),
        "second": view.name(nearest),
        "other": view.printed(nearest),
    }
    if not found.partial:
        tested = are_tested(view, leader, nearest)
        yield _SAY("close" if tested else "overlapping", **both)


def _scale(view: AnswersView) -> Iterator[str]:
    """Say what the boxes hold, or the mean."""
    if list(everybody(view)):
        yield from _counted(view)
        return
    boxes = view.of_kind("box")
    about = {"row": view.row} if view.row else {}
    name = "row" if view.row else "whole"
    if len(boxes) > 1:
        larger, other = sorted((boxes[0], boxes[-1]), key=lambda key: -view.figure(key))
        parts = {"top": view.name(larger), "share": view.printed(larger)}
        parts |= {"bottom": view.name(other), "low": view.printed(other)}
        yield _SAY(f"boxes.{name}", **about, **parts)
    if view.known("mean"):
        ends = scale_ends(view.tab.question)
        scale = _SAY("scale", low=plain(ends[0]), high=plain(ends[1])) if ends else ""
        yield _SAY(f"mean.{name}", **about, mean=view.printed("mean"), scale=scale)


def _nps(view: AnswersView) -> Iterator[str]:
    """Say who outnumbers whom, as far as the interval of the score does."""
    if not view.known("score"):
        return
    low, high = view.limits("score")
    side = "unknown" if isnan(low) else "more" if low > 0 else "fewer" if high < 0 else "open"
    yield _SAY(f"nps.{side}", score=view.printed("score"))


def _amount(view: AnswersView) -> Iterator[str]:
    """Say what the median is, and between what the middle half lies."""
    if view.known("deviation") and view.value("deviation") == 0 and view.known("mean"):
        yield _SAY("constant", rows=view.tab.about.many, mean=amount(view, "mean"))
        return
    if view.known("median"):
        median = amount(view, "median")
        if view.known("q1") and view.known("q3") and view.figure("q1") < view.figure("q3"):
            low, high = (bare_amount(view, key) for key in ("q1", "q3"))
            yield _SAY("median and middle", median=median, low=low, high=high)
        yield _SAY("median", median=median)
    elif view.known("mean"):
        yield _SAY("mean.whole", mean=amount(view, "mean"), scale="")


def _items(view: AnswersView) -> Iterator[str]:
    """Say which item is first, and of a grid which is last."""
    # The chart of a MaxDiff shows shares of preference: its title speaks of these first.
    for order in sorted(ORDERS[view.kind], key=lambda one: one.name != "preference"):
        found = order_of(view, order)
        if found is None or found.open or found.partial:
            continue
        leader = found.first[0]
        if len(found.first) > 1:
            yield from _level(view, found)
        elif found.close:
            yield from _close(view, found)
        else:
            yield from _clear(view, order.name, leader)
        return


def _clear(view: AnswersView, name: str, leader: str) -> Iterator[str]:
    """Say which item is ahead of all, and of a grid which one is behind all."""
    parts = {"leader": view.name(leader), "value": view.printed(leader)}
    if view.kind == "grid":
        last = order_of(view, ORDERS["grid"][1])
        if last is not None and last.clear and len(last.keys) > 2:
            yield _SAY("best and worst", best=parts["leader"], worst=view.name(last.first[0]))
    line = view.lines[leader]
    if view.kind == "allocation" and line.unit == "percent" and view.limits(leader)[0] > _HALF:
        yield _SAY("most of whole", **parts)
    yield _SAY(f"clear.{name}", **parts)


_TITLES: dict[str, Callable[[AnswersView], Iterator[str]]] = {
    "single": _counted,
    "multi": _counted,
    "open": _counted,
    "scale": _scale,
    "nps": _nps,
    "numeric": _amount,
    "grid": _items,
    "allocation": _items,
    "ranking": _items,
    "maxdiff": _items,
}
