"""Matching: which questions of two waves are the same, and what was changed in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from research.edition.waves.differences import BREAKING, GRADED, differences, scale_ends
from research.edition.waves.parts import match_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from research.edition.questions import Question
    from research.edition.waves.differences import Difference
    from research.edition.waves.named import Waves
    from research.edition.waves.parts import PartMatch

__all__ = ["Matching", "Pair", "matching"]


@dataclass(frozen=True)
class Pair:
    """One question in two waves.

    Parameters
    ----------
    later, earlier : as each wave describes it.
    waves : what the author of the later one says.
    """

    later: Question
    earlier: Question
    waves: Waves

    @cached_property
    def differences(self) -> list[Difference]:
        """What was changed."""
        return differences(self.later, self.earlier, self.waves)

    @cached_property
    def parts(self) -> PartMatch:
        """Its options, items, rows or answers."""
        return match_parts(self.later, self.earlier, self.waves)

    @cached_property
    def translated(self) -> Question:
        """The earlier question with the names and keys of the later one."""
        now = {old: key for key, old in self.parts.same.items()}
        earlier = self.earlier
        codes = [
            code.model_copy(update={"key": now.get(code.key, code.key)}) for code in earlier.codes
        ]
        rows = [row.model_copy(update={"key": now.get(row.key, row.key)}) for row in earlier.rows]
        return earlier.model_copy(update={"name": self.later.name, "codes": codes, "rows": rows})

    @property
    def unlike(self) -> Difference | None:
        """The change that leaves nothing to set side by side; None where there is none."""
        graded = self.later.type in GRADED
        for one in self.differences:
            ends = scale_ends(self.later), scale_ends(self.earlier)
            moved = one.kind == "scale" and not (graded and ends[0] == ends[1])
            if moved or one.kind in ("type", "items"):
                return one
        return None

    @property
    def breaks(self) -> list[Difference]:
        """Changes that keep its figures from being compared, unless the author says otherwise."""
        if self.later.name in self.waves.comparable:
            return []
        return [one for one in self.differences if one.kind in BREAKING]


@dataclass(frozen=True)
class Matching:
    """Two waves of a questionnaire.

    Parameters
    ----------
    pairs : questions of both, by their later name in the later order.
    new, gone : names of questions of one alone.
    """

    pairs: dict[str, Pair]
    new: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def renamed(self) -> dict[str, str]:
        """Questions that have another name now: earlier by later one."""
        return {
            name: pair.earlier.name
            for name, pair in self.pairs.items()
            if name != pair.earlier.name
        }

    def having(self, *kinds: str) -> list[str]:
        """Names of questions that were changed in one of some ways.

        Parameters
        ----------
        kinds : of `Difference`.
        """
        return [
            name
            for name, pair in self.pairs.items()
            if any(one.kind in kinds for one in pair.differences)
        ]


def matching(later: Sequence[Question], earlier: Sequence[Question], waves: Waves) -> Matching:
    """Match the questions of two waves: by name, or by the name that one had.

    Parameters
    ----------
    later, earlier : questions of the respondents.
    waves : what the author of the later edition says of names of old.
    """
    before = {question.name: question for question in earlier}
    own = {question.name for question in later}
    pairs: dict[str, Pair] = {}
    taken: set[str] = set()
    for question in later:
        first, *old = waves.old_names(question.name)
        names = [first, *(name for name in old if name not in own)]
        found = next((name for name in names if name in before and name not in taken), None)
        if found is not None:
            taken.add(found)
            pairs[question.name] = Pair(question, before[found], waves)
    return Matching(
        pairs,
        tuple(question.name for question in later if question.name not in pairs),
        tuple(name for name in before if name not in taken),
    )
