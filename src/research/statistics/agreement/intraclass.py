"""Intraclass correlation: how far ratings of the same units by several raters are alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
from scipy import stats

from research.errors import StatisticsError
from research.statistics.answers.arguments import confidence_level, framed, numbers, one_of
from research.statistics.answers.results import StatisticalResult

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["Intraclass", "intraclass_correlation"]

Raters = Literal["one-way", "random", "fixed"]

# Means that differ by less do so by how computers add.
_ALIKE = 1e-12

_MODELS = {
    "one-way": "each unit by raters of its own",
    "random": "raters as a sample, absolute agreement",
    "fixed": "these raters alone, consistency",
}


@dataclass(frozen=True)
class Intraclass(StatisticalResult):
    """Intraclass correlation of single ratings and of their mean.

    Parameters
    ----------
    single, single_low, single_high : of one rater's ratings, with limits.
    mean, mean_low, mean_high : of the mean over all raters, with limits.
    units, raters : how many units and raters it rests on.
    method : the method in words.
    """

    single: float
    single_low: float
    single_high: float
    mean: float
    mean_low: float
    mean_high: float
    units: int
    raters: int
    method: str


def intraclass_correlation(
    ratings: pd.DataFrame, raters: Raters = "random", *, confidence: float = 0.95
) -> Intraclass:
    """Give the intraclass correlation of ratings.

    Parameters
    ----------
    ratings : one row a unit, one column a rater, numbers. Units that a rater left out are left out.
    raters : ``random``, a sample of all who might rate, whose levels count (forms 2,1 and 2,k of
        the source); ``fixed``, these alone, whose levels do not (3,1 and 3,k); ``one-way``, where
        each unit had raters of its own (1,1 and 1,k).
    confidence : level of the limits.

    Raises
    ------
    StatisticsError
        If fewer than two raters or complete units are left, or all units have one mean.

    Notes
    -----
    Shrout and Fleiss (1979), "Intraclass correlations: uses in assessing rater reliability", with
    its limits. Values below 0 say that ratings of one unit differ more than units do. There form 2
    may fall below -1, which is then given, and its approximate limits may miss the coefficient,
    which is then the limit.

    Examples
    --------
    >>> import pandas as pd
    >>> ratings = pd.DataFrame({"ann": [1, 2, 4, 5], "bob": [2, 2, 4, 4], "cat": [1, 3, 5, 5]})
    >>> round(intraclass_correlation(ratings).single, 3)
    0.88
    """
    one_of("raters", raters, get_args(Raters))
    level = (1 + confidence_level(confidence)) / 2
    held = numbers(framed("ratings", ratings).dropna(), "ratings")
    units, count = held.shape
    if units < 2 or count < 2:
        msg = f"{units} complete units by {count} raters; allowed: at least 2 of each"
        raise StatisticsError(msg)
    if np.ptp(held.mean(axis=1)) < _ALIKE:
        msg = f"all units have the mean {held[0].mean():g}, so that there is nothing to agree on; "
        msg += "allowed: units that differ"
        raise StatisticsError(msg)
    squares = _Squares.of(held)
    single, low, high = squares.one_way(level)
    if raters == "random":
        single, low, high = squares.random(level)
    elif raters == "fixed":
        single, low, high = squares.fixed(level)
    single = max(single, -1.0)
    low, high = max(min(low, single), -1.0), min(max(high, single), 1.0)
    return Intraclass(
        single=single,
        single_low=low,
        single_high=high,
        mean=_stepped_up(single, count),
        mean_low=_stepped_up(low, count),
        mean_high=_stepped_up(high, count),
        units=units,
        raters=count,
        method=f"intraclass correlation, {_MODELS[raters]} (Shrout and Fleiss 1979)",
    )


@dataclass(frozen=True)
class _Squares:
    """Mean squares of a table of n units by k raters.

    Parameters
    ----------
    units, raters : how many.
    between, within, judges, error : between units, within them, between raters, and what is left.
    """

    units: int
    raters: int
    between: float
    within: float
    judges: float
    error: float

    @classmethod
    def of(cls, held: NDArray[np.float64]) -> _Squares:
        n, k = held.shape
        mean = held.mean()
        rows, columns = held.mean(axis=1), held.mean(axis=0)
        left = held - rows[:, None] - columns[None, :] + mean
        return cls(
            n,
            k,
            float(k * ((rows - mean) ** 2).sum() / (n - 1)),
            float(((held - rows[:, None]) ** 2).sum() / (n * (k - 1))),
            float(n * ((columns - mean) ** 2).sum() / (k - 1)),
            float((left**2).sum() / ((n - 1) * (k - 1))),
        )

    def one_way(self, level: float) -> tuple[float, float, float]:
        return self._by(self.within, self.units * (self.raters - 1), level)

    def fixed(self, level: float) -> tuple[float, float, float]:
        return self._by(self.error, (self.units - 1) * (self.raters - 1), level)

    def _by(self, noise: float, freedom: int, level: float) -> tuple[float, float, float]:
        """The coefficient against one mean square, with limits by the F distribution."""
        k, first = self.raters, self.units - 1
        found = (self.between - noise) / (self.between + (k - 1) * noise)
        if noise <= 0:
            return found, found, found
        ratio = self.between / noise
        below = ratio / float(stats.f.ppf(level, first, freedom))
        above = ratio * float(stats.f.ppf(level, freedom, first))
        return found, (below - 1) / (below + k - 1), (above - 1) / (above + k - 1)

    def random(self, level: float) -> tuple[float, float, float]:
        n, k = self.units, self.raters
        between, judges, error = self.between, self.judges, self.error
        found = (between - error) / (between + (k - 1) * error + k * (judges - error) / n)
        if error <= 0 and judges <= 0:
            return found, found, found
        freedom = self._freedom(found)
        over = float(stats.f.ppf(level, n - 1, freedom))
        under = float(stats.f.ppf(level, freedom, n - 1))
        if not np.isfinite([over, under]).all():
            # No degree of freedom is left to approximate by: all that a correlation may be.
            return found, -1.0, 1.0
        noise = k * judges + (k * n - k - n) * error
        low = n * (between - over * error) / (over * noise + n * between)
        high = n * (under * between - error) / (noise + n * under * between)
        return found, low, high

    def _freedom(self, found: float) -> float:
        """Degrees of freedom after Satterthwaite, as the source has them."""
        n, k = self.units, self.raters
        rest = n * (1 + (k - 1) * found) - k * found
        if self.error <= 0:
            return float(k - 1)
        judges = k * found * self.judges / self.error
        return (k - 1) * (n - 1) * (judges + rest) ** 2 / ((n - 1) * judges**2 + rest**2)


def _stepped_up(single: float, raters: int) -> float:
    """Give the coefficient of a mean (Spearman and Brown); -1 where it falls below that."""
    under = 1 + (raters - 1) * single
    return max(raters * single / under, -1.0) if under > 0 else -1.0
