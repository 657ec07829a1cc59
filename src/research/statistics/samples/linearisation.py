"""Means of surveys with weights, strata, clusters and finite populations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from research.statistics.answers.alignment import index_of, matched
from research.statistics.answers.arguments import confidence_level, numbers
from research.statistics.answers.results import StatisticalResult
from research.statistics.samples.designs import Design, in_domain
from research.statistics.samples.weights import effective_size

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import ArrayLike

    from research.statistics.samples.designs import Labels

__all__ = ["SurveyMean", "survey_mean"]


@dataclass(frozen=True)
class SurveyMean(StatisticalResult):
    """An estimated mean and how sure it is.

    Parameters
    ----------
    mean, se : estimate and standard error, in the unit of the values.
    low, high : limits by Student's t.
    df : degrees of freedom, clusters less strata, of those where the domain is.
    n : respondents with a value, unweighted.
    effective : Kish's effective size of their weights.
    design_effect : variance over that of a simple random sample of ``n``; 1 where values do not
        vary.
    method : the method in words.
    """

    mean: float
    se: float
    low: float
    high: float
    df: int
    n: int
    effective: float
    design_effect: float
    method: str


def survey_mean(
    values: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    strata: Labels | None = None,
    clusters: Labels | None = None,
    population: ArrayLike | None = None,
    domain: ArrayLike | None = None,
    raked: pd.DataFrame | None = None,
    start: ArrayLike | None = None,
    confidence: float = 0.95,
) -> SurveyMean:
    """Estimate a mean from a stratified or clustered sample.

    Parameters
    ----------
    values : shape ``(n,)``; missing values leave the domain.
    weights : shape ``(n,)``, above 0; ones where not given.
    strata : stratum of each respondent; one stratum where not given.
    clusters : sampled unit of each respondent (an account, a school); each its own where not given.
    population : number of units in the respondent's stratum, for the finite population correction.
    domain : who the mean is about, as true and false; the others still tell about the design.
    raked : margins that the weights were raked to, one column each: what they explain of the values
        is known and leaves the variance.
    start : weights before raking; the raked ones where not given.
    confidence : two-sided level.

    Returns
    -------
    The estimate with its standard error, limits and design effect.

    Raises
    ------
    StatisticsError
        If nobody is left, a stratum has a single unit, or the numbers do not fit each other.

    Notes
    -----
    Linearised ("Taylor") variance of a ratio, as Särndal, Swensson and Wretman (1992, chapter 5);
    after raking of the residuals from the margins (Deville and Särndal 1992, Journal of the
    American Statistical Association 87:376).

    Examples
    --------
    >>> estimate = survey_mean([1, 2, 3, 4])
    >>> estimate.mean, round(estimate.se, 4)
    (2.5, 0.6455)
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
    mass = design.mass
    inside = in_domain(~np.isnan(answers), domain, index)
    held = np.where(inside, mass, 0.0)
    total = held.sum()
    mean = float((held * np.where(inside, answers, 0.0)).sum() / total)
    if np.ptp(answers[inside]) == 0:
        # A weighted sum of equal values is rounded; what varies then is rounding alone.
        mean = float(answers[inside][0])
    moves = np.where(inside, np.where(inside, answers, mean) - mean, 0.0) / total
    variance, df = design.variance(moves, inside)
    size = int(inside.sum())
    spread = float((held * np.where(inside, answers - mean, 0.0) ** 2).sum() / total)
    simple = spread / (size - 1) if size > 1 else 0.0
    half = float(stats.t.ppf(0.5 + confidence / 2, df)) * np.sqrt(variance)
    return SurveyMean(
        mean=mean,
        se=float(np.sqrt(variance)),
        low=float(mean - half),
        high=float(mean + half),
        df=df,
        n=size,
        effective=float(effective_size(total, float(held @ held))),
        design_effect=variance / simple if simple > 0 else 1.0,
        method=f"weighted mean, {design.method}",
    )
