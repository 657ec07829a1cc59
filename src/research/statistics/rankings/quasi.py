"""Quasi variances: one number per item from which any difference can be judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from research.errors import StatisticsError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["quasi_variances"]


def quasi_variances(covariance: Floats) -> Floats:
    """Variances of imaginary independent estimates with the same variances of differences.

    Parameters
    ----------
    covariance : (k, k) of the estimates; only variances of differences matter.

    Returns
    -------
    (k,) quasi variances `q`, so that `q_i + q_j` is close to the variance of the difference of `i`
    and `j` for every pair. Two items share the variance of their difference equally.

    Raises
    ------
    StatisticsError
        Fewer than two items, or a difference without variance.

    Notes
    -----
    The squared log ratios of `q_i + q_j` to the true variances are smallest (Firth and de Menezes
    2004, Biometrika 91:65), found by damped Gauss-Newton steps. A quasi variance may be negative
    with three items, one far more variable than the others; it is then set to zero, the nearest
    value that has a root.
    """
    size = len(covariance)
    if size < 2:
        msg = f"{size} item: differences need at least two"
        raise StatisticsError(msg)
    first, second = np.triu_indices(size, 1)
    variances = np.diag(covariance)
    wanted = variances[first] + variances[second] - 2 * covariance[first, second]
    if (wanted <= 0).any():
        msg = "the difference of two items has no variance; quasi variances need all above zero"
        raise StatisticsError(msg)
    if size == 2:
        return np.full(2, wanted[0] / 2)
    design = np.zeros((len(wanted), size))
    rows = np.arange(len(wanted))
    design[rows, first] = design[rows, second] = 1
    quasi = np.full(size, wanted.mean() / 2)
    for _ in range(200):
        total = design @ quasi
        move = np.linalg.lstsq(design / total[:, None], np.log(wanted / total), rcond=None)[0]
        length = 1.0
        while (design @ (quasi + length * move) <= 0).any():
            length /= 2
        quasi = quasi + length * move
        if np.abs(move).max() < 1e-12 * np.abs(quasi).max():
            break
    result: Floats = np.maximum(quasi, 0)
    return result
