"""Bases and sums of answers by column: what tests of columns are made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Bases", "Moments"]


@dataclass
class Bases:
    """Who answered a question, by column: arrays of shape ``(..., columns)``.

    Parameters
    ----------
    n : respondents.
    weighted : sum of their weights.
    squares : sum of their squared weights.
    """

    n: NDArray[np.float64]
    weighted: NDArray[np.float64]
    squares: NDArray[np.float64]


@dataclass
class Moments:
    """Sums of an answer over respondents, by column: arrays of shape ``(..., columns)``.

    Parameters
    ----------
    count : respondents with the answer, unweighted (of a mean: who answered).
    mass : weighted sum of the answer.
    square : weighted sum of its square.
    squares : sum of squared weights of respondents with the answer (of a mean: none).
    """

    count: NDArray[np.float64]
    mass: NDArray[np.float64]
    square: NDArray[np.float64]
    squares: NDArray[np.float64]
