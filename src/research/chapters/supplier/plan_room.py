"""What the one page of a plan holds beside what must stand on it."""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from research.chapters.supplier.briefs import LINES, briefs_of
from research.chapters.supplier.introducing import introduction_notes
from research.chapters.supplier.plan_heard import heard_of
from research.chapters.supplier.planned import actions_of, planned
from research.frameworks.briefs import printed_lines, room_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from research.study import Study

__all__ = ["Room", "room"]


class Room(NamedTuple):
    """How much of what may be left out stands on a plan, at most."""

    touchpoints: int = 0
    topics: int = 0
    quotes: int = 0


# Heights in rows of a table, measured on the page: all of it without heading, facts, plays and the
# heads of the tables of buyers and of steps; the head of a further table; a chart without
# touchpoints, and each; what stands before words of small print, and each quotation.
_PAGE, _HEAD = 36.4, 2.9
_CHART, _TOUCHPOINT = 5.5, 0.9
_WORDS, _QUOTE = 0.8, 1.0
# Letters that a line of notes holds, and a line of a step.
_NOTE, _STEP = 105, 48
# Topics that a line of notes holds: what has no room in the table, or has no table, stands in it.
_TOPICS = 3
# What is given room, in this order, as long as there is some: the most important first.
_WANTS = (
    Room(touchpoints=2),
    Room(touchpoints=3),
    Room(2, quotes=1),
    Room(3, quotes=1),
    Room(3, quotes=2),
    Room(4, quotes=2),
    Room(3, 3, 1),
    Room(3, 3, 2),
    Room(4, 3, 2),
    Room(5, 3, 2),
    Room(6, 3, 2),
    Room(6, 4, 2),
    Room(6, 5, 2),
)
_SMALL = Room(topics=3, quotes=1), Room(topics=3), Room(quotes=1)


@lru_cache(maxsize=64)
def room(study: Study, account: str) -> Room:
    """How many touchpoints, topics and quotations the page holds beside all else.

    Parameters
    ----------
    study : with a supplier.
    account : its key.
    """
    left, heard = _PAGE - sum(_taken(study, account)), _heard(study, account)
    fitting = [want for want in _WANTS if _height(want, heard) <= left]
    if fitting:
        return fitting[-1]
    return next((want for want in _SMALL if _height(want, heard) <= left), Room())


def _heard(study: Study, account: str) -> tuple[int, int]:
    """How many topics and quotations there are of an account."""
    heard = heard_of(study, account)
    return (0, 0) if heard is None else (len(heard.told), len(heard.quotes))


def _height(of: Room, heard: tuple[int, int]) -> float:
    """Rows that so much takes, of what there is."""
    topics, quotes = min(of.topics, heard[0]), min(of.quotes, heard[1])
    below = ceil((heard[0] - topics) / _TOPICS)
    return (
        (_CHART + _TOUCHPOINT * of.touchpoints if of.touchpoints else 0)
        + (_HEAD + topics if topics else _WORDS * bool(below))
        + below
        + (_WORDS + _QUOTE * quotes if quotes else 0)
    )


def _taken(study: Study, account: str) -> Iterator[float]:
    """Give the rows of what must stand on the page."""
    plan, noted = planned(study, account), briefs_of(study, account)
    listed = study.config.privacy.contacts == "listed"
    yield len(plan.people) if listed else min(len(plan.people), 4)
    for notes in (plan.caution, introduction_notes(study, account)):
        yield ceil(len(" ".join(notes)) / _NOTE)
    yield len(plan.steps)
    for action in actions_of(study, account)["action"]:
        yield ceil(len(str(action)) / _STEP)
    if len(noted):
        shown = room_for(noted, LINES)
        yield _HEAD + int(printed_lines(shown["text"]).sum()) + (len(shown) < len(noted))
