"""Power: how surely a difference of two samples is found, and the answers that this needs."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, inf, log, sqrt
from typing import TYPE_CHECKING

import numpy as np
from scipy import optimize, stats

from research.errors import StatisticsError
from research.statistics.answers.arguments import at_least
from research.statistics.answers.arguments import share as proportion
from research.statistics.answers.results import StatisticalResult
from research.statistics.samples.intervals import normal_quantile
from research.statistics.samples.planning import (
    design_of,
    effective_answers,
    nps_variance,
    whole_answers,
)

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Power", "plan_mean_difference", "plan_nps_difference", "plan_share_difference"]

# Samples beyond this are no plan.
_MOST = 1e9


@dataclass(frozen=True)
class Power(StatisticalResult):
    """Answers of two samples and the power of the test between them.

    Parameters
    ----------
    difference : first less second, in the unit of the estimates.
    effect : Cohen's h of two shares, Cohen's d of two means; of two scores their difference over
        the root of their mean variance.
    first, second : complete answers of each sample, whole numbers.
    exact : answers of the first before they are rounded up; `first` where `n` was given.
    power : chance that the two-sided test finds the difference with `exact` answers.
    confidence : 1 less the level of the test.
    design_effect, population : as for `plan_share`.
    method : test and formula in words.
    """

    difference: float
    effect: float
    first: int
    second: int
    exact: float
    power: float
    confidence: float
    design_effect: float
    population: float
    method: str


def plan_share_difference(
    first: float,
    second: float,
    *,
    n: float | None = None,
    power: float | None = None,
    ratio: float = 1.0,
    confidence: float = 0.95,
    design_effect: float = 1.0,
    population: float | None = None,
) -> Power:
    """Plan a test of two shares: the answers that a power needs, or the power that answers give.

    Parameters
    ----------
    first, second : expected shares, strictly between 0 and 1.
    n, power : one of them: answers of the first sample, or the chance to find the difference.
    ratio : answers of the second sample for each of the first.
    confidence : 1 less the level of the two-sided test.
    design_effect, population : as for `plan_share`, the same for both samples.

    Raises
    ------
    StatisticsError
        If both or neither of `n` and `power` are given, a value is out of range, or no sample
        reaches the power.

    Notes
    -----
    Fleiss, Levin and Paik (2003), "Statistical Methods for Rates and Proportions", chapter 4: the
    z-test with the pooled variance, without continuity correction. Effect sizes after Cohen (1988).

    Examples
    --------
    >>> plan_share_difference(0.50, 0.75, power=0.90).first
    77
    >>> round(plan_share_difference(0.50, 0.75, n=50).power, 2)
    0.74
    """
    one, other = proportion("first", first, 0.5), proportion("second", second, 0.4)
    z = normal_quantile(confidence)

    def chance(n_first: float, n_second: float) -> float:
        pooled = (n_first * one + n_second * other) / (n_first + n_second)
        tested = sqrt(pooled * (1 - pooled) * (1 / n_first + 1 / n_second))
        true = sqrt(one * (1 - one) / n_first + other * (1 - other) / n_second)
        return float(stats.norm.cdf((abs(one - other) - z * tested) / true))

    effect = 2 * (np.arcsin(sqrt(one)) - np.arcsin(sqrt(other)))
    told = (
        one - other,
        float(effect),
        "z-test of two shares, pooled variance (Fleiss et al. 2003)",
    )
    return _plan(chance, told, n, power, ratio, (confidence, design_effect, population))


def plan_mean_difference(
    difference: float,
    sd: float,
    *,
    n: float | None = None,
    power: float | None = None,
    ratio: float = 1.0,
    confidence: float = 0.95,
    design_effect: float = 1.0,
    population: float | None = None,
) -> Power:
    """Plan a test of two means: the answers that a power needs, or the power that answers give.

    Parameters
    ----------
    difference : of the means, in the unit of the answers.
    sd : standard deviation of the answers within each sample, above 0.
    n, power, ratio, confidence, design_effect, population : as for `plan_share_difference`.

    Raises
    ------
    StatisticsError
        As `plan_share_difference`.

    Notes
    -----
    Cohen (1988), "Statistical Power Analysis for the Behavioral Sciences", chapter 2: Student's
    test, both sides counted, by the noncentral t distribution.

    Examples
    --------
    >>> plan_mean_difference(0.5, 1, power=0.80).first
    64
    >>> round(plan_mean_difference(1, 1, n=20).power, 3)
    0.869
    """
    apart = at_least("difference", difference, -inf)
    spread = at_least("sd", sd, 1e-300)
    level = 1 - proportion("confidence", confidence, 0.95)

    def chance(n_first: float, n_second: float) -> float:
        df = n_first + n_second - 2
        if df < 1:
            return level
        noncentral = abs(apart) / spread / sqrt(1 / n_first + 1 / n_second)
        limit = stats.t.isf(level / 2, df)
        above = float(stats.nct.sf(limit, df, noncentral))
        below = float(stats.nct.cdf(-limit, df, noncentral))
        # Where the noncentral distribution underflows, the normal one has the same digits.
        above = float(stats.norm.sf(limit - noncentral)) if np.isnan(above) else above
        return above + (0.0 if np.isnan(below) else below)

    told = (apart, apart / spread, "two-sided t-test of two means, noncentral t (Cohen 1988)")
    return _plan(chance, told, n, power, ratio, (confidence, design_effect, population))


def plan_nps_difference(
    first: tuple[float, float],
    second: tuple[float, float],
    *,
    n: float | None = None,
    power: float | None = None,
    ratio: float = 1.0,
    confidence: float = 0.95,
    design_effect: float = 1.0,
    population: float | None = None,
) -> Power:
    """Plan a test of two scores: the answers that a power needs, or the power that answers give.

    Parameters
    ----------
    first, second : expected promoters and detractors of each sample, as proportions.
    n, power, ratio, confidence, design_effect, population : as for `plan_share_difference`.

    Raises
    ------
    StatisticsError
        As `plan_share_difference`.

    Notes
    -----
    The z-test of the difference of two trinomial differences, each with its own variance.

    Examples
    --------
    >>> plan_nps_difference((0.5, 0.2), (0.4, 0.25), power=0.80).first
    432
    >>> round(plan_nps_difference((0.5, 0.2), (0.4, 0.25), n=300).power, 2)
    0.65
    """
    (up, down), (up_other, down_other) = _pair("first", first), _pair("second", second)
    variances = nps_variance(up, down), nps_variance(up_other, down_other)
    apart, z = (up - down) - (up_other - down_other), normal_quantile(confidence)

    def chance(n_first: float, n_second: float) -> float:
        error = sqrt(variances[0] / n_first + variances[1] / n_second)
        return float(stats.norm.cdf(abs(apart) / error - z))

    effect = apart / sqrt(sum(variances) / 2)
    told = (100 * apart, effect, "z-test of two net promoter scores, each with its own variance")
    return _plan(chance, told, n, power, ratio, (confidence, design_effect, population))


def _plan(
    chance: Callable[[float, float], float],
    told: tuple[float, float, str],
    n: float | None,
    power: float | None,
    ratio: float,
    design: tuple[float, float, float | None],
) -> Power:
    """Compute answers or power; `told` are difference, effect and method."""
    confidence, design_effect, population = design
    effect, size = design_of(design_effect, population)
    times = at_least("ratio", ratio, 1e-3, 1e3)
    most = min(_MOST, size / max(1.0, times))

    def reached(answers: float) -> float:
        pair = [effective_answers(each, effect, size) for each in (answers, times * answers)]
        return chance(*(min(each, 1e15) for each in pair))

    if (n is None) == (power is None):
        msg = f"n is {n!r} and power is {power!r}; allowed: one of the two, the other is computed"
        raise StatisticsError(msg)
    if power is None:
        exact = at_least("n", n, 2, most)
    else:
        exact = _answers(reached, proportion("power", power, 0.8), told[0], most)
    return Power(
        difference=told[0],
        effect=told[1],
        first=whole_answers(exact),
        second=whole_answers(times * exact),
        exact=exact,
        power=reached(exact),
        confidence=confidence,
        design_effect=effect,
        population=size,
        method=told[2] + ", variance times the design effect",
    )


def _answers(
    reached: Callable[[float], float], wanted: float, difference: float, most: float
) -> float:
    """Answers at which a power is reached."""
    if difference == 0 or reached(most) < wanted:
        reason = "there is no difference to find" if difference == 0 else "the difference is small"
        msg = f"no sample of up to {most:,.0f} reaches a power of {wanted:g}: {reason}; allowed: a "
        msg += "larger difference, or a smaller power"
        raise StatisticsError(msg)
    if reached(2.0) >= wanted:
        return 2.0
    return exp(
        optimize.brentq(lambda at: reached(exp(at)) - wanted, log(2.0), log(most), xtol=1e-13)
    )


def _pair(name: str, value: object) -> tuple[float, float]:
    if not isinstance(value, tuple | list) or len(value) != 2:
        msg = f"{name} is {value!r}; allowed: two proportions, promoters and detractors"
        raise StatisticsError(msg)
    return value[0], value[1]
