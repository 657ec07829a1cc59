"""The choice of what is printed: the most unusual, no fact twice, no frame worn out.

A chapter tells a fact once, and a section uses no frame more than twice: what is said further on
depends on what has been said before, and on nothing else.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from research.prose.wordings import OPENINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

    from research.prose.claims import Claim
    from research.prose.facts import Fact
    from research.prose.observation import Observation

__all__ = ["MOST", "Section", "select"]

MOST = 3
"""Most sentences under a table or a chart."""

# Most uses of one frame in a section.
_USES = 2
# What an observation loses in salience for each one chosen by the same rule, or, where several
# groups could be spoken of, about the same one.
_SAME = 0.1


@dataclass
class Section:
    """What a section of the report has said so far, exhibit after exhibit.

    Parameters
    ----------
    used : how often each frame was used, by its rule and the index of its opening.
    """

    used: Counter[tuple[str, int]] = field(default_factory=Counter)

    def opening(self, rule: str, wanted: int, before: int | None) -> int | None:
        """Opening for a sentence: the one whose turn it is, or the next that is not worn out.

        Parameters
        ----------
        rule : of the sentence.
        wanted : the opening whose turn it is.
        before : that of the sentence right before, which is avoided.
        """
        turns = [(wanted + step) % len(OPENINGS) for step in range(len(OPENINGS))]
        fresh = [one for one in turns if self.used[rule, one] < _USES and one != before]
        return fresh[0] if fresh else None

    def choose(
        self,
        observations: Iterable[Observation],
        limit: int = MOST,
        *,
        turn: int = 0,
        told: Set[Fact] = frozenset(),
    ) -> list[Observation]:
        """Choose what one exhibit says, as `select` does, and remember the frames.

        Parameters
        ----------
        observations : of one table or chart.
        limit : most observations to keep.
        turn : whose turn it is to open the first sentence; the following ones take turns.
        told : facts that the chapter has printed before.
        """
        left = list(observations)
        chosen: list[Observation] = []
        several = len({one.about for one in left}) > 1
        claimed: set[Claim] = set()
        facts = set(told)
        while len(chosen) < limit:
            before = chosen[-1].opening if chosen else None
            wanted = (turn + len(chosen)) % len(OPENINGS)
            left = [
                one
                for one in left
                if not _claimed(one, claimed)
                and not one.facts & facts
                and self.opening(one.rule, wanted, before) is not None
            ]
            if not left:
                break
            best = max(left, key=lambda one: one.salience - _wear(one, chosen, several=several))
            opening = self.opening(best.rule, wanted, before)
            chosen.append(best.turned(opening or 0))
            self.used[best.rule, chosen[-1].opening] += 1
            claimed.update(best.claims)
            facts |= best.facts
        return chosen


def select(
    observations: Iterable[Observation],
    limit: int = MOST,
    *,
    chapter_position: int = 0,
    told: Set[Fact] = frozenset(),
) -> list[Observation]:
    """Choose the most unusual observations that repeat nothing, and let no two in a row open alike.

    An observation repeats others when it prints a result that they print, when its first claim, or
    more than half of all its claims, have been made. Rules and groups that have spoken lose rank to
    those that have not. The opening of the first one follows from the chapter's position alone, so
    that chapters that run apart still never open like their neighbours; the following ones take
    turns.

    Parameters
    ----------
    observations : of one table or chart.
    limit : most observations to keep.
    chapter_position : place of the chapter among its kind, from 0.
    told : facts printed nearby already.
    """
    return Section().choose(observations, limit, turn=chapter_position, told=told)


def _claimed(one: Observation, made: Set[Claim]) -> bool:
    return one.claims[0] in made or 2 * len(made & set(one.claims)) > len(one.claims)


def _wear(one: Observation, chosen: Sequence[Observation], *, several: bool) -> float:
    rules = sum(other.rule == one.rule for other in chosen)
    abouts = sum(other.about == one.about for other in chosen) if several else 0
    return _SAME * (rules + abouts)
