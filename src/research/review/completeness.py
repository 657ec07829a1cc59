"""Whether a report is whole: what it has of everything, before and now, and what is missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from research.review.changes import Changes, State

__all__ = ["Count", "counted", "missing"]

_REFERENCE = re.compile(r"(?<![\\\w])@\{?((?:tbl|fig)-[\w-]*\w)")


@dataclass(frozen=True)
class Count:
    """How many of a kind a report has.

    Parameters
    ----------
    what : tables, figures, captions and so on.
    old, new : before and now.
    """

    what: str
    old: int
    new: int


def counted(changes: Changes) -> list[Count]:
    """Count what two states of a report have: tables, figures, captions, references, names.

    Parameters
    ----------
    changes : between the states.
    """
    before, now = _counts(changes.old), _counts(changes.new)
    counts = [Count(what, before[what], now[what]) for what in now]
    return [*counts, *(Count(*one) for one in changes.counts)]


def missing(state: State) -> list[str]:
    """Give what a report lacks, a sentence each: captions, alternative texts, targets, places.

    Parameters
    ----------
    state : the report as it is.
    """
    return [*_unsaid(state), *_lost(state), *_nowhere(state)]


def _counts(state: State) -> dict[str, int]:
    floats = [one for one in state.reading.floats.values() if one.kind != "picture"]
    figures = [one for one in floats if one.kind == "chart"]
    return {
        "sections": len(state.reading.sections),
        "sentences": sum(len(one.sentences) for one in state.reading.sections),
        "tables": len(floats) - len(figures),
        "figures": len(figures),
        "captions": sum(bool(one.caption) for one in floats),
        "alt texts": sum(bool(one.alt) for one in figures),
        "references": len(list(_references(state))),
        "names in the ledger": len(state.ledger),
    }


def _unsaid(state: State) -> Iterator[str]:
    for one in state.reading.floats.values():
        if one.kind != "picture" and not one.caption:
            yield f"{one.id} has no caption"
        if one.kind == "chart" and not one.alt:
            yield f"{one.id} has no alternative text"


def _references(state: State) -> Iterator[tuple[str, str]]:
    for section in state.reading.sections:
        for block in section.blocks:
            for sentence in block.sentences:
                for found in _REFERENCE.findall(sentence):
                    yield section.id, found


def _lost(state: State) -> Iterator[str]:
    known = state.reading.floats
    for section, anchor in _references(state):
        if anchor not in known:
            yield f"{section}: the reference @{anchor} leads nowhere"


def _nowhere(state: State) -> Iterator[str]:
    """Places that the ledger names and the report has not."""
    places = state.reading.places
    gone = {str(one["where"]) for one in state.ledger if one["where"] not in places}
    for where in sorted(filter(None, gone)):
        held = sum(one["where"] == where for one in state.ledger)
        yield f"{held} names of the ledger stand in '{where}', which the report does not have"
