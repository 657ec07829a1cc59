"""One theme's distribution among all others, as the rules on shares look at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from research.prose.claims import OVERALL, Claim
from research.prose.observation import Observation
from research.prose.wordings import worded
from research.wording.articles import possessive
from research.wording.figures import grouped
from research.wording.frames import Frames
from research.wording.numbers import number
from research.wording.ordinals import ordinal
from research.wording.shares import Amount, people, percent, respondents

if TYPE_CHECKING:
    from collections.abc import Iterable

    from research.prose.evidence import Distribution
    from research.prose.names import Names
    from research.prose.observation import Thresholds

__all__ = ["ShareView", "box", "share_name"]

_SAY = Frames(__file__, "shares")


def box(measure: str) -> str:
    """Positions of a measure in words.

    Examples
    --------
    >>> box("first"), box("top3"), box("bottom2")
    ('first', 'in the top three', 'in the bottom two')
    """
    return _SAY.named("measure", deep=_depth(measure))[_kind(measure)]


def share_name(measure: str) -> str:
    """Name of a share.

    Examples
    --------
    >>> share_name("first"), share_name("top3")
    ('share of first choices', 'top-three share')
    """
    return _SAY.named("share", deep=_depth(measure))[_kind(measure)]


def _kind(measure: str) -> str:
    return measure.rstrip("0123456789")


def _depth(measure: str) -> str:
    figures = measure.removeprefix(_kind(measure))
    return number(int(figures)) if figures else ""


@dataclass(frozen=True)
class ShareView:
    """A theme, the distribution of all themes, the names and the thresholds."""

    theme: str
    data: Distribution
    names: Names
    limits: Thresholds

    @property
    def name(self) -> str:
        """The theme in running text."""
        return self.names.theme(self.theme)

    @property
    def base(self) -> float:
        """Respondents who ranked the theme."""
        return self.data.bases[self.theme]

    @property
    def people(self) -> str:
        """Their number as printed."""
        return grouped(self.base)

    @property
    def depth(self) -> str:
        """Number of themes in words."""
        return number(self.data.depth)

    @property
    def overall(self) -> int:
        """Overall rank."""
        return self.data.overall[self.theme]

    @property
    def deep(self) -> int:
        """Depth of the top box: no deeper than respondents were asked to rank."""
        deep = self.limits.box(self.data.depth)
        return min(deep, self.data.asked or deep)

    @property
    def top(self) -> str:
        """Measure of the top box."""
        return f"top{self.deep}" if self.deep > 1 else "first"

    @property
    def bottom(self) -> str:
        """Measure of the bottom box."""
        return f"bottom{self.limits.box(self.data.depth)}"

    @property
    def upper(self) -> str:
        """Measure of the upper half; or the top box where fewer were asked for."""
        upper = f"top{self.data.depth // 2}"
        return upper if self.data.knows(upper) else self.top

    @property
    def lower(self) -> str:
        """Measure of the lower half."""
        return f"bottom{self.data.depth - self.data.depth // 2}"

    @property
    def wide(self) -> bool:
        """Whether the upper half is deeper than the top box."""
        return self.upper != self.top

    def count(self, measure: str) -> float:
        """Respondents on the measure's positions."""
        return self.data.count(self.theme, measure)

    def share(self, measure: str) -> float:
        """Their share in percent."""
        return float(self.data.share(self.theme, measure) * 100)

    def printed(self, measure: str) -> str:
        """Their share as printed."""
        return percent(self.count(measure), self.base)

    def based(self, measure: str) -> str:
        """Their share as printed, with its base."""
        share = self.printed(measure)
        return _SAY.form("of base", many=self.base != 1, share=share, base=self.people)

    def crowd(self, measure: str, *, based: bool = True) -> Amount:
        """Their share as the subject of a sentence."""
        return people(self.count(measure), self.base, based=based)

    def those(self, measure: str) -> Amount:
        """Their share in percent, as the subject of a sentence: "33% of respondents"."""
        return respondents(self.count(measure), self.base)

    def put(self, measure: str) -> str:
        """Their share with its verb: "33% of respondents put"."""
        crowd = self.those(measure)
        return _SAY.form("put", many=crowd.plural, crowd=crowd.words)

    def spot(self, rank: int) -> tuple[str, str]:
        """Measure of a single position, and its name in running text."""
        if rank == self.data.depth:
            return "last", box("last")
        return "first" if rank == 1 else f"at{rank}", ordinal(rank)

    def claim(self, measure: str) -> Claim:
        """That this many respondents put the theme there."""
        return Claim("count", (self.theme,), measure, value=self.count(measure), other=self.base)

    def ranked(self) -> Claim:
        """The theme's overall rank."""
        return Claim("rank", (self.theme,), groups=(OVERALL,), value=self.overall)

    def place(self, measure: str, *, lowest: bool = False) -> Claim:
        """The place that the theme's share takes, with those who share it."""
        value = self.data.place(self.theme, measure, lowest=lowest)
        sharers = self.data.sharers(self.theme, measure)
        return Claim("place", (self.theme, *sharers), measure, value=value, lowest=lowest)

    def alone(self, measure: str, *, lowest: bool = False) -> int:
        """The place that the theme's share takes, 0 where another theme shares it."""
        place = self.place(measure, lowest=lowest)
        return int(place.value) if len(place.themes) == 1 else 0

    def found(
        self, rule: str, salience: float, claims: Iterable[Claim], /, **parts: str | int
    ) -> Observation:
        """Observation about this theme, with the results that its claims name."""
        stated = tuple(claims)
        measures = dict.fromkeys(claim.measure for claim in stated if claim.measure)
        figures = tuple(f"overall.{self.theme}.{measure}" for measure in measures)
        standing = {"name": self.name, "poss": possessive(self.name), "depth": self.depth}
        words = worded(_SAY, rule, standing, **parts)
        return Observation(rule, self.theme, words, salience, stated, figures)
