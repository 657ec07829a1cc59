"""Net Promoter Score with intervals that hold in small bases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
import pandas as pd
from scipy import optimize

from research.errors import StatisticsError
from research.statistics.answers.arguments import confidence_level, one_of, whole
from research.statistics.answers.results import StatisticalResult
from research.statistics.samples.intervals import normal_quantile
from research.statistics.samples.ratings import Ratings
from research.statistics.samples.trinomial import difference_limits

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    from research.statistics.samples.designs import Labels

__all__ = ["Nps", "NpsDifference", "nps", "nps_difference", "nps_interval"]

Method = Literal["score", "adjusted_wald", "wald", "bootstrap"]

# No p-value is told apart from one this close to 0 or to 1.
_SMALLEST_P = 1e-12
_NAMES = {
    "score": "trinomial score interval (Tango 1998)",
    "adjusted_wald": "adjusted Wald, +3/4 +3/2 +3/4 (Rocks 2016)",
    "wald": "Wald on the variance of -1, 0, 1",
    "bootstrap": "percentile bootstrap",
}


@dataclass(frozen=True)
class Nps(StatisticalResult):
    """A Net Promoter Score.

    Parameters
    ----------
    score : promoters less detractors, from -100 to 100.
    low, high : its limits.
    promoters, passives, detractors : percent.
    n : respondents with a rating, unweighted.
    effective : number of independent answers that the interval rests on.
    method : the method in words.
    """

    score: float
    low: float
    high: float
    promoters: float
    passives: float
    detractors: float
    n: int
    effective: float
    method: str


@dataclass(frozen=True)
class NpsDifference(StatisticalResult):
    """The difference of two scores, first less second.

    Parameters
    ----------
    first, second : the scores.
    difference, low, high : in points, from -200 to 200.
    p : two-sided p-value: the level at which the interval would end at 0.
    method : the method in words.
    """

    first: Nps
    second: Nps
    difference: float
    low: float
    high: float
    p: float
    method: str

    @property
    def frame(self) -> pd.DataFrame:
        """Both scores and their difference, one row each."""
        sides = pd.concat([self.first.frame, self.second.frame], ignore_index=True)
        own = {"score": self.difference, "low": self.low, "high": self.high, "p": self.p}
        rows = pd.concat([sides, pd.DataFrame([own])], ignore_index=True)
        return rows.set_axis(["first", "second", "difference"])


def nps_interval(
    promoters: ArrayLike,
    passives: ArrayLike,
    detractors: ArrayLike,
    method: Literal["score", "adjusted_wald", "wald"] = "score",
    confidence: float = 0.95,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give limits of the score from its three counts.

    Parameters
    ----------
    promoters, passives, detractors : counts, broadcast against each other; fractions are allowed
        (shares times an effective base).
    method : ``score`` inverts the score test of the trinomial difference, its variance taken at the
        value tested (Tango 1998, Statistics in Medicine 17:891); ``adjusted_wald`` adds 3/4, 3/2
        and 3/4 (Rocks 2016, The American Statistician 70:365); ``wald`` covers too little in small
        bases and is here for comparison.
    confidence : two-sided level.

    Returns
    -------
    low, high : from -100 to 100. A base of 0 gives (-100, 100).

    Raises
    ------
    StatisticsError
        If a count is negative or missing.

    Examples
    --------
    >>> low, high = nps_interval(18, 2, 0)
    >>> round(float(low), 1), round(float(high), 1)
    (59.4, 97.2)
    """
    counts = (promoters, passives, detractors)
    low, high = difference_limits(*counts, method, normal_quantile(confidence))
    return 100 * low, 100 * high


def nps(
    ratings: ArrayLike,
    weights: ArrayLike | None = None,
    clusters: Labels | None = None,
    *,
    method: Method = "score",
    confidence: float = 0.95,
    draws: int = 10_000,
    seed: int = 0,
) -> Nps:
    """Estimate the Net Promoter Score of a group.

    Parameters
    ----------
    ratings : 0 to 10, shape ``(n,)``; missing ratings are left out with their weights.
    weights : above 0, shape ``(n,)``; ones where not given.
    clusters : account of each respondent, where several answer for one.
    method : see `nps_interval`; or ``bootstrap``, which resamples respondents or whole clusters.
    confidence : two-sided level.
    draws, seed : of the bootstrap.

    Returns
    -------
    The score and its interval. Weights and clusters enter by the size of the simple random sample
    that would be as sure: with weights alone the score's variance over its linearised variance,
    with Student's t at the degrees of freedom that the weights leave (Satterthwaite); with clusters
    never more than Kish's size (the number of clusters where all answers are alike), with Student's
    t at clusters less one.

    Raises
    ------
    StatisticsError
        If nobody gave a rating, a rating or weight cannot be used, or there is only one cluster.

    Examples
    --------
    >>> nps([10, 9, 8, 3]).score
    25.0
    """
    one_of("method", method, get_args(Method))
    confidence_level(confidence)
    draws, seed = whole("draws", draws, 100), whole("seed", seed, 0)
    sample = Ratings.of(ratings, weights, clusters)
    if method == "bootstrap":
        low, high = sample.resampled(confidence, draws, seed)
    else:
        critical = sample.critical(confidence)
        limits = difference_limits(*sample.counts, method, critical)
        low, high = (100 * float(limit) for limit in limits)
    promoters, passives, detractors = (100 * sample.shares).tolist()
    return Nps(
        score=sample.score,
        low=low,
        high=high,
        promoters=promoters,
        passives=passives,
        detractors=detractors,
        n=sample.scores.size,
        effective=sample.effective,
        method=_NAMES[method] + sample.design,
    )


def nps_difference(
    first: ArrayLike,
    second: ArrayLike,
    *,
    weights: tuple[ArrayLike | None, ArrayLike | None] = (None, None),
    clusters: tuple[Labels | None, Labels | None] = (None, None),
    confidence: float = 0.95,
) -> NpsDifference:
    """Compare two independent groups or waves, first less second.

    Parameters
    ----------
    first, second : ratings of the groups, 0 to 10.
    weights, clusters : of the first and of the second, as in `nps`.
    confidence : two-sided level.

    Returns
    -------
    The difference with limits made of the two score intervals (the distances from each score to its
    limits combined in squares: Zou and Donner 2008, Statistics in Medicine 27:1693, the idea of
    Newcombe's method 10), and the p-value that goes with them.

    Notes
    -----
    For one panel asked twice, `compare_waves` compares within respondents.

    Examples
    --------
    >>> north = [10] * 60 + [8] * 25 + [3] * 15
    >>> south = [10] * 40 + [8] * 30 + [3] * 30
    >>> found = nps_difference(north, south)
    >>> round(found.difference, 1), round(found.low, 1), round(found.high, 1), round(found.p, 4)
    (35.0, 12.7, 56.0, 0.0022)
    """
    for name, given in (("weights", weights), ("clusters", clusters)):
        if not isinstance(given, tuple | list) or len(given) != 2:
            msg = f"{name} are a {type(given).__name__}; allowed: a pair, those of the first and "
            msg += "those of the second (None for none)"
            raise StatisticsError(msg)
    samples = [
        Ratings.of(ratings, weight, cluster)
        for ratings, weight, cluster in zip((first, second), weights, clusters, strict=True)
    ]
    scores = [s.score for s in samples]

    def limits(level: float) -> tuple[float, float]:
        up, middle, down = np.array([s.counts for s in samples]).T
        critical = [s.critical(level) for s in samples]
        low, high = difference_limits(up, middle, down, "score", critical)
        low_a, low_b, high_a, high_b = (100 * float(limit) for limit in (*low, *high))
        difference = scores[0] - scores[1]
        below = np.hypot(scores[0] - low_a, high_b - scores[1])
        above = np.hypot(high_a - scores[0], scores[1] - low_b)
        return float(difference - below), float(difference + above)

    low, high = limits(confidence)
    first_nps, second_nps = (
        nps(ratings, weight, cluster, confidence=confidence)
        for ratings, weight, cluster in zip((first, second), weights, clusters, strict=True)
    )
    return NpsDifference(
        first=first_nps,
        second=second_nps,
        difference=scores[0] - scores[1],
        low=low,
        high=high,
        p=_touching(scores[0] - scores[1], limits),
        method="difference of two trinomial score intervals (Tango 1998; Zou and Donner 2008)",
    )


def _touching(difference: float, limits: Callable[[float], tuple[float, float]]) -> float:
    """Find the p-value: one less the level whose interval ends at 0."""
    side = 0 if difference > 0 else 1
    sign = 1 if difference > 0 else -1

    def gap(p: float) -> float:
        return sign * limits(1 - p)[side]

    if gap(_SMALLEST_P) > 0:
        return _SMALLEST_P
    # Scores that are equal but for rounding lie in the narrowest of all intervals.
    if gap(1 - _SMALLEST_P) <= 0:
        return 1.0
    return float(optimize.brentq(gap, _SMALLEST_P, 1 - _SMALLEST_P, xtol=_SMALLEST_P))
