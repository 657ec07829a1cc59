"""Means of surveys with weights, strata, clusters and finite populations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import stats

from research.errors import StatisticsError
from research.statistics.answers.alignment import index_of, matched
from research.statistics.answers.arguments import confidence_level, numbers, truths
from research.statistics.answers.results import StatisticalResult
from research.statistics.samples.weights import effective_size, read_weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    Labels = Sequence[Any] | NDArray[Any] | pd.Series[Any]

__all__ = ["SurveyMean", "linearised_variance", "survey_mean"]


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
    method: str = "weighted mean, Taylor-linearised variance with replacement between clusters"


def survey_mean(
    values: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    strata: Labels | None = None,
    clusters: Labels | None = None,
    population: ArrayLike | None = None,
    domain: ArrayLike | None = None,
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
    Linearised ("Taylor") variance of a ratio, as Särndal, Swensson and Wretman (1992, chapter 5).

    Examples
    --------
    >>> estimate = survey_mean([1, 2, 3, 4])
    >>> estimate.mean, round(estimate.se, 4)
    (2.5, 0.6455)
    """
    confidence_level(confidence)
    index = index_of(values, weights, strata, clusters, domain)
    answers = numbers(matched(values, index, "values"), "values")
    mass = read_weights(weights, index)
    inside = ~np.isnan(answers)
    if domain is not None:
        inside &= truths(matched(domain, index, "domain"), "domain")
    if not inside.any():
        msg = "nobody in the domain has a value; allowed: at least two respondents"
        raise StatisticsError(msg)
    held = np.where(inside, mass, 0.0)
    total = held.sum()
    mean = float((held * np.where(inside, answers, 0.0)).sum() / total)
    if np.ptp(answers[inside]) == 0:
        # A weighted sum of equal values is rounded; what varies then is rounding alone.
        mean = float(answers[inside][0])
    residual = np.where(inside, held * (np.where(inside, answers, mean) - mean), 0.0) / total
    variance, df = linearised_variance(
        residual,
        None if strata is None else matched(strata, index, "strata"),
        None if clusters is None else matched(clusters, index, "clusters"),
        matched(population, index, "population") if np.iterable(population) else population,
        inside,
    )
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
    )


def linearised_variance(
    residual: NDArray[np.float64],
    strata: Labels | None = None,
    clusters: Labels | None = None,
    population: ArrayLike | None = None,
    inside: NDArray[np.bool_] | None = None,
) -> tuple[float, int]:
    """Give the variance of a sum of linearised values, and its degrees of freedom.

    Parameters
    ----------
    residual : what each respondent adds to the estimate, shape ``(n,)``; they sum to about 0.
    strata, clusters, population : as in `survey_mean`, in the order of the residuals.
    inside : who is in the domain, shape ``(n,)``; everybody where ``None``.

    Raises
    ------
    StatisticsError
        If a stratum, or the domain, has a single unit, a cluster lies in two strata, or a
        population is smaller than its sample.
    """
    n = residual.size
    stratum, names = _codes(strata, n, "strata", lone=False)
    unit, _ = _codes(clusters, n, "clusters", lone=True)
    pair = stratum * (unit.max(initial=0) + 1) + unit
    of_unit, kept = pd.factorize(pair)
    home = np.asarray(kept) // (unit.max(initial=0) + 1)
    if clusters is not None and len(kept) > np.unique(unit).size:
        msg = "a cluster lies in two strata; allowed: every cluster in one (name them apart)"
        raise StatisticsError(msg)
    totals = np.bincount(of_unit, residual, minlength=len(kept))
    units = np.bincount(home, minlength=len(names)).astype(float)
    means = np.bincount(home, totals, minlength=len(names)) / units
    squares = np.bincount(home, (totals - means[home]) ** 2, minlength=len(names))
    sampled = _sampled(units, stratum, population, names)
    lonely = (units < 2) & (sampled < 1)
    if lonely.any():
        msg = (
            f"stratum {names[int(np.argmax(lonely))]!r} has a single unit, which tells nothing of "
        )
        msg += "its variance; allowed: two or more (merge strata), or its whole population"
        raise StatisticsError(msg)
    share = np.where(units > 1, units / np.maximum(units - 1, 1), 0.0)
    variance = float(((1 - sampled) * share * squares).sum())
    there = np.unique(of_unit if inside is None else of_unit[inside])
    df = len(there) - np.unique(home[there]).size
    if df < 1 and (sampled[home[there]] < 1).any():
        msg = f"the domain lies in {len(there)} units of as many strata, which tells nothing of "
        msg += "its variance; allowed: two units or more in one of them"
        raise StatisticsError(msg)
    return variance, max(df, 1)


def _codes(
    labels: Labels | None, n: int, what: str, *, lone: bool
) -> tuple[NDArray[np.int64], list[Any]]:
    if labels is None:
        codes = np.arange(n) if lone else np.zeros(n, dtype=np.int64)
        return codes, [] if lone else ["all"]
    series = pd.Series(labels).reset_index(drop=True)
    if len(series) != n or series.isna().any():
        msg = f"{what} have {len(series)} entries, {int(series.isna().sum())} missing; "
        msg += f"allowed: one for each of {n} respondents, none missing"
        raise StatisticsError(msg)
    codes, names = pd.factorize(series)
    return codes.astype(np.int64), list(names)


def _sampled(
    units: NDArray[np.float64],
    stratum: NDArray[np.int64],
    population: ArrayLike | None,
    names: Sequence[Any],
) -> NDArray[np.float64]:
    """Give the sampled part of each stratum's population."""
    if population is None:
        return np.zeros(units.size)
    sizes = np.broadcast_to(numbers(population, "population", gaps=False), stratum.shape)
    low = np.full(units.size, np.inf)
    high = np.zeros(units.size)
    np.minimum.at(low, stratum, sizes)
    np.maximum.at(high, stratum, sizes)
    wrong = (low != high) | ~(high >= units)
    if wrong.any():
        at = int(np.argmax(wrong))
        msg = f"population of stratum {names[at]!r} runs from {low[at]:g} to {high[at]:g} for "
        msg += f"{units[at]:g} sampled units; allowed: one number a stratum, at least as many"
        raise StatisticsError(msg)
    return units / high
