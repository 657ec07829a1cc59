"""Leads: whether the largest of several shares or means of one sample is ahead of the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from research.errors import StatisticsError
from research.statistics.answers.arguments import numbers
from research.statistics.samples.intervals import normal_quantile
from research.statistics.samples.trinomial import difference_limits

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["answers_behind", "lead_limits"]


def lead_limits(
    first: ArrayLike, second: ArrayLike, base: ArrayLike, confidence: float = 0.95
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give limits of the difference of two shares of the same respondents, first less second.

    Of shares of one choice nobody is in both. Of several choices it is not known how many are;
    what the limits then take is the least that must be, which makes them as wide as they can be.

    Parameters
    ----------
    first, second : shares from 0 to 1, broadcast against each other.
    base : answers that they are worth; fractions are allowed.
    confidence : two-sided level.

    Returns
    -------
    low, high : from -1 to 1. A base of 0 gives (-1, 1).

    Raises
    ------
    StatisticsError
        If a share is missing or not from 0 to 1, or a base is negative.

    Notes
    -----
    The score limits of Tango (1998), Statistics in Medicine 17:891. The variance of the difference,
    ``(p1 + p2 - 2 p12 - (p1 - p2)**2) / n``, is the larger the fewer chose both (``p12``), and at
    least ``p1 + p2 - 1`` did. That the largest of many shares is held against the next one alone
    needs no correction for having been picked out: Gutmann and Maymin (1987), Annals of Statistics
    15:456; Hung and Fithian (2019), Annals of Statistics 47:758, for shares of one choice.

    Examples
    --------
    45% and 30% of 200 respondents, of whom each made one choice:

    >>> [round(float(limit), 3) for limit in lead_limits(0.45, 0.30, 200)]
    [0.03, 0.265]
    """
    shares = [numbers(each, "shares") for each in (first, second)]
    size = numbers(base, "bases")
    if not all(((each >= 0) & (each <= 1)).all() for each in shares) or not (size >= 0).all():
        msg = f"shares {first!r} and {second!r} of a base {base!r}; allowed: shares from 0 to 1 "
        msg += "(no percentages) and a base of 0 or more, none of them missing"
        raise StatisticsError(msg)
    both = np.maximum(shares[0] + shares[1] - 1.0, 0.0)
    up, down = (np.maximum(each - both, 0.0) for each in shares)
    middle = np.maximum(1.0 - up - down, 0.0)
    counts = (up * size, middle * size, down * size)
    return difference_limits(*counts, "score", normal_quantile(confidence))


def answers_behind(share: float, low: float, high: float, confidence: float = 0.95) -> float:
    """Say how many independent answers a share's interval is worth.

    What weights and clusters take from a sample is in its intervals: this gives it back as a number
    of answers, for a comparison that has nothing else to go by.

    Parameters
    ----------
    share : from 0 to 1.
    low, high : its limits.
    confidence : their level.

    Returns
    -------
    float
        Infinite where an interval has no width.

    Notes
    -----
    Wilson's limits solve ``(p - limit)**2 == z**2 * limit * (1 - limit) / n``; solved for ``n``, of
    the limit that is further away.

    Examples
    --------
    >>> from research.statistics.samples import wilson
    >>> round(answers_behind(0.45, *wilson(90, 200)), 6)
    200.0
    """
    limit = low if share - low >= high - share else high
    distance = abs(share - limit)
    if distance == 0:
        return float("inf")
    return float(normal_quantile(confidence) ** 2 * limit * (1 - limit) / distance**2)
