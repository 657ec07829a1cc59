"""Intervals of proportions and of their differences, for counts and for effective bases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

import numpy as np
from scipy import stats

from research.errors import StatisticsError
from research.statistics.answers.alignment import in_step
from research.statistics.answers.arguments import confidence_level, numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Many = Sequence[float] | NDArray[Any] | pd.Series[Any]

__all__ = ["newcombe", "normal_quantile", "score_limits", "wilson"]

# A weighted count may exceed its weighted base by rounding alone.
_ROUNDING = 1e-9


def normal_quantile(confidence: float) -> float:
    """Give the two-sided standard normal quantile of a confidence level.

    Parameters
    ----------
    confidence : level strictly between 0 and 1.

    Raises
    ------
    StatisticsError
        If the level is not strictly between 0 and 1.

    Examples
    --------
    >>> round(normal_quantile(0.95), 3)
    1.96
    """
    return float(stats.norm.ppf(0.5 + confidence_level(confidence) / 2))


@overload
def wilson(count: float, n: float, confidence: float = 0.95) -> tuple[float, float]: ...
@overload
def wilson(count: Many, n: Many | float, confidence: float = 0.95) -> tuple[Floats, Floats]: ...
def wilson(count: Many | float, n: Many | float, confidence: float = 0.95) -> tuple[Any, Any]:
    """Give the Wilson score interval of a proportion, without continuity correction.

    Parameters
    ----------
    count : number with the property, shape ``s`` or a scalar; may be fractional, so that a
        weighted share times its effective base can be given.
    n : base, broadcast against ``count``; may be fractional (an effective base).
    confidence : two-sided level between 0 and 1.

    Returns
    -------
    low, high : proportions between 0 and 1 of the broadcast shape. A base of 0 says nothing about
        the proportion and gives ``(0, 1)``.

    Raises
    ------
    StatisticsError
        If a count is negative, above its base, or missing.

    Notes
    -----
    Wilson (1927), "Probable inference, the law of succession, and statistical inference"; as
    method 3 of Newcombe (1998), Statistics in Medicine 17:857.

    Examples
    --------
    >>> low, high = wilson(81, 263)
    >>> f"{low:.4f} {high:.4f}"
    '0.2553 0.3662'
    """
    return score_limits(count, n, normal_quantile(confidence))


def score_limits(count: Any, n: Any, critical: Any) -> tuple[Any, Any]:
    """Give Wilson's limits at given quantiles of the statistic.

    Parameters
    ----------
    count, n : as in `wilson`.
    critical : two-sided quantile, normal or Student's, broadcast against the counts.

    Returns
    -------
    low, high : as of `wilson`.
    """
    z = np.asarray(critical, dtype=float)
    counts, bases = _checked(count, n)
    safe = np.where(bases > 0, bases, 1.0)
    share = counts / safe
    centre = 2 * counts + z * z
    spread = z * np.sqrt(z * z + 4 * counts * (1 - share))
    denominator = 2 * (safe + z * z)
    low = np.where(counts == 0, 0.0, (centre - spread) / denominator)
    high = np.where(counts == safe, 1.0, (centre + spread) / denominator)
    low = np.where(bases > 0, np.clip(low, 0, 1), 0.0)
    high = np.where(bases > 0, np.clip(high, 0, 1), 1.0)
    return low[()], high[()]


@overload
def newcombe(  # type: ignore[overload-overlap]  # four plain numbers give numbers
    count_a: float, n_a: float, count_b: float, n_b: float, confidence: float = 0.95
) -> tuple[float, float]: ...
@overload
def newcombe(
    count_a: Many | float,
    n_a: Many | float,
    count_b: Many | float,
    n_b: Many | float,
    confidence: float = 0.95,
) -> tuple[Floats, Floats]: ...
def newcombe(
    count_a: Many | float,
    n_a: Many | float,
    count_b: Many | float,
    n_b: Many | float,
    confidence: float = 0.95,
) -> tuple[Any, Any]:
    """Give the hybrid score interval of the difference of two independent proportions, a less b.

    Parameters
    ----------
    count_a, n_a, count_b, n_b : counts and bases as in `wilson`; broadcast against each other.
    confidence : two-sided level between 0 and 1.

    Returns
    -------
    low, high : differences between -1 and 1. A base of 0 on either side gives ``(-1, 1)``.

    Raises
    ------
    StatisticsError
        As `wilson`.

    Notes
    -----
    Method 10 (hybrid score, no continuity correction) of Newcombe (1998), Statistics in Medicine
    17:873: the distances from each share to its Wilson limits are combined in squares.

    Examples
    --------
    >>> low, high = newcombe(56, 70, 48, 80)
    >>> f"{low:.4f} {high:.4f}"
    '0.0524 0.3339'
    """
    count_a, n_a, count_b, n_b = in_step("counts and bases", count_a, n_a, count_b, n_b)
    low_a, high_a = wilson(count_a, n_a, confidence)
    low_b, high_b = wilson(count_b, n_b, confidence)
    counts_a, bases_a = _checked(count_a, n_a)
    counts_b, bases_b = _checked(count_b, n_b)
    share_a = counts_a / np.where(bases_a > 0, bases_a, 1.0)
    share_b = counts_b / np.where(bases_b > 0, bases_b, 1.0)
    difference = share_a - share_b
    low = difference - np.hypot(share_a - low_a, high_b - share_b)
    high = difference + np.hypot(high_a - share_a, share_b - low_b)
    known = (bases_a > 0) & (bases_b > 0)
    low = np.where(known, np.clip(low, -1, 1), -1.0)
    high = np.where(known, np.clip(high, -1, 1), 1.0)
    return low[()], high[()]


def _checked(
    count: Many | float, n: Many | float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    told = (numbers(each, "counts and bases") for each in in_step("counts and bases", count, n))
    counts, bases = np.broadcast_arrays(*told)
    slack = _ROUNDING * np.maximum(np.abs(bases), 1.0)
    wrong = ~((counts >= -slack) & (counts <= bases + slack))
    if wrong.any():
        at = tuple(int(i) for i in np.argwhere(wrong)[0])
        msg = (
            f"count {counts[at]} of a base of {bases[at]} is no proportion; allowed: "
            "0 <= count <= n, neither missing (leave out cells without an answer)"
        )
        raise StatisticsError(msg)
    return np.clip(counts, 0.0, bases), bases
