"""Shares of explained variance, from the correlations of drivers and outcome alone.

Every measure here needs nothing but a correlation matrix whose last row and column belong to the
outcome. Stacks of such matrices (bootstrap repetitions) are decomposed together.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import factorial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.answers.arguments import numbers
from research.statistics.answers.results import StatisticalResult

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["MOST_DRIVERS", "Measures", "decompose", "lmg", "relative_weights", "subset_r2"]

MOST_DRIVERS = 20

# A driver with a smaller share of variance of its own, given those before it, adds nothing.
_DEPENDENT = 1e-10
# Numbers held at once by the all-subsets pass: 16 million doubles are 128 MB.
_BUDGET = 16_000_000


@dataclass(frozen=True)
class Measures(StatisticalResult):
    """Importance by every method; each array has the stack's shape and one entry a driver last.

    Parameters
    ----------
    lmg : share of variance, averaged over all orders of entry (Lindeman, Merenda, Gold 1980).
    johnson : relative weights (Johnson 2000).
    pratt : standardised coefficient times correlation (Pratt 1987); may be negative.
    beta : standardised coefficients.
    first : squared correlation, the driver alone.
    last : gain of the driver after all others.
    correlation : correlation with the outcome.
    vif : variance inflation factors of the drivers.
    r2 : share of variance explained by all drivers, without the last axis.
    """

    lmg: Floats
    johnson: Floats
    pratt: Floats
    beta: Floats
    first: Floats
    last: Floats
    correlation: Floats
    vif: Floats
    r2: Floats

    @property
    def method(self) -> str:
        """The measures in words."""
        return (
            "shares of explained variance: LMG over all subsets of drivers (Lindeman, Merenda and "
            "Gold 1980), relative weights (Johnson 2000), Pratt (1987), coefficients, first, last"
        )

    @property
    def frame(self) -> pd.DataFrame:
        """The measures of each driver, one row each; of a stack one after the other."""
        size = self.lmg.shape[-1]
        names = ("lmg", "johnson", "pratt", "beta", "first", "last", "correlation", "vif")
        columns = {name: np.reshape(getattr(self, name), -1) for name in names}
        drivers = np.tile(np.arange(1, size + 1), np.size(self.r2))
        columns["r2"] = np.repeat(np.reshape(self.r2, -1), size)
        return pd.DataFrame(columns, index=pd.Index(drivers, name="driver"))


def decompose(correlations: Floats) -> Measures:
    """Give the importance of each driver by every method.

    Parameters
    ----------
    correlations : shape ``(..., p + 1, p + 1)``, drivers first, outcome last.

    Raises
    ------
    StatisticsError
        With more than 20 drivers, or fewer than one.

    Notes
    -----
    Drivers that depend linearly on others keep a defined LMG and relative weight; their
    coefficients are those of the shortest solution, and their inflation is infinite.

    Examples
    --------
    Two drivers that correlate by 0.5, and by 0.6 and 0.4 with the outcome:

    >>> found = decompose(np.array([[1.0, 0.5, 0.6], [0.5, 1.0, 0.4], [0.6, 0.4, 1.0]]))
    >>> found.lmg.round(3).tolist(), found.beta.round(3).tolist(), round(float(found.r2), 3)
    ([0.287, 0.087], [0.533, 0.133], 0.373)
    """
    correlations = _square(correlations)
    drivers, with_outcome = correlations[..., :-1, :-1], correlations[..., :-1, -1]
    values, vectors = np.linalg.eigh(drivers)
    values = np.where(values > _DEPENDENT, values, 0.0)
    inverse_values = np.divide(1.0, values, out=np.zeros_like(values), where=values > 0)
    inverse = (vectors * inverse_values[..., None, :]) @ np.swapaxes(vectors, -1, -2)
    beta = (inverse @ with_outcome[..., None])[..., 0]
    pratt = beta * with_outcome
    singular = (values == 0).any(axis=-1, keepdims=True)
    vif = np.where(singular, np.inf, np.diagonal(inverse, axis1=-2, axis2=-1))
    return Measures(
        lmg=lmg(correlations),
        johnson=relative_weights(correlations),
        pratt=pratt,
        beta=beta,
        first=with_outcome**2,
        last=np.where(singular, 0.0, beta**2 / vif),
        correlation=with_outcome,
        vif=vif,
        r2=pratt.sum(axis=-1),
    )


def relative_weights(correlations: Floats) -> Floats:
    """Give Johnson's relative weights.

    The drivers are replaced by the orthogonal variables nearest to them; the weight of each of
    those is passed back along its squared correlation with the drivers.

    Parameters
    ----------
    correlations : shape ``(..., p + 1, p + 1)``, drivers first, outcome last.

    Returns
    -------
    Shape ``(..., p)``, summing to the share of variance explained.

    Notes
    -----
    Johnson (2000), "A heuristic method for estimating the relative weight of predictor variables
    in multiple regression", Multivariate Behavioral Research 35:1.

    Examples
    --------
    >>> R = np.array([[1.0, 0.5, 0.6], [0.5, 1.0, 0.4], [0.6, 0.4, 1.0]])
    >>> relative_weights(R).round(3).tolist()
    [0.287, 0.087]
    """
    correlations = _square(correlations)
    values, vectors = np.linalg.eigh(correlations[..., :-1, :-1])
    roots = np.sqrt(np.where(values > _DEPENDENT, values, 0.0))
    inverse = np.divide(1.0, roots, out=np.zeros_like(roots), where=roots > 0)
    turned = np.swapaxes(vectors, -1, -2)
    loadings = (vectors * roots[..., None, :]) @ turned
    weights = (vectors * inverse[..., None, :]) @ (turned @ correlations[..., :-1, -1:])
    shares: Floats = (loadings**2 @ weights**2)[..., 0]
    return shares


def lmg(correlations: Floats) -> Floats:
    """Give each driver's gain in explained variance, averaged over all orders of entry.

    This is the Shapley value of the game whose worth of a set of drivers is its R². It is exact:
    all ``2^p`` subsets are used.

    Parameters
    ----------
    correlations : shape ``(..., p + 1, p + 1)``, drivers first, outcome last.

    Returns
    -------
    Shape ``(..., p)``, summing to the share of variance explained.

    Raises
    ------
    StatisticsError
        With more than 20 drivers, or fewer than one.

    Notes
    -----
    Lindeman, Merenda and Gold (1980), "Introduction to Bivariate and Multivariate Analysis",
    pages 119-127; Grömping (2007), The American Statistician 61:139.

    Examples
    --------
    >>> lmg(np.array([[1.0, 0.0, 0.6], [0.0, 1.0, 0.3], [0.6, 0.3, 1.0]])).round(2)
    array([0.36, 0.09])
    """
    correlations = _square(correlations)
    size = correlations.shape[-1]
    stack = correlations.reshape(-1, size, size)
    rows = max(1, _BUDGET // (3 * 2 ** (size - 1)))
    parts = [_shapley(subset_r2(stack[at : at + rows])) for at in range(0, len(stack), rows)]
    return np.concatenate(parts).reshape(*correlations.shape[:-2], size - 1)


def subset_r2(correlations: Floats) -> Floats:
    """Give the R² of every subset of the drivers.

    Parameters
    ----------
    correlations : shape ``(..., p + 1, p + 1)``, drivers first, outcome last.

    Returns
    -------
    Shape ``(..., 2^p)``; bit ``j`` of the position says whether driver ``j`` is in the subset.

    Raises
    ------
    StatisticsError
        With more than 20 drivers, or fewer than one.

    Notes
    -----
    One driver after the other is either left out (its row and column are dropped) or taken in
    (it is swept out of those that remain), so the matrices shrink as their number doubles: all
    subsets together cost a small multiple of ``2^p``, not ``2^p`` regressions.
    """
    correlations = _square(correlations)
    count = correlations.shape[-1] - 1
    if not 1 <= count <= MOST_DRIVERS:
        msg = (
            f"{count} drivers given; allowed: 1 to {MOST_DRIVERS}, because all 2^p subsets are "
            "used (leave drivers out, or use relative weights)"
        )
        raise StatisticsError(msg)
    left = correlations.reshape(-1, 1, count + 1, count + 1)
    for _ in range(count):
        left = _out_or_in(left)
    r2: Floats = 1.0 - left[..., 0, 0]
    return r2.reshape(*correlations.shape[:-2], 2**count)


def _square(correlations: Floats) -> Floats:
    """Correlations of at least one driver and the outcome, in both directions."""
    values = numbers(correlations, "correlations")
    if values.ndim < 2 or values.shape[-1] != values.shape[-2] or values.shape[-1] < 2:
        msg = f"correlations have shape {values.shape}; allowed: as many rows as columns, drivers "
        msg += "first and the outcome last"
        raise StatisticsError(msg)
    return values


def _out_or_in(matrices: Floats) -> Floats:
    """Leave the first driver out, and take it in: shape ``(b, m, q, q)`` to ``(b, 2m, q-1, q-1)``.

    The second half has the driver, so that later drivers stand in higher bits of the position.
    """
    out = matrices[..., 1:, 1:]
    pivot = matrices[..., 0, 0]
    column = matrices[..., 1:, 0]
    scale = np.divide(1.0, pivot, out=np.zeros_like(pivot), where=pivot > _DEPENDENT)
    taken = out - (column * scale[..., None])[..., :, None] * column[..., None, :]
    return np.concatenate([out, taken], axis=1)


def _shapley(worth: Floats) -> Floats:
    """Shapley values of the games whose worths stand in the last axis, by bits of the position."""
    count = int(worth.shape[-1]).bit_length() - 1
    weights = _weights(count)
    values = np.empty((len(worth), count))
    for driver in range(count):
        split = worth.reshape(len(worth), -1, 2, 2**driver)
        gain = (split[:, :, 1] - split[:, :, 0]).reshape(len(worth), -1)
        values[:, driver] = gain @ weights
    return values


@cache
def _weights(count: int) -> Floats:
    """Share of the orders in which exactly these of the ``count - 1`` others come before."""
    bits = np.arange(2 ** (count - 1), dtype=np.uint32)
    sizes = np.bitwise_count(bits)
    by_size = [
        factorial(size) * factorial(count - 1 - size) / factorial(count) for size in range(count)
    ]
    weights: Floats = np.asarray(by_size)[sizes]
    return weights
