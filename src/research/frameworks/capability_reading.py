"""Capability and relationship quality, read together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["READINGS", "Side", "reading", "side"]

# Places that scores are compared to: beyond them is what binary fractions leave.
_EXACT = 9

READINGS: Mapping[tuple[bool, bool], str] = {
    (True, True): "earned",
    (True, False): "unfelt",
    (False, True): "carried",
    (False, False): "wanting",
}
"""What a firm is by whether its capability, and its relationships, are up to the benchmark."""


class Side(NamedTuple):
    """One of the two scores beside its benchmark.

    Parameters
    ----------
    score : the firm's.
    mean : of all firms: the benchmark.
    band : points about the mean that count as on it.
    """

    score: float
    mean: float
    band: float

    @property
    def up(self) -> bool:
        """Whether it is on the benchmark or above it."""
        return self.away >= -self.band

    @property
    def away(self) -> float:
        """Points above the benchmark, or below it."""
        return round(self.score - self.mean, _EXACT)


def side(value: Side) -> str:
    """Say where a score is beside its benchmark: ``above``, ``on`` or ``below``.

    Examples
    --------
    >>> [side(Side(score, 40, 2.5)) for score in (42.6, 42.5, 37.5, 37.4)]
    ['above', 'on', 'on', 'below']
    """
    if abs(value.away) <= value.band:
        return "on"
    return "above" if value.away > 0 else "below"


def reading(capability: Side, relationship: Side) -> str:
    """Read capability, what a firm can do, and relationship quality, what customers feel, together.

    Parameters
    ----------
    capability : mean score over themes, 0 to 100.
    relationship : relationship quality, 1 to 7.

    Returns
    -------
    ``earned``: both are up to the benchmark; ``unfelt``: customers do not feel what the firm can
    do; ``carried``: relationships are better than what stands behind them; ``wanting``: neither is.

    Examples
    --------
    >>> reading(Side(50, 40, 2.5), Side(4.2, 4.8, 0.15))
    'unfelt'
    """
    return READINGS[capability.up, relationship.up]
