"""One common factor of correlated items, by maximum likelihood."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import optimize

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["one_factor"]

# An item that the factor explained wholly would have no finite likelihood.
_LEAST = 0.005


def one_factor(correlation: Floats) -> tuple[Floats, Floats]:
    """Fit one factor.

    Parameters
    ----------
    correlation : (k, k) of three items or more.

    Returns
    -------
    loadings, unique : (k,) each; the loadings sum to zero or more, and uniquenesses are at least
        0.005.

    Notes
    -----
    Jöreskog (1967), "Some contributions to maximum likelihood factor analysis", Psychometrika
    32:443: the likelihood is maximised over the uniquenesses; the loadings follow from the first
    eigenvector of the correlations scaled by them.

    Examples
    --------
    Loadings of 0.9, 0.8 and 0.7 explain these correlations exactly:

    >>> loadings, unique = one_factor(np.array([[1, 0.72, 0.63], [0.72, 1, 0.56], [0.63, 0.56, 1]]))
    >>> loadings.round(3).tolist(), unique.round(3).tolist()
    ([0.9, 0.8, 0.7], [0.19, 0.36, 0.51])
    """
    k = len(correlation)
    inverse = np.linalg.pinv(correlation, hermitian=True)
    start = np.clip(0.5 / np.maximum(np.diag(inverse), 1e-12), _LEAST, 1.0)
    fitted = optimize.minimize(
        _discrepancy,
        start,
        args=(correlation,),
        jac=True,
        method="L-BFGS-B",
        bounds=[(_LEAST, 1.0)] * k,
        options={"ftol": 1e-15, "gtol": 1e-10, "maxiter": 2_000},
    )
    unique: Floats = fitted.x
    loadings = _loadings(unique, correlation)
    return loadings * (1 if loadings.sum() >= 0 else -1), unique


def _loadings(unique: Floats, correlation: Floats) -> Floats:
    root = np.sqrt(unique)
    values, vectors = np.linalg.eigh(correlation / np.outer(root, root))
    loadings: Floats = root * vectors[:, -1] * np.sqrt(max(values[-1] - 1, 0))
    return loadings


def _discrepancy(unique: Floats, correlation: Floats) -> tuple[float, Floats]:
    """Minus the likelihood, up to constants, and its slope in the uniquenesses."""
    root = np.sqrt(unique)
    values = np.linalg.eigvalsh(correlation / np.outer(root, root))[:-1]
    values = np.maximum(values, 1e-12)
    loadings = _loadings(unique, correlation)
    slope = (loadings**2 + unique - np.diag(correlation)) / unique**2
    return float(-(np.log(values) - values).sum() - len(values)), slope
