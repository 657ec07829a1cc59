"""Probabilities: those of tests, and chances in percent."""

from __future__ import annotations

from research.wording.figures import plain
from research.wording.rounding import rounded
from research.wording.shares import percent

__all__ = ["chance", "level", "p_is", "probability"]


def probability(p: float) -> str:
    """Probability of a test as it is printed.

    Examples
    --------
    >>> probability(0.0462), probability(0.00004), probability(1.0)
    ('0.046', '< 0.001', '1.000')
    """
    printed = rounded(p, 3)
    return f"{printed}" if printed else "< 0.001"


def p_is(p: float) -> str:
    """Probability of a test in running text.

    Examples
    --------
    >>> p_is(0.0462).replace(chr(160), "_"), p_is(0.00004).replace(chr(160), "_")
    ('*p*_=_0.046', '*p*_<_0.001')
    """
    text = probability(p)
    # A line must not end between the letter and its value.
    parts = ("*p*", text) if text.startswith("<") else ("*p*", "=", text)
    return "\u00a0".join(" ".join(parts).split())


def chance(share: float) -> str:
    """Chance from 0 to 1 in percent; never as certain as 0% or 100%.

    Examples
    --------
    >>> chance(0.486), chance(0.9999), chance(0.0)
    ('49%', '> 99%', '< 1%')
    """
    if share > 0.99:
        return "> 99%"
    return "< 1%" if share < 0.01 else percent(share, 1)


def level(confidence: float) -> str:
    """Confidence from 0 to 1 in percent, with no more digits than it needs.

    Examples
    --------
    >>> level(0.95), level(0.975)
    ('95%', '97.5%')
    """
    return f"{plain(100 * confidence)}%"
