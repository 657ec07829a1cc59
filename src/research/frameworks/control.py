"""Control charts: which periods of a measure lie beyond what chance alone would bring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy.special import gammaln

from research.errors import StatisticsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["individuals_chart", "mean_chart", "share_chart"]

_SIGMAS = 3.0
# Mean range of two values of a normal distribution, in its standard deviations.
_RANGE_OF_TWO = 1.128
_FEWEST = 2


def mean_chart(samples: Sequence[Sequence[float]]) -> pd.DataFrame:
    """Give the means of samples with limits that follow their sizes (X-bar chart).

    Parameters
    ----------
    samples : one a period, in order; at least one of them of two values or more.

    Returns
    -------
    One row a period: ``base, value, centre, low, high`` and ``beyond``, whether the mean lies
    outside of the limits: on one of them it does not. A sample of fewer than two has no limits.

    Raises
    ------
    StatisticsError
        Where no sample has two values.

    Notes
    -----
    Three standard errors round the mean of all values, by the standard deviation pooled within
    samples (Montgomery 2009, Introduction to Statistical Quality Control, section 6.3.2). A mean
    outside is the first of the rules of Western Electric (1956).

    Examples
    --------
    >>> mean_chart([[5, 6, 5, 4], [5, 5, 6, 4], [1, 2, 1, 2]])["beyond"].tolist()
    [False, False, True]
    """
    values = [np.asarray(sample, dtype=float) for sample in samples]
    base = np.array([len(sample) for sample in values])
    if not (base >= _FEWEST).any():
        msg = "no period has two answers: their spread cannot be told"
        raise StatisticsError(msg)
    spread = sum(((one - one.mean()) ** 2).sum() for one in values if len(one))
    sigma = float(np.sqrt(spread / (base[base > 0] - 1).sum()))
    mean = np.array([one.mean() if len(one) else np.nan for one in values])
    centre = float(np.concatenate(values).mean())
    enough = np.where(base >= _FEWEST, base, np.nan)
    reach = _SIGMAS * sigma / (_unbiased(enough) * np.sqrt(enough))
    return _chart(base, mean, centre, centre - reach, centre + reach)


def share_chart(counts: Sequence[float], bases: Sequence[float]) -> pd.DataFrame:
    """Give shares with limits that follow their bases (p chart).

    Parameters
    ----------
    counts, bases : one a period, in order.

    Returns
    -------
    As of `mean_chart`, shares and limits as proportions; limits end at 0 and 1.

    Raises
    ------
    StatisticsError
        Where all bases are 0, or a count is more than its base.

    Notes
    -----
    Montgomery (2009), section 7.2.2.

    Examples
    --------
    >>> share_chart([12, 20], [100, 110]).round(3)[["value", "low", "high"]].values.tolist()
    [[0.12, 0.045, 0.26], [0.182, 0.05, 0.255]]
    """
    base, count = np.asarray(bases, dtype=float), np.asarray(counts, dtype=float)
    if not base.sum():
        msg = "no period has an answer"
        raise StatisticsError(msg)
    if (count > base).any():
        msg = "a period counts more than its base"
        raise StatisticsError(msg)
    centre = float(count.sum() / base.sum())
    some = np.where(base > 0, base, np.nan)
    reach = _SIGMAS * np.sqrt(centre * (1 - centre) / some)
    low, high = np.maximum(centre - reach, 0), np.minimum(centre + reach, 1)
    return _chart(base, count / some, centre, low, high)


def individuals_chart(values: Sequence[float]) -> pd.DataFrame:
    """Give single values with limits by how they move from one to the next (individuals chart).

    Parameters
    ----------
    values : one a period, in order; missing where there is none.

    Returns
    -------
    As of `mean_chart`, every base 1, or 0 where there is no value.

    Raises
    ------
    StatisticsError
        Where no two values follow each other.

    Notes
    -----
    Three standard deviations, taken from the mean moving range of two (Shewhart 1931; Montgomery
    2009, section 6.4).

    Examples
    --------
    >>> individuals_chart([3.0, 4.0, 3.0]).round(2)[["low", "high"]].iloc[0].tolist()
    [0.67, 5.99]
    """
    found = np.asarray(values, dtype=float)
    moved = np.abs(np.diff(found))
    if np.isnan(moved).all():
        msg = "no two periods follow each other: how the values move cannot be told"
        raise StatisticsError(msg)
    centre = float(np.nanmean(found))
    reach = _SIGMAS * float(np.nanmean(moved)) / _RANGE_OF_TWO
    known = ~np.isnan(found)
    limits = np.where(known, reach, np.nan)
    return _chart(known.astype(int), found, centre, centre - limits, centre + limits)


def _unbiased(n: Floats) -> Floats:
    """Mean standard deviation of n values of a normal distribution of deviation one (c4)."""
    found: Floats = np.sqrt(2 / (n - 1)) * np.exp(gammaln(n / 2) - gammaln((n - 1) / 2))
    return found


def _chart(
    base: NDArray[Any], value: Floats, centre: float, low: Floats, high: Floats
) -> pd.DataFrame:
    # What is equal but for the last digits of its floating point lies on the limit.
    near = 1e-12 * max(1.0, abs(centre))
    return pd.DataFrame(
        {
            "base": base.astype(int),
            "value": value,
            "centre": centre,
            "low": low,
            "high": high,
            "beyond": (value < low - near) | (value > high + near),
        }
    )
