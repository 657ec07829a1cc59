"""One theme's ranks over the groups, as the rules on ranks look at them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from research.prose.claims import OVERALL, Claim
from research.prose.facts import LISTED
from research.prose.observation import Observation
from research.prose.wordings import worded
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.numbers import number
from research.wording.ordinals import ordinal
from research.wording.plurals import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from research.prose.evidence import Standings
    from research.prose.names import Names
    from research.prose.observation import Thresholds

__all__ = ["RankView", "first_to", "high"]

_SAY = Frames(__file__, "ranks")


def first_to(places: int) -> str:
    """Number of places in words."""
    return counted(places, _SAY("place"))


def high(bound: int) -> str:
    """Say that a rank is this one or a better one."""
    named = _SAY.named("high", deep=number(bound))
    return named[{1: "first", 2: "second"}.get(bound, "box")]


@dataclass(frozen=True)
class RankView:
    """A theme, all ranks, the names and the thresholds."""

    theme: str
    data: Standings
    names: Names
    limits: Thresholds

    @property
    def overall(self) -> int:
        """Overall rank."""
        return self.data.overall[self.theme]

    @property
    def top(self) -> int:
        """Depth of the top box."""
        return self.limits.box(self.data.depth)

    def ranks(self, breakdown: str = "") -> dict[str, int]:
        """Rank in every group of one breakdown, or of all."""
        return self.data.ranks(self.theme, breakdown)

    def edges(self, breakdown: str = "") -> tuple[tuple[int, list[str]], tuple[int, list[str]]]:
        """Best and worst rank, each with the groups that give it."""
        ranks = self.ranks(breakdown)
        best, worst = min(ranks.values()), max(ranks.values())
        high = [group for group, rank in ranks.items() if rank == best]
        low = [group for group, rank in ranks.items() if rank == worst]
        return (best, high), (worst, low)

    def best(self, breakdown: str = "") -> Claim:
        """The best rank and just where it is."""
        rank, groups = self.edges(breakdown)[0]
        return Claim("best", (self.theme,), "", breakdown, tuple(groups), rank)

    def worst(self, breakdown: str = "") -> Claim:
        """The worst rank and just where it is."""
        rank, groups = self.edges(breakdown)[1]
        return Claim("best", (self.theme,), "", breakdown, tuple(groups), rank, lowest=True)

    def ranked(self) -> Claim:
        """The theme's overall rank."""
        return Claim("rank", (self.theme,), groups=(OVERALL,), value=self.overall)

    def places(self, groups: Sequence[str]) -> str:
        """Groups in running text, or how many they are."""
        if len(groups) > LISTED:
            return _SAY("groups", count=number(len(groups)))
        return self.names.where(groups)

    def with_ranks(self, groups: Sequence[str]) -> str:
        """Groups in running text, each with the theme's rank there."""
        ranks = self.ranks()
        return series(
            _SAY("with rank", where=self.names.group(group).text, rank=ordinal(ranks[group]))
            for group in groups
        )

    def found(
        self, rule: str, salience: float, claims: Iterable[Claim], /, **parts: str | int
    ) -> Observation:
        """Observation about this theme, with the results that its claims name."""
        stated = tuple(claims)
        groups = dict.fromkeys(group for claim in stated for group in claim.groups)
        figures = tuple(f"{group}.{self.theme}.rank" for group in groups)
        words = worded(_SAY, rule, {"name": self.names.theme(self.theme)}, **parts)
        return Observation(rule, self.theme, words, salience, stated, figures)
