"""Observations: computed sentences with their claims, and the choice of those worth printing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from research.prose.facts import facts_of
from research.prose.wordings import OPENINGS

if TYPE_CHECKING:
    from research.prose.claims import Claim
    from research.prose.facts import Fact

__all__ = ["FEWEST_PEOPLE", "FEWEST_THEMES", "Observation", "Thresholds"]

# In an order of fewer themes there is nothing that a reader does not see at a glance.
FEWEST_THEMES = 4
# Of a single respondent there is no share to speak of.
FEWEST_PEOPLE = 2


@dataclass(frozen=True)
class Thresholds:
    """When something is worth saying. Shares and margins in percentage points of respondents.

    Parameters
    ----------
    top : depth of the top and bottom boxes, at most half of all positions.
    lead_points, lead_ratio : a clear lead asks for both margins over the next; "by far" asks for
        intervals that do not meet as well.
    polarised_top, polarised_bottom : place by first choices (or better) and bottom-box share of a
        theme that divides respondents.
    rarely, hardly : first-choice shares called "rarely" and "hardly ever" first.
    middling_gap : points by which the bottom box outweighs the top box of a theme with most
        ranks in the middle; its upper half must hold `middling_half` or more.
    heavy : share of the lower half that is worth a sentence.
    foot : share of the last two positions that is worth a sentence.
    even_factor : an even spread has no position above so many times the mean of those compared.
    even_top : an even spread is of interest in themes up to this overall rank.
    moved : places from overall that count as up or down.
    paired : places between the two groups of a breakdown that count.
    few : most groups that "only in" may name.
    often : share of all groups that makes a high rank frequent.
    alike : depth of the top compared over the groups of a breakdown; all but one must agree.
    sector_gap : points below the overall mean that count as well behind; a sector's best stands
        alone when it is twice as far ahead of the others'.
    band : points about the benchmark within which nothing is above or below it.
    compact : a sector's range is compact at this share of the overall range or less.
    good : score above which a mean is good.
    sound_low : lowest score above which a theme's worst is sound.
    """

    top: int = 3
    lead_points: float = 4
    lead_ratio: float = 1.2
    polarised_top: int = 3
    polarised_bottom: float = 30
    rarely: float = 5
    hardly: float = 2.5
    middling_gap: float = 10
    middling_half: float = 45
    heavy: float = 60
    foot: float = 30
    even_factor: float = 1.4
    even_top: int = 6
    moved: int = 3
    paired: int = 2
    few: int = 2
    often: float = 1 / 3
    alike: int = 5
    sector_gap: int = 7
    band: float = 2.5
    compact: float = 0.4
    good: float = 40
    sound_low: float = 25

    def box(self, depth: int) -> int:
        """Depth of the top box in an order of so many themes: never more than half of it."""
        return min(self.top, depth // 2)


@dataclass(frozen=True)
class Observation:
    """A sentence that the data bear out.

    Parameters
    ----------
    rule : name of the rule that found it.
    about : key of the theme, or reference of the group, that it speaks of.
    wordings : the same sentence in each of `OPENINGS`, as Markdown.
    salience : how unusual it is, 0 to 1; the highest is printed first.
    claims : what it says, checkable by `research.prose.claims.holds`.
    figures : names of the results it rests on, ``overall.farming.top3``.
    opening : index of the wording in use.
    """

    rule: str
    about: str
    wordings: tuple[str, ...]
    salience: float
    claims: tuple[Claim, ...]
    figures: tuple[str, ...] = field(default=())
    opening: int = 0

    @property
    def sentence(self) -> str:
        """The sentence in the wording in use."""
        return self.wordings[self.opening]

    @property
    def facts(self) -> frozenset[Fact]:
        """Results that it prints."""
        return facts_of(self.claims)

    def turned(self, turn: int) -> Observation:
        """The same observation in the wording of a turn, counted on past the last opening."""
        return replace(self, opening=turn % len(OPENINGS))
