"""Margins between shares: when one leads clearly, and when sampling cannot explain it."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from research.statistics.samples.intervals import wilson

if TYPE_CHECKING:
    from research.prose.observation import Thresholds

__all__ = ["intervals_apart", "is_clear"]


def is_clear(own: Fraction, following: Fraction, limits: Thresholds) -> bool:
    """Whether a share leads the next one by the points and the ratio that the thresholds ask."""
    wide = (own - following) * 100 >= Fraction(limits.lead_points)
    return wide and own >= Fraction(limits.lead_ratio) * following


@lru_cache(maxsize=4096)
def intervals_apart(own: Fraction, following: Fraction, base: float) -> bool:
    """Whether the 95% score intervals (Wilson 1927) of two shares of one base do not meet.

    Parameters
    ----------
    own, following : shares, 0 to 1, the higher first.
    base : respondents behind both.

    Examples
    --------
    >>> from fractions import Fraction
    >>> intervals_apart(Fraction(21, 105), Fraction(16, 105), 105)
    False
    >>> intervals_apart(Fraction(53, 130), Fraction(27, 130), 130)
    True
    """
    lower, _ = wilson(min(float(own) * base, base), base)
    _, upper = wilson(float(following) * base, base)
    return bool(lower > upper)
