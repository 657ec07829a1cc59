"""Quantiles of weighted answers within groups, for tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["grouped_quantiles"]

# Sums of weights differ in the last digits by their order.
_SLACK = 1e-9


def grouped_quantiles(
    values: Floats, weights: Floats | None, members: NDArray[np.bool_], shares: Floats
) -> Floats:
    """Give quantiles of the answers of each group.

    Parameters
    ----------
    values : shape ``(n,)``; missing answers are left aside.
    weights : shape ``(n,)``; ``None`` for weights of one.
    members : who is in each group, shape ``(groups, n)``.
    shares : of the answers at or below each quantile, between 0 and 1, shape ``(quantiles,)``.

    Returns
    -------
    Shape ``(quantiles, groups)``; missing where nobody of a group answered.

    Notes
    -----
    The inverse of the weighted distribution, with the mean of two neighbours where it is level at
    the share: definition 2 of Hyndman and Fan (1996), The American Statistician 50:361. Of an even
    number of answers the median is thus the middle of the two in the middle.

    Examples
    --------
    >>> everyone = np.ones((1, 4), dtype=bool)
    >>> grouped_quantiles(np.array([1.0, 2.0, 4.0, 9.0]), None, everyone, np.array([0.5])).tolist()
    [[3.0]]
    """
    order = np.argsort(values, kind="stable")
    order = order[: int(np.count_nonzero(~np.isnan(values)))]
    held = values[order]
    mass = np.ones(len(held)) if weights is None else weights[order]
    found = np.full((len(shares), len(members)), np.nan)
    for group, inside in enumerate(members[:, order]):
        if inside.any():
            found[:, group] = _quantiles(held[inside], mass[inside], shares)
    return found


def _quantiles(values: Floats, mass: Floats, shares: Floats) -> Floats:
    below = np.cumsum(mass)
    wanted = shares * below[-1]
    slack = _SLACK * below[-1]
    last = len(values) - 1
    lower = np.minimum(np.searchsorted(below, wanted - slack), last)
    upper = np.minimum(np.searchsorted(below, wanted + slack), last)
    found: Floats = (values[lower] + values[upper]) / 2
    return found
