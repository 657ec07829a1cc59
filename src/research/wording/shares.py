"""Shares: percentages, and the fractions that readers know at sight."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from research.wording.figures import DASH
from research.wording.plurals import plural
from research.wording.rounding import published, rounded, whole

__all__ = [
    "Amount",
    "has",
    "people",
    "percent",
    "points",
    "respondents",
    "share_words",
    "whole_percent",
]

# Shares in percent that have a name, in the form that fits before "of": a fifth of respondents, a
# fifth of the revenue.
_FRACTIONS = {
    Fraction(10): "a tenth",
    Fraction(20): "a fifth",
    Fraction(25): "a quarter",
    Fraction(100, 3): "a third",
    Fraction(40): "two fifths",
    Fraction(50): "half",
    Fraction(60): "three fifths",
    Fraction(200, 3): "two thirds",
    Fraction(75): "three quarters",
    Fraction(80): "four fifths",
    Fraction(90): "nine tenths",
}
# Points from such a share within which its name stands alone, with "about", with a side; of a
# small share three points would be too far.
_ALONE, _ABOUT, _NEAR = Fraction(1, 2), 1, 3
_SMALL = 20
# Places of a difference in points beyond which only the 12 digits of a published value speak.
_PLACES = 9


class Amount(NamedTuple):
    """A share in words, and whether the verb after it is plural.

    Parameters
    ----------
    words : "a third", "one of the 105 respondents", "37%".
    plural : False for a single person or none, else True.
    named : whether a fraction was near enough; False when `words` is a percentage.
    """

    words: str
    plural: bool = True
    named: bool = True


def whole_percent(count: float | Fraction, base: float = 100) -> int:
    """Share as a whole percentage, half to even.

    Examples
    --------
    >>> whole_percent(2, 16), whole_percent(13, 40), whole_percent(53, 105)
    (12, 32, 50)
    """
    return whole(_percentage(count, base))


def percent(count: float, base: float = 100, digits: int = 0) -> str:
    """Share as a percentage; a dash where there is none.

    Parameters
    ----------
    count : part of the base; a percentage where the base is left out.
    base : 1 where the count is a share from 0 to 1.
    digits : after the point.

    Examples
    --------
    >>> percent(53, 105), percent(12.5), percent(0.325, 1), percent(2, 3, digits=1)
    ('50%', '12%', '32%', '66.7%')
    """
    return DASH if count != count else _printed(count, base, digits)


# The same few shares are printed again and again, above all where many sets of answers are told of.
_KNOWN = 4096


@lru_cache(maxsize=_KNOWN)
def _printed(count: float, base: float, digits: int) -> str:
    return f"{rounded(_percentage(count, base), digits)}%".replace("-", "−")


def points(count: float, other: float, base: float) -> int:
    """Difference of two shares of one base in whole percentage points, from the counts.

    Examples
    --------
    >>> points(22, 14, 105)
    8
    """
    return whole_percent(Fraction(count) - Fraction(other), base)


def share_words(count: float, base: float = 100) -> Amount:
    """Share as a reader says it, where a plain fraction is near; else the percentage.

    Within half a point the fraction stands alone; within one point it takes "about"; within three
    points it takes "nearly" from below and "over" from above.

    Parameters
    ----------
    count : part of the base; a percentage where the base is left out.
    base : what the count is part of.

    Examples
    --------
    >>> share_words(53, 105).words, share_words(49, 105).words, share_words(37, 105).words
    ('half', '47%', 'over a third')
    >>> share_words(50, 105).words, share_words(32.5).words, share_words(12.5).words
    ('nearly half', 'about a third', '12%')
    >>> share_words(0, 9).words, share_words(9, 9).words
    ('none', 'all')
    """
    return _in_words(count, base)


@lru_cache(maxsize=_KNOWN)
def _in_words(count: float, base: float) -> Amount:
    share = Fraction(repr(_percentage(count, base)))
    if share in (0, 100):
        return Amount("all" if share else "none")
    nearest = min(_FRACTIONS, key=lambda known: abs(known - share))
    words, off = _FRACTIONS[nearest], round(share - nearest, _PLACES)
    if abs(off) > (_NEAR if nearest >= _SMALL else _ABOUT):
        return Amount(percent(count, base), named=False)
    if abs(off) <= _ALONE:
        return Amount(words)
    if abs(off) <= _ABOUT:
        return Amount(f"about {words}")
    return Amount(f"{'nearly' if off < 0 else 'over'} {words}")


def people(count: float, base: float, noun: str = "respondent", *, based: bool = True) -> Amount:
    """Share of people as the subject of a sentence, with its base unless told otherwise.

    Examples
    --------
    >>> people(35, 105).words, people(21, 105, based=False).words
    ('a third of the 105 respondents', 'a fifth of respondents')
    >>> people(1, 105), people(0, 105, based=False).words
    (Amount(words='one of the 105 respondents', plural=False, named=True), 'no respondent')
    """
    many, size = plural(noun), f"{whole(base):,}"
    if base == 1:
        return Amount(f"the one {noun}" if count else f"no {noun}", plural=False)
    if count in (0, 1):
        word = "one" if count else "none" if based else "no"
        return Amount(f"{word} of the {size} {many}" if based else f"{word} {noun}", plural=False)
    share = share_words(count, base)
    if share.words == "all":
        return share._replace(words=f"all {size} {many}" if based else f"all {many}")
    return share._replace(words=f"{share.words} of {f'the {size} ' if based else ''}{many}")


def respondents(count: float, base: float, noun: str = "respondent") -> Amount:
    """Share of people in percent, as the subject of a sentence; a single one and none in words.

    Examples
    --------
    >>> respondents(35, 105).words, respondents(1, 105).words, respondents(0, 105).words
    ('33% of respondents', 'one of the 105 respondents', 'none of the 105 respondents')
    """
    if base == 1 or count in (0, 1):
        return people(count, base, noun)
    return Amount(f"{percent(count, base)} of {plural(noun)}", named=False)


def has(subject: Amount, many: str, one: str) -> str:
    """Subject with its verb in the right number.

    Examples
    --------
    >>> has(people(21, 105, based=False), "put", "puts")
    'a fifth of respondents put'
    """
    return f"{subject.words} {many if subject.plural else one}"


def _percentage(count: float | Fraction, base: float) -> float:
    """Percentage as the ledger has it."""
    return published(Fraction(count) * 100 / Fraction(base))
