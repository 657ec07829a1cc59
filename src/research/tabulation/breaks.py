"""Breaks: where a question was changed between two waves, and how that is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from research.edition.waves.differences import BREAKING
from research.edition.waves.matching import Pair
from research.tabulation.tab import Break
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from research.edition.waves.differences import Difference
    from research.tabulation.pooling import WaveAnswers

__all__ = ["RowBreak", "breaks_between", "broken"]

_SAY = Frames(__file__)


class Named(Protocol):
    """A wave with its key and what it is called."""

    @property
    def key(self) -> str:
        """Key of the wave."""

    @property
    def label(self) -> str:
        """Head of its column."""


@dataclass(frozen=True)
class RowBreak:
    """A break, and the row of a grid that it is about; empty for the whole question."""

    row: str
    told: Break


def broken(
    name: str, waves: Sequence[WaveAnswers], against: Sequence[Sequence[int]]
) -> list[RowBreak]:
    """Find the comparisons of waves that a change of the question forbids.

    Parameters
    ----------
    name : of a question of the last wave.
    waves : from the first to the last.
    against : of each wave, the places of those that it is compared with.
    """
    found = []
    for late, others in enumerate(against):
        for early in others:
            pair = [waves[at].pairs.get(name) for at in (early, late)]
            if pair[0] is not None and pair[1] is not None:
                found += breaks_between(pair[0], pair[1], waves[early], waves[late])
    return found


def breaks_between(before: Pair, after: Pair, early: Named, late: Named) -> list[RowBreak]:
    """Say why two waves of a question are not compared; nothing where they are.

    Parameters
    ----------
    before, after : the question of the earlier and of the later wave, each beside that of the last.
    early, late : the waves.
    """
    return [*_between(before, after, early, late)]


def _between(before: Pair, after: Pair, early: Named, late: Named) -> Iterator[RowBreak]:
    waves, name = after.waves, after.later.name
    changed = Pair(after.translated, before.translated, waves)
    keys = f"wave.{early.key}", f"wave.{late.key}"
    if name in waves.incomparable:
        text = _SAY("declared", early=early.label, late=late.label)
        yield RowBreak("", Break(*keys, ("declared",), text))
        return
    if name in waves.comparable:
        return
    by_row: dict[str, list[Difference]] = {}
    for one in changed.differences:
        if one.kind in BREAKING:
            by_row.setdefault(one.row, []).append(one)
    for row, found in by_row.items():
        kinds = tuple(dict.fromkeys(one.kind for one in found))
        text = " ".join(_said(one, early.label, late.label) for one in found)
        yield RowBreak(row, Break(*keys, kinds, text))  # type: ignore[arg-type]


def _said(one: Difference, early: str, late: str) -> str:
    nothing = _SAY("everybody" if one.kind == "base" else "nothing")
    before, after = one.before or nothing, one.after or nothing
    return _SAY(f"kinds.{one.kind}", early=early, late=late, before=before, after=after)
