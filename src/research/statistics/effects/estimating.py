"""Estimating equations solved together, and each row's influence on what they estimate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["influences"]

_STEP = 1e-5


def influences(equations: Callable[[Floats], Floats], solution: Floats, last: int) -> Floats:
    """Give each row's influence on the last of the parameters.

    Parameters
    ----------
    equations : gives each row's equations at some parameters, shape ``(n, parameters)``; their
        means are 0 at the solution. Those of models that the estimate rests on come first.
    solution : shape ``(parameters,)``.
    last : how many of the parameters are asked for.

    Returns
    -------
    Shape ``(n, last)``.

    Notes
    -----
    Stefanski and Boos (2002), The American Statistician 56:29. The models' own estimation is thus
    part of the estimate's standard error. Derivatives by central differences.
    """
    at = equations(solution)
    slopes = np.empty((at.shape[1], solution.size))
    for place, value in enumerate(solution):
        move = np.zeros(solution.size)
        move[place] = _STEP * max(abs(value), 1.0)
        up, down = (equations(solution + sign * move).mean(axis=0) for sign in (1, -1))
        slopes[:, place] = (up - down) / (2 * move[place])
    found: Floats = -at @ np.linalg.pinv(slopes).T[:, -last:]
    return found
