"""Survey weights: whether they can be used, and what they cost in precision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from research.errors import StatisticsError
from research.statistics.answers.alignment import in_step, index_of, matched
from research.statistics.answers.arguments import numbers
from research.statistics.answers.results import StatisticalResult

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

__all__ = [
    "WeightSummary",
    "checked_weights",
    "design_effect",
    "effective_size",
    "read_weights",
    "summarise_weights",
]


@dataclass(frozen=True)
class WeightSummary(StatisticalResult):
    """What a set of weights does to a sample.

    Parameters
    ----------
    n : respondents, unweighted.
    total : sum of the weights.
    effective : effective sample size by Kish.
    design_effect : ``n / effective``, 1 where all weights are equal.
    smallest, largest : extreme weights, in units of the mean weight.
    method : the formula in words.
    """

    n: int
    total: float
    effective: float
    design_effect: float
    smallest: float
    largest: float
    method: str = "Kish (1965): effective size = (sum w)^2 / sum w^2"


def checked_weights(weights: ArrayLike | None, n: int) -> NDArray[np.float64]:
    """Give weights as floats, or say which cannot be used.

    Parameters
    ----------
    weights : one weight a respondent, shape ``(n,)``; ``None`` stands for weights of one.
    n : number of respondents.

    Raises
    ------
    StatisticsError
        If the length differs from ``n`` or a weight is missing, infinite, zero or negative. A
        respondent without weight belongs out of the data, not silently out of the table.
    """
    if weights is None:
        return np.ones(n)
    values = numbers(weights, "weights", infinite=True)
    if values.shape != (n,):
        msg = f"weights have shape {values.shape}; allowed: one weight for each of {n} respondents"
        raise StatisticsError(msg)
    wrong = ~(np.isfinite(values) & (values > 0))
    if wrong.any():
        at = int(np.argmax(wrong))
        msg = (
            f"weight {values[at]} at position {at} ({int(wrong.sum())} such); allowed: finite "
            "numbers above 0 (leave out respondents that should not count)"
        )
        raise StatisticsError(msg)
    return values


def read_weights(weights: ArrayLike | None, index: pd.Index[Any]) -> NDArray[np.float64]:
    """Give one weight above zero for each respondent, ones when none are given.

    Parameters
    ----------
    weights : a Series is matched by its labels, anything else taken in the order that it is in.
    index : labels of the respondents.

    Raises
    ------
    StatisticsError
        As `checked_weights` and `matched`.
    """
    if weights is None:
        return np.ones(len(index))
    return checked_weights(matched(weights, index, "weights"), len(index))


def effective_size(total: Any, squares: Any) -> Any:
    """Give Kish's effective sample size; the one place where its formula stands.

    Parameters
    ----------
    total : sum of the weights, scalar or array.
    squares : sum of the squared weights, of the same shape.

    Returns
    -------
    ``total**2 / squares``; 0 for an empty base.

    Notes
    -----
    Kish (1965), "Survey Sampling"; it holds for weights unrelated to the answers. Multiplying all
    weights by one number changes nothing.

    Examples
    --------
    >>> float(effective_size(4.0, 10.0))
    1.6
    """
    total, squares = (numbers(s, "sums of weights") for s in in_step("sums", total, squares))
    empty = squares <= 0
    ratio = total**2 / np.where(empty, 1.0, squares)
    return np.where(empty, 0.0, ratio)[()]


def design_effect(n: Any, effective: Any) -> Any:
    """Give the design effect of weighting, ``n / effective``; 1 for an empty base.

    Parameters
    ----------
    n : respondents, unweighted, scalar or array.
    effective : effective sizes from `effective_size`, of the same shape.
    """
    effective = np.asarray(effective, dtype=float)
    empty = effective <= 0
    return np.where(empty, 1.0, np.asarray(n, dtype=float) / np.where(empty, 1.0, effective))[()]


def summarise_weights(weights: ArrayLike, counts: ArrayLike | None = None) -> WeightSummary:
    """Say what weights do to a sample.

    Parameters
    ----------
    weights : one weight a respondent, shape ``(n,)``, all above 0.
    counts : how many respondents bear each weight; one where not given.

    Raises
    ------
    StatisticsError
        As `checked_weights`, or if there is no respondent.

    Examples
    --------
    >>> summary = summarise_weights([1, 1, 1, 3])
    >>> summary.effective, round(summary.design_effect, 3)
    (3.0, 1.333)
    """
    index = index_of(weights)
    values, times = read_weights(weights, index), read_weights(counts, index)
    if not len(index):
        msg = "no weights given; allowed: at least one respondent"
        raise StatisticsError(msg)
    count = int(times.sum())
    total = float(times @ values)
    effective = float(effective_size(total, float(times @ (values * values))))
    return WeightSummary(
        n=count,
        total=total,
        effective=effective,
        design_effect=float(design_effect(count, effective)),
        smallest=float(values.min() * count / total),
        largest=float(values.max() * count / total),
    )
