"""Totals, ratios and quantiles of surveys with weights, strata, clusters and raked margins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from research.errors import StatisticsError
from research.statistics.answers.alignment import index_of, matched
from research.statistics.answers.arguments import confidence_level, numbers, share
from research.statistics.answers.results import StatisticalResult
from research.statistics.samples.designs import Design, in_domain

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

    from research.statistics.samples.designs import Labels

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

__all__ = ["SurveyEstimate", "survey_quantile", "survey_ratio", "survey_total"]

# A sum of weights may reach a quantile but for rounding.
_ROUNDING = 1e-12


@dataclass(frozen=True)
class SurveyEstimate(StatisticalResult):
    """An estimate and how sure it is.

    Parameters
    ----------
    estimate, se : estimate and standard error, in the unit of the values.
    low, high : limits by Student's t; of a quantile Woodruff's.
    df : degrees of freedom, clusters less strata, of those where the domain is.
    n : respondents with a value, unweighted.
    method : the method in words.
    """

    estimate: float
    se: float
    low: float
    high: float
    df: int
    n: int
    method: str


def survey_total(
    values: ArrayLike,
    weights: ArrayLike,
    *,
    strata: Labels | None = None,
    clusters: Labels | None = None,
    population: ArrayLike | None = None,
    domain: ArrayLike | None = None,
    raked: pd.DataFrame | None = None,
    start: ArrayLike | None = None,
    confidence: float = 0.95,
) -> SurveyEstimate:
    """Estimate the total of a population.

    Parameters
    ----------
    values : shape ``(n,)``; who has none adds nothing.
    weights : how many of the population each respondent stands for, above 0.
    strata, clusters, population, domain, raked, start, confidence : as of `survey_mean`.

    Returns
    -------
    The estimate with its standard error and limits.

    Raises
    ------
    StatisticsError
        As of `survey_mean`.

    Notes
    -----
    Horvitz and Thompson (1952), Journal of the American Statistical Association 47:663; variance
    with replacement between clusters.

    Examples
    --------
    Four of twenty firms; each stands for five.

    >>> total = survey_total([3, 5, 4, 8], [5, 5, 5, 5], population=20)
    >>> total.estimate, round(total.se, 2)
    (100.0, 19.32)
    """
    confidence_level(confidence)
    index = index_of(values, weights, strata, clusters, domain)
    answers = numbers(matched(values, index, "values"), "values")
    design = Design.of(
        index,
        weights,
        strata=strata,
        clusters=clusters,
        population=population,
        raked=raked,
        start=start,
    )
    inside = in_domain(~np.isnan(answers), domain, index)
    held = np.where(inside, answers, 0.0)
    variance, df = design.variance(held, inside)
    return _estimate(float(design.mass @ held), variance, df, inside, confidence, design, "total")


def survey_ratio(
    numerator: ArrayLike,
    denominator: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    strata: Labels | None = None,
    clusters: Labels | None = None,
    population: ArrayLike | None = None,
    domain: ArrayLike | None = None,
    raked: pd.DataFrame | None = None,
    start: ArrayLike | None = None,
    confidence: float = 0.95,
) -> SurveyEstimate:
    """Estimate a ratio of two totals, such as what is spent here of all that is spent.

    Parameters
    ----------
    numerator, denominator : shape ``(n,)``; respondents without either leave the domain.
    weights, strata, clusters, population, domain, raked, start, confidence : as of `survey_mean`.

    Returns
    -------
    The estimate with its standard error and limits.

    Raises
    ------
    StatisticsError
        If the denominator adds up to 0, or as of `survey_mean`.

    Notes
    -----
    Linearised as Cochran (1977), "Sampling Techniques", chapter 6.

    Examples
    --------
    >>> share = survey_ratio([2, 3, 5, 6], [4, 4, 8, 16])
    >>> share.estimate, round(share.se, 3)
    (0.5, 0.088)
    """
    confidence_level(confidence)
    index = index_of(numerator, denominator, weights, strata, clusters, domain)
    above = numbers(matched(numerator, index, "numerators"), "numerators")
    below = numbers(matched(denominator, index, "denominators"), "denominators")
    design = Design.of(
        index,
        weights,
        strata=strata,
        clusters=clusters,
        population=population,
        raked=raked,
        start=start,
    )
    inside = in_domain(~np.isnan(above) & ~np.isnan(below), domain, index)
    held, base = np.where(inside, above, 0.0), np.where(inside, below, 0.0)
    total = float(design.mass @ base)
    if total == 0:
        msg = "the denominator adds up to 0; allowed: any other total"
        raise StatisticsError(msg)
    ratio = float(design.mass @ held) / total
    variance, df = design.variance((held - ratio * base) / total, inside)
    return _estimate(ratio, variance, df, inside, confidence, design, "ratio")


def survey_quantile(
    values: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    q: float = 0.5,
    strata: Labels | None = None,
    clusters: Labels | None = None,
    population: ArrayLike | None = None,
    domain: ArrayLike | None = None,
    raked: pd.DataFrame | None = None,
    start: ArrayLike | None = None,
    confidence: float = 0.95,
) -> SurveyEstimate:
    """Estimate a quantile; the median where `q` is not given.

    Parameters
    ----------
    values : shape ``(n,)``; missing values leave the domain.
    q : the share of the population at or below the quantile.
    weights, strata, clusters, population, domain, raked, start, confidence : as of `survey_mean`.

    Returns
    -------
    The smallest value with at least that share at or below it, and its limits; the standard error
    is the width of the interval in units of its two quantiles of Student's t. Limits beyond the
    values are missing, and so are both where all values lie at or below the quantile.

    Raises
    ------
    StatisticsError
        If `q` is not strictly between 0 and 1, or as of `survey_mean`.

    Notes
    -----
    Woodruff (1952), Journal of the American Statistical Association 47:635: limits of the share at
    or below the quantile are read off the distribution again.

    Examples
    --------
    >>> spend = survey_quantile([1, 2, 2, 3, 4, 5, 6, 7, 8, 20])
    >>> spend.estimate, spend.low, spend.high
    (4.0, 2.0, 8.0)
    """
    confidence_level(confidence)
    share("q", q, 0.5)
    index = index_of(values, weights, strata, clusters, domain)
    answers = numbers(matched(values, index, "values"), "values")
    design = Design.of(
        index,
        weights,
        strata=strata,
        clusters=clusters,
        population=population,
        raked=raked,
        start=start,
    )
    inside = in_domain(~np.isnan(answers), domain, index)
    order = np.argsort(answers[inside], kind="stable")
    held, mass = answers[inside][order], design.mass[inside][order]
    below = np.cumsum(mass) / mass.sum()
    found = _read_off(held, below, q)
    at = np.where(inside, np.nan_to_num(answers) <= found, False)
    reached = float(design.mass @ at) / float(mass.sum())
    variance, df = design.variance(np.where(inside, at - reached, 0.0) / mass.sum(), inside)
    critical = float(stats.t.ppf(0.5 + confidence / 2, df))
    half = critical * float(np.sqrt(variance))
    edges = (reached - half, reached + half) if variance > 0 else (np.nan, np.nan)
    low, high = (_read_off(held, below, edge) for edge in edges)
    return SurveyEstimate(
        estimate=found,
        se=(high - low) / (2 * critical),
        low=low,
        high=high,
        df=df,
        n=int(inside.sum()),
        method=f"quantile with Woodruff's interval (1952), {design.method}",
    )


def _read_off(values: Floats, below: Floats, at: float) -> float:
    """Smallest value with a share at or below it; missing outside of 0 to 1."""
    if not 0 < at <= 1:
        return float("nan")
    return float(values[np.searchsorted(below, at - _ROUNDING)])


def _estimate(
    found: float,
    variance: float,
    df: int,
    inside: Flags,
    confidence: float,
    design: Design,
    what: str,
) -> SurveyEstimate:
    half = float(stats.t.ppf(0.5 + confidence / 2, df)) * float(np.sqrt(variance))
    return SurveyEstimate(
        estimate=found,
        se=float(np.sqrt(variance)),
        low=found - half,
        high=found + half,
        df=df,
        n=int(inside.sum()),
        method=f"weighted {what}, {design.method}",
    )
