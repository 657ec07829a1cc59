"""Sample sizes: the answers that a margin of error needs, and the margin that answers give."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, inf, sqrt

import numpy as np

from research.errors import StatisticsError
from research.statistics.answers.arguments import at_least
from research.statistics.answers.arguments import share as proportion
from research.statistics.answers.results import StatisticalResult
from research.statistics.samples.intervals import normal_quantile

__all__ = [
    "Precision",
    "design_of",
    "effective_answers",
    "nps_variance",
    "plan_mean",
    "plan_nps",
    "plan_share",
]

# A whole number of answers may be missed by rounding alone.
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Precision(StatisticalResult):
    """Answers and the margin of error that they give.

    Parameters
    ----------
    n : complete answers, a whole number.
    exact : answers before they are rounded up; `n` itself where `n` was given.
    margin : half the width of the interval, in the unit of the estimate.
    confidence : two-sided level of the interval.
    design_effect : variance of the design over that of a simple random sample.
    population : size of the population, infinite where not given.
    method : the formula in words.
    """

    n: int
    exact: float
    margin: float
    confidence: float
    design_effect: float
    population: float
    method: str


def plan_share(
    share: float = 0.5,
    *,
    margin: float | None = None,
    n: float | None = None,
    confidence: float = 0.95,
    design_effect: float = 1.0,
    population: float | None = None,
) -> Precision:
    """Plan a share: the answers that a margin needs, or the margin that answers give.

    Parameters
    ----------
    share : expected, strictly between 0 and 1; one half needs most answers.
    margin, n : one of them: half the width of the interval, as a proportion (0.05 for five
        points), or the number of complete answers.
    confidence : two-sided level.
    design_effect : variance of the design over that of a simple random sample, from weights
        (`summarise_weights`) and clusters.
    population : size of the population sampled without replacement; infinite when left out.

    Raises
    ------
    StatisticsError
        If both or neither of `margin` and `n` are given, or a value is out of range.

    Notes
    -----
    Cochran (1977), "Sampling Techniques", section 4.4, with the finite population correction.

    Examples
    --------
    >>> plan_share(margin=0.05).n
    385
    >>> plan_share(margin=0.05, population=1000).n
    278
    >>> round(plan_share(n=105).margin, 3)
    0.096
    """
    expected = proportion("share", share, 0.5)
    variance, least = expected * (1 - expected), "a proportion, such as 0.05"
    told = _given(margin, n, 1.0, least)
    return _precision("share", variance, told, confidence, design_effect, population)


def plan_mean(
    sd: float,
    *,
    margin: float | None = None,
    n: float | None = None,
    confidence: float = 0.95,
    design_effect: float = 1.0,
    population: float | None = None,
) -> Precision:
    """Plan a mean: the answers that a margin needs, or the margin that answers give.

    Parameters
    ----------
    sd : expected standard deviation of the answers, above 0.
    margin, n : one of them: half the width of the interval, in the unit of the answers, or the
        number of complete answers.
    confidence, design_effect, population : as for `plan_share`.

    Raises
    ------
    StatisticsError
        As `plan_share`.

    Notes
    -----
    Cochran (1977), "Sampling Techniques", section 4.6; normal quantiles, which for fewer than 30
    answers are somewhat too small.

    Examples
    --------
    >>> plan_mean(2.5, margin=0.25).n
    385
    >>> round(plan_mean(2.5, n=100).margin, 2)
    0.49
    """
    spread = _positive("sd", sd)
    told = _given(margin, n, inf, "a number above 0 in the unit of the answers")
    return _precision("mean", spread**2, told, confidence, design_effect, population)


def plan_nps(
    promoters: float,
    detractors: float,
    *,
    margin: float | None = None,
    n: float | None = None,
    confidence: float = 0.95,
    design_effect: float = 1.0,
    population: float | None = None,
) -> Precision:
    """Plan a Net Promoter Score: the answers that a margin needs, or the margin that answers give.

    Parameters
    ----------
    promoters, detractors : expected shares, as proportions whose sum is at most 1.
    margin, n : one of them: half the width of the interval in points of the score (-100 to 100),
        or the number of complete answers.
    confidence, design_effect, population : as for `plan_share`.

    Raises
    ------
    StatisticsError
        As `plan_share`, or if the score would not vary.

    Notes
    -----
    The score is the mean of 100 for promoters, 0 for passives and -100 for detractors; its
    variance is that of a trinomial difference.

    Examples
    --------
    >>> plan_nps(0.5, 0.2, margin=10).n
    235
    >>> round(plan_nps(0.5, 0.2, n=100).margin, 1)
    15.3
    """
    variance = 100**2 * nps_variance(promoters, detractors)
    told = _given(margin, n, 200, "a number of points above 0, such as 10")
    return _precision("net promoter score", variance, told, confidence, design_effect, population)


def nps_variance(promoters: float, detractors: float) -> float:
    """Variance of 1 for promoters, 0 for passives and -1 for detractors."""
    up = at_least("promoters", promoters, 0, 1)
    down = at_least("detractors", detractors, 0, 1)
    if up + down > 1 + _ROUNDING:
        msg = f"promoters {up:g} and detractors {down:g} are more than everyone; allowed: a sum of "
        msg += "at most 1 (proportions, not percentages)"
        raise StatisticsError(msg)
    variance = up + down - (up - down) ** 2
    if variance <= 0:
        msg = f"with promoters {up:g} and detractors {down:g} all answer alike, and a score that "
        msg += "does not vary needs no sample; allowed: shares that leave some doubt"
        raise StatisticsError(msg)
    return variance


def effective_answers(n: float, design_effect: float, population: float) -> float:
    """Answers of a simple random sample of an infinite population that would say as much.

    Parameters
    ----------
    n : answers; a census, which says all, gives infinity.
    design_effect : of the design.
    population : its size, which may be infinite.
    """
    if np.isinf(population):
        return n / design_effect
    left = population - n
    return inf if left <= 0 else n / design_effect * (population - 1) / left


def whole_answers(exact: float) -> int:
    """Answers rounded up, but for what is rounding of the computation."""
    return ceil(exact - _ROUNDING * exact)


def design_of(design_effect: float, population: float | None) -> tuple[float, float]:
    """Check a design effect and the size of a population."""
    effect = at_least("design_effect", design_effect, 0.01, 1e6)
    size = inf if population is None else at_least("population", population, 2)
    return effect, size


def _precision(
    what: str,
    variance: float,
    told: tuple[float | None, float],
    confidence: float,
    design_effect: float,
    population: float | None,
) -> Precision:
    z = normal_quantile(confidence)
    effect, size = design_of(design_effect, population)
    margin, answers = told
    if margin is None:
        if answers > size:
            msg = f"n is {answers:g} of a population of {size:g}; allowed: at most all of them"
            raise StatisticsError(msg)
        margin, exact = z * sqrt(variance / effective_answers(answers, effect, size)), answers
    else:
        wanted = z**2 * variance / margin**2 * effect
        exact = wanted if np.isinf(size) else wanted * size / (wanted + size - 1)
    return Precision(
        n=max(1, whole_answers(exact)),
        exact=exact,
        margin=margin,
        confidence=confidence,
        design_effect=effect,
        population=size,
        method=f"margin of a {what} by the normal approximation, variance times the design effect"
        + ("" if np.isinf(size) else ", finite population correction (Cochran 1977)"),
    )


def _given(
    margin: float | None, n: float | None, most: float, allowed: str
) -> tuple[float | None, float]:
    """Check that either a margin or a number of answers is given."""
    if (margin is None) == (n is None):
        msg = f"margin is {margin!r} and n is {n!r}; allowed: one of the two, the other is computed"
        raise StatisticsError(msg)
    if margin is None:
        return None, at_least("n", n, 1)
    found = at_least("margin", margin, 0, most)
    if found == 0:
        msg = f"margin is {margin!r}; allowed: {allowed}"
        raise StatisticsError(msg)
    return found, 0.0


def _positive(name: str, value: float) -> float:
    found = at_least(name, value, 0)
    if found == 0:
        msg = f"{name} is {value!r}; allowed: a number above 0"
        raise StatisticsError(msg)
    return found
