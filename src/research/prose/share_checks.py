"""Checks of claims about shares: how often a theme took a position."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from research.prose.share_margins import intervals_apart
from research.wording.shares import whole_percent

if TYPE_CHECKING:
    from collections.abc import Callable

    from research.prose.claims import Claim
    from research.prose.evidence import Distribution

__all__ = ["CHECKS"]


def _count(claim: Claim, data: Distribution) -> bool:
    """`value` respondents of `other` put the theme on the measure's positions."""
    count, base = data.count(claim.theme, claim.measure), data.bases[claim.theme]
    return (count, base) == (claim.value, claim.other)


def _share(claim: Claim, data: Distribution) -> bool:
    """The share of respondents who put the theme there prints as `value` percent."""
    count, base = data.count(claim.theme, claim.measure), data.bases[claim.theme]
    return whole_percent(count, base) == claim.value


def _place(claim: Claim, data: Distribution) -> bool:
    """The theme's share takes place `value` (shared with just the other themes named)."""
    own = data.place(claim.theme, claim.measure, lowest=claim.lowest)
    return own == claim.value and set(data.sharers(claim.theme, claim.measure)) == set(
        claim.themes[1:]
    )


def _lead(claim: Claim, data: Distribution) -> bool:
    """The theme's share is the highest, by at least `value` points and `other` times the next."""
    shares = data.shares(claim.measure)
    own = shares.pop(claim.theme)
    following = max(shares.values())
    return bool(own > following) and _clear(own, following, claim)


def _cell(claim: Claim, data: Distribution) -> bool:
    """No theme has so large a share at any position; margin as for a lead."""
    own, (*_, largest, following) = data.share(claim.theme, claim.measure), data.peak
    return own == largest > following and _clear(own, following, claim)


def _apart(claim: Claim, data: Distribution) -> bool:
    """The theme's share is the highest, and its interval does not meet that of the next."""
    shares = data.shares(claim.measure)
    own = shares.pop(claim.theme)
    return intervals_apart(own, max(shares.values()), data.bases[claim.theme])


def _cell_apart(claim: Claim, data: Distribution) -> bool:
    """The theme's share at this position is the largest of all; its interval stands alone."""
    own, (*_, following) = data.share(claim.theme, claim.measure), data.peak
    return intervals_apart(own, following, data.bases[claim.theme])


def _clear(own: Fraction, following: Fraction, claim: Claim) -> bool:
    """Whether the margin that the claim asks for is there."""
    margin = (own - following) * 100 >= Fraction(claim.value)
    return bool(margin and own >= Fraction(claim.other) * following)


def _at_least(claim: Claim, data: Distribution) -> bool:
    """The theme's share is `value` percent or more."""
    return bool(data.share(claim.theme, claim.measure) * 100 >= Fraction(claim.value))


def _at_most(claim: Claim, data: Distribution) -> bool:
    """The theme's share is `value` percent or less."""
    return bool(data.share(claim.theme, claim.measure) * 100 <= Fraction(claim.value))


def _gain(claim: Claim, data: Distribution) -> bool:
    """The measure's share is `value` whole points above the first-choice share."""
    added = data.share(claim.theme, claim.measure) - data.share(claim.theme, "first")
    return whole_percent(added, 1) == claim.value


def _even(claim: Claim, data: Distribution) -> bool:
    """Below position `value`, no position has more than `other` respondents."""
    return max(data.counts[claim.theme][int(claim.value) :]) <= claim.other


def _all_first(_: Claim, data: Distribution) -> bool:
    """Every theme is somebody's first choice."""
    return all(data.count(theme, "first") > 0 for theme in data.counts)


def _mode(claim: Claim, data: Distribution) -> bool:
    """The theme's most frequent position is the measure's, and no other is as frequent."""
    counts = sorted(data.counts[claim.theme])
    return data.count(claim.theme, claim.measure) == counts[-1] > counts[-2]


CHECKS: dict[str, Callable[[Claim, Distribution], bool]] = {
    "share": _share,
    "count": _count,
    "place": _place,
    "lead": _lead,
    "apart": _apart,
    "cell": _cell,
    "cell apart": _cell_apart,
    "at least": _at_least,
    "at most": _at_most,
    "gain": _gain,
    "even": _even,
    "all first": _all_first,
    "mode": _mode,
}
