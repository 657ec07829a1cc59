"""Ratings of 0 to 10 as promoters, passives and detractors, with their weights and clusters."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import stats

from research.errors import StatisticsError
from research.statistics.answers.alignment import index_of, matched
from research.statistics.answers.arguments import confidence_level, numbers, whole
from research.statistics.samples.designs import linearised_variance
from research.statistics.samples.intervals import normal_quantile
from research.statistics.samples.weights import effective_size, read_weights

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from research.statistics.samples.designs import Labels

__all__ = ["Ratings", "classify"]


def classify(ratings: ArrayLike, promoter: int = 9, detractor: int = 6) -> NDArray[np.float64]:
    """Turn ratings of 0 to 10 into 1 (promoter), 0 (passive) and -1 (detractor).

    Parameters
    ----------
    ratings : shape ``(n,)``; missing ratings stay missing.
    promoter : lowest rating of a promoter.
    detractor : highest rating of a detractor.

    Raises
    ------
    StatisticsError
        If a rating is not a whole number from 0 to 10.

    Examples
    --------
    >>> classify([10, 7, 0]).tolist()
    [1.0, 0.0, -1.0]
    """
    lowest = whole("promoter", promoter, 1, 10)
    highest = whole("detractor", detractor, 0, lowest - 1)
    values = numbers(ratings, "ratings")
    if values.ndim != 1:
        msg = f"ratings have shape {values.shape}; allowed: one a respondent"
        raise StatisticsError(msg)
    known = ~np.isnan(values)
    wrong = known & ~((values >= 0) & (values <= 10) & (values == np.floor(values)))
    if wrong.any():
        msg = f"rating {values[np.argmax(wrong)]:g} at position {int(np.argmax(wrong))}; "
        msg += "allowed: whole numbers from 0 to 10, or missing"
        raise StatisticsError(msg)
    classes = np.where(values >= lowest, 1.0, np.where(values <= highest, -1.0, 0.0))
    return np.where(known, classes, np.nan)


@dataclass(frozen=True)
class Ratings:
    """Ratings of a group as scores of 1, 0 and -1, and how many independent answers they are.

    Parameters
    ----------
    scores : promoters 1, passives 0, detractors -1.
    weights : above zero.
    clusters : codes from 0; ``None`` where respondents are independent.
    effective : size of the simple random sample that is as sure.
    df : degrees of freedom of its estimate; infinite without weights and clusters.
    """

    scores: NDArray[np.float64]
    weights: NDArray[np.float64]
    clusters: NDArray[np.int64] | None
    effective: float
    df: float = np.inf

    @classmethod
    def of(cls, ratings: ArrayLike, weights: ArrayLike | None, clusters: Labels | None) -> Ratings:
        """Read ratings with their weights and clusters; who gave none is gone."""
        scores, index = classify(ratings), index_of(ratings)
        mass = read_weights(weights, index)
        known = ~np.isnan(scores)
        if not known.any():
            msg = "nobody gave a rating; allowed: at least one rating from 0 to 10"
            raise StatisticsError(msg)
        scores, mass = scores[known], mass[known]
        effective = float(effective_size(mass.sum(), float(mass @ mass)))
        codes = None
        if clusters is not None:
            series = matched(clusters, index, "clusters")[known]
            if series.isna().any():
                msg = f"{int(series.isna().sum())} respondents with a rating have no cluster; "
                msg += "allowed: one for each"
                raise StatisticsError(msg)
            codes = pd.factorize(series)[0].astype(np.int64)
            effective = _clustered_size(scores, mass, codes, effective)
            return cls(scores, mass, codes, effective, float(codes.max()))
        if mass.min() < mass.max():
            effective = _weighted_size(scores, mass, effective)
            return cls(scores, mass, None, effective, _weighted_df(mass))
        return cls(scores, mass, None, effective)

    @property
    def shares(self) -> NDArray[np.float64]:
        """Shares of promoters, passives and detractors."""
        return np.asarray(self._sums / self._sums.sum())

    @property
    def score(self) -> float:
        """Promoters less detractors in points, divided once: equal samples have equal scores."""
        up, _, down = self._sums.tolist()
        return float(100 * (up - down) / self._sums.sum())

    @property
    def _sums(self) -> NDArray[np.float64]:
        """Weights of promoters, passives and detractors, in any order of the respondents."""
        return np.array([math.fsum(self.weights[self.scores == score]) for score in (1, 0, -1)])

    @property
    def counts(self) -> tuple[float, float, float]:
        """Promoters, passives and detractors of the simple random sample that is as sure."""
        up, middle, down = (self.shares * self.effective).tolist()
        return up, middle, down

    @property
    def design(self) -> str:
        """What the interval allows for, in words."""
        if self.clusters is not None:
            return ", at the effective size of clusters"
        weighted = self.weights.min() < self.weights.max()
        return ", at the effective size of linearised weights" if weighted else ""

    def critical(self, confidence: float) -> float:
        """Quantile of the statistic: normal, or Student's t with weights or clusters."""
        if np.isinf(self.df):
            return normal_quantile(confidence)
        return float(stats.t.ppf(0.5 + confidence_level(confidence) / 2, self.df))

    def resampled(self, confidence: float, draws: int, seed: int) -> tuple[float, float]:
        """Percentile limits over resampled respondents or clusters."""
        units = np.arange(self.scores.size) if self.clusters is None else self.clusters
        sums = np.bincount(units, self.weights * self.scores)
        mass = np.bincount(units, self.weights)
        rng = np.random.default_rng(seed)
        found = np.empty(draws)
        for draw in range(draws):
            drawn = rng.integers(0, sums.size, sums.size)
            found[draw] = sums[drawn].sum() / mass[drawn].sum()
        edge = (1 - confidence) / 2
        low, high = np.quantile(found, [edge, 1 - edge])
        return 100 * float(low), 100 * float(high)


def _clustered_size(
    scores: NDArray[np.float64],
    weights: NDArray[np.float64],
    clusters: NDArray[np.int64],
    kish: float,
) -> float:
    """Give the size of the simple random sample that is as sure as the clustered one."""
    if clusters.max() < 1:
        msg = "all respondents are in one cluster, which tells nothing of how clusters differ; "
        msg += "allowed: two or more"
        raise StatisticsError(msg)
    total = weights.sum()
    mean = float(weights @ scores / total)
    spread = float(weights @ (scores - mean) ** 2 / total)
    variance, _ = linearised_variance(weights * (scores - mean) / total, clusters=clusters.tolist())
    if spread <= 0:
        return min(kish, float(clusters.max() + 1))
    return min(kish, spread / variance) if variance > 0 else kish


def _weighted_size(scores: NDArray[np.float64], weights: NDArray[np.float64], kish: float) -> float:
    """Give the size of the simple random sample that is as sure as the weighted one."""
    share = weights / weights.sum()
    squares = np.square(scores - share @ scores)
    spread, variance = float(share @ squares), float(np.square(share) @ squares)
    return min(float(scores.size), spread / variance) if variance > 0 else kish


def _weighted_df(weights: NDArray[np.float64]) -> float:
    """Degrees of freedom that weights leave to a variance (Satterthwaite); none lost if equal."""
    squares = np.square(weights)
    held = float(squares.sum() ** 2 / (squares @ squares))
    return 1 / max(1 / held - 1 / weights.size, 1e-12)
