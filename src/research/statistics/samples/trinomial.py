"""Limits of the difference of two shares of one sample, such as promoters less detractors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from research.errors import StatisticsError
from research.statistics.answers.alignment import in_step
from research.statistics.answers.arguments import numbers, one_of

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["difference_limits"]

Method = Literal["score", "adjusted_wald", "wald"]

_HALVINGS = 60


def difference_limits(
    up: ArrayLike, middle: ArrayLike, down: ArrayLike, method: Method, critical: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give limits of the first share less the third, from the three counts.

    Parameters
    ----------
    up, middle, down : counts, broadcast against each other; fractions are allowed.
    method : ``score``, ``adjusted_wald`` or ``wald``.
    critical : quantile of the statistic, 1.96 for 95%; broadcast against the counts.

    Returns
    -------
    low, high : from -1 to 1. A base of 0 gives (-1, 1).

    Raises
    ------
    StatisticsError
        If a count is negative or missing.

    Notes
    -----
    Tango (1998), Statistics in Medicine 17:891, with the variance at the value tested; Rocks
    (2016), The American Statistician 70:365, for the adjusted Wald limits.

    Examples
    --------
    60 promoters, 25 passives and 15 detractors:

    >>> [round(float(limit), 3) for limit in difference_limits(60, 25, 15, "score", 1.96)]
    [0.293, 0.581]
    """
    one_of("method", method, get_args(Method))
    step = in_step("counts", up, middle, down, critical)
    up, middle, down, critical = np.broadcast_arrays(*(numbers(each, "counts") for each in step))
    if not ((up >= 0) & (middle >= 0) & (down >= 0)).all():
        msg = "a count of a trinomial (promoters, passives, detractors) is negative or missing; "
        msg += "allowed: 0 or more"
        raise StatisticsError(msg)
    n = up + middle + down
    if method == "score":
        # The upper limit is the lower one of the opposite difference.
        low, high = _score_low(np.stack([up, down]), np.stack([down, up]), n, critical)
        high = -high
    else:
        more = 0.75 if method == "adjusted_wald" else 0.0
        size = np.where(n > 0, n, 1.0) + 4 * more
        share_up, share_down = (up + more) / size, (down + more) / size
        centre = share_up - share_down
        half = critical * np.sqrt(np.maximum(share_up + share_down - centre**2, 0.0) / size)
        low, high = np.maximum(centre - half, -1.0), np.minimum(centre + half, 1.0)
    low, high = np.where(n > 0, low, -1.0), np.where(n > 0, high, 1.0)
    return low[()], high[()]


def _score_low(
    up: NDArray[np.float64],
    down: NDArray[np.float64],
    n: NDArray[np.float64],
    critical: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Find the smallest difference that the score test does not reject, by halving."""
    size = np.where(n > 0, n, 1.0)
    left = np.full(up.shape, -1.0)
    right = (up - down) / size
    for _ in range(_HALVINGS):
        at = (left + right) / 2
        b = -up - down + (2 * size - up + down) * at
        c = -down * at * (1 - at)
        share = (np.sqrt(np.maximum(b * b - 8 * size * c, 0.0)) - b) / (4 * size)
        variance = np.maximum(size * (2 * share + at * (1 - at)), 0.0)
        rejected = up - down - size * at > critical * np.sqrt(variance)
        left, right = np.where(rejected, at, left), np.where(rejected, right, at)
    return np.asarray(left)
