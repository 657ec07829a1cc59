"""The changes between two states of a report, section by section."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from research.review.cells import FloatChanges, compare_floats
from research.review.sentences import SentenceChanges, compare_sentences
from research.review.values import Moved, Values, compare_values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from research.review.reading import Block, Reading, Section
    from research.review.tolerances import Tolerances

__all__ = ["Changes", "SectionChanges", "State", "compare_states"]


@dataclass(frozen=True)
class State:
    """A report as it was, or is.

    Parameters
    ----------
    name : what it is called: a revision, a folder, "as built".
    reading : its text, tables and charts.
    ledger : its published values.
    pictures : charts of it by id, as SVG or PNG with their MIME type; what is at hand.
    """

    name: str
    reading: Reading
    ledger: Sequence[Mapping[str, Any]]
    pictures: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)


@dataclass(frozen=True)
class SectionChanges:
    """What became of a section of a report.

    Parameters
    ----------
    section : as it is now; as it was, where it is gone.
    fate : ``changed``, ``new``, ``gone`` or ``moved``.
    sentences : its sentences.
    floats : its tables and charts that have other values, words or pictures.
    added, gone : tables and charts that are there only now, or were only before.
    moved : values of it that are printed otherwise.
    below : how many of its values moved by less than is printed.
    causes : why, a line each; see `research.review.causes`.
    """

    section: Section
    fate: str
    sentences: SentenceChanges = field(default_factory=SentenceChanges)
    floats: tuple[FloatChanges, ...] = ()
    added: tuple[Block, ...] = ()
    gone: tuple[Block, ...] = ()
    moved: tuple[Moved, ...] = ()
    below: int = 0
    causes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything of it changed."""
        parts = (self.sentences, self.floats, self.added, self.gone, self.moved, self.below)
        return self.fate != "changed" or any(map(bool, parts))


@dataclass(frozen=True)
class Changes:
    """The changes between two states of a report.

    Parameters
    ----------
    title : of the report.
    old, new : the states.
    sections : those that changed, in the order of the report as it is now.
    kept : how many did not change.
    values : the published values.
    groups : what is told before the sections: a title, and a line each.
    counts : of what a report rests on and does not show: a name, before and now.
    """

    title: str
    old: State
    new: State
    sections: tuple[SectionChanges, ...] = ()
    kept: int = 0
    values: Values = field(default_factory=Values)
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    counts: tuple[tuple[str, int, int], ...] = ()

    def __bool__(self) -> bool:
        """Whether anything changed beyond the tolerances."""
        return bool(self.sections or self.values)


def compare_states(
    old: State,
    new: State,
    *,
    confidence: float = 0.95,
    tolerances: Tolerances | None = None,
    causes: Mapping[tuple[str, str], Sequence[str]] | None = None,
) -> Changes:
    """Compare two states of a report.

    Parameters
    ----------
    old, new : the states.
    confidence : level of the tests.
    tolerances : how far values may move without being told.
    causes : why sections changed, by kind and id, where that is known.
    """
    values = compare_values(old.ledger, new.ledger, confidence=confidence, tolerances=tolerances)
    before = {(one.kind, one.id): one for one in old.reading.sections}
    now = {(one.kind, one.id): one for one in new.reading.sections}
    moved = _moved(list(before), list(now))
    found = []
    for key, section in now.items():
        if key not in before:
            found.append(SectionChanges(section, "new"))
            continue
        changed = _section(before[key], section, values, new, tolerances)
        fate = "moved" if key in moved and not changed else "changed"
        found += [_with(changed, fate, (causes or {}).get(key, ()))]
    kept = sum(not one for one in found)
    gone = [SectionChanges(one, "gone") for key, one in before.items() if key not in now]
    told = tuple(one for one in found if one)
    return Changes(new.reading.title, old, new, (*told, *gone), kept, values)


def _with(changed: SectionChanges, fate: str, causes: Sequence[str]) -> SectionChanges:
    return replace(changed, fate=fate, causes=tuple(causes))


def _section(
    old: Section, new: Section, values: Values, state: State, tolerances: Tolerances | None
) -> SectionChanges:
    before = {block.id: block for block in old.floats}
    now = {block.id: block for block in new.floats}
    both = [compare_floats(before[name], now[name], tolerances) for name in now if name in before]
    ids = {block.id for block in new.blocks if block.id}
    where = {record["name"]: record["where"] for record in state.ledger}
    return SectionChanges(
        new,
        "changed",
        compare_sentences(old.sentences, new.sentences),
        tuple(one for one in both if one),
        tuple(block for name, block in now.items() if name not in before),
        tuple(block for name, block in before.items() if name not in now),
        tuple(one for one in values.moved if one.where in ids),
        sum(where.get(name) in ids for name in values.below),
    )


def _moved(before: Sequence[tuple[str, str]], now: Sequence[tuple[str, str]]) -> set[Any]:
    """The sections that stand in another place among those that both have: as few as explain it."""
    one, other = (
        [key for key in keys if key in also] for keys, also in ((before, now), (now, before))
    )
    kept: set[Any] = set()
    for match in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
        kept.update(one[match.a : match.a + match.size])
    return set(other) - kept
