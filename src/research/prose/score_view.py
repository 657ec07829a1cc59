"""One theme's capability scores among all, as the rules on the benchmark look at them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from research.prose.claims import OVERALL, Claim
from research.prose.observation import Observation
from research.prose.wordings import worded
from research.wording.articles import possessive
from research.wording.figures import figure
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.rounding import whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from research.prose.names import BreakdownName, Names
    from research.prose.observation import Thresholds
    from research.prose.score_evidence import Benchmark

__all__ = ["ScoreView"]

_SAY = Frames(__file__, "benchmark")


@dataclass(frozen=True)
class ScoreView:
    """One theme's scores among all, the names and the thresholds."""

    theme: str
    data: Benchmark
    names: Names
    noun: BreakdownName
    limits: Thresholds

    def overall(self, measure: str) -> float:
        """A score over all firms."""
        return self.data.scores[self.theme][OVERALL].value(measure)

    def sectors(self, measure: str) -> dict[str, float]:
        """A score by sector."""
        return self.data.sectors(self.theme, measure)

    def score(self, measure: str, group: str = "") -> Claim:
        """That a score prints as it does."""
        value = self.sectors(measure)[group] if group else self.overall(measure)
        groups = (group,) if group else ()
        return Claim("score", (self.theme,), measure, groups=groups, value=whole(value))

    def claim(
        self,
        kind: str,
        measure: str = "",
        groups: Iterable[str] = (),
        *,
        value: float = 0,
        other: float = 0,
        lowest: bool = False,
    ) -> Claim:
        """Claim about this theme."""
        return Claim(kind, (self.theme,), measure, "", tuple(groups), value, other, lowest)

    def unrivalled(self, measure: str) -> list[Claim]:
        """That no sector without a line scores beyond those shown, at either end."""
        return [self.claim("unrivalled", measure, lowest=lowest) for lowest in (False, True)]

    def means(self, groups: Iterable[str]) -> str:
        """Groups with their means."""
        means = self.sectors("mean")
        return series(
            _SAY("with mean", group=self.names.group(one).noun, mean=figure(means[one]))
            for one in groups
        )

    def standing(
        self, measure: str, claims: Iterable[Claim], *, lowest: bool, value: str
    ) -> Observation:
        """That no theme has so high, or so low, a score; with the score where it is known."""
        ends = ("narrowest", "widest") if measure == "range" else ("lowest", "highest")
        edge = ends[0 if lowest else 1]
        told = _SAY.named("told", figure=value) if value else {}
        return self.found(
            "standing",
            0.9,
            [self.claim("score place", measure, value=1, lowest=lowest), *claims],
            edge=_SAY.named("edge")[edge],
            so=_SAY.named("so")[edge],
            measure=_SAY.named("measure")[measure],
            figure=told.get("in brackets", ""),
            ending=told.get("at the end", ""),
        )

    def level(self, measure: str, salience: float, value: str) -> Observation:
        """A score over all firms."""
        said = _SAY.named("level of", figure=value)[measure]
        return self.found("level", salience, [self.score(measure)], level=said)

    def peak(
        self, measure: str, groups: Sequence[str], claims: Iterable[Claim], *, value: str
    ) -> Observation:
        """That the best, or the worst, score of all was found in a sector; with it where known."""
        low = measure == "low"
        told = _SAY.named("told", figure=value) if value else {}
        return self.found(
            "peak sector",
            0.55 if low else 0.6,
            [
                self.claim("holds", measure, groups),
                self.claim("unrivalled", measure, lowest=low),
                *claims,
            ],
            edge=_SAY.named("edge")["lowest" if low else "highest"],
            beyond=_SAY.named("beyond")["lowest" if low else "highest"],
            value=told.get("set apart", ""),
            ending=told.get("at the end", ""),
            where=self.names.where(groups),
        )

    def found(
        self, rule: str, salience: float, claims: Iterable[Claim], /, **parts: str | int
    ) -> Observation:
        """Observation about this theme, with the results that its claims name."""
        stated = tuple(claims)
        figures = dict.fromkeys(
            f"benchmark.{self.theme}.{group.rpartition('.')[2]}.{claim.measure}"
            for claim in stated
            if claim.measure in ("high", "mean", "low")
            for group in claim.groups or (OVERALL,)
        )
        name = self.names.theme(self.theme)
        words = worded(_SAY, rule, {"name": name, "poss": possessive(name)}, **parts)
        return Observation(rule, self.theme, words, salience, stated, tuple(figures))
