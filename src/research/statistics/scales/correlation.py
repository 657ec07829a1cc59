"""Correlations of the items of a battery, pair by pair."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
import pandas as pd
from scipy import stats

from research.errors import StatisticsError
from research.statistics.answers.alignment import matched
from research.statistics.answers.arguments import framed, numbers, one_of
from research.statistics.answers.results import StatisticalResult
from research.statistics.samples.corrections import Correction, adjusted, correction_named
from research.statistics.samples.intervals import normal_quantile
from research.statistics.samples.weights import checked_weights, effective_size

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

__all__ = ["Correlations", "battery_correlations"]

Method = Literal["pearson", "spearman"]


@dataclass(frozen=True)
class Correlations(StatisticalResult):
    """Correlations of every two items.

    Parameters
    ----------
    pairs : one row a pair: ``item, other, r`` with ``low, high``, ``p``, ``p_adjusted``, and ``n``,
        the respondents who answered both.
    matrix : the correlations, items by items.
    method : in words.
    """

    pairs: pd.DataFrame
    matrix: pd.DataFrame
    method: str

    @property
    def frame(self) -> pd.DataFrame:
        """The pairs."""
        return self.pairs


def battery_correlations(
    answers: pd.DataFrame,
    weights: ArrayLike | None = None,
    *,
    kind: Method = "pearson",
    correction: Correction = "holm",
    confidence: float = 0.95,
) -> Correlations:
    """Give the correlations of the items of a battery with intervals and tests.

    Parameters
    ----------
    answers : one row a respondent, one numeric column an item; each pair is computed from those
        who answered both.
    weights : one a respondent, matched by label.
    kind : ``pearson``, or ``spearman`` of the ranks.
    correction : for as many tests as there are pairs, as for `adjusted`.
    confidence : two-sided level of each interval.

    Raises
    ------
    StatisticsError
        With fewer than two items, or fewer than four answers to a pair.

    Notes
    -----
    Fisher (1921), "On the probable error of a coefficient of correlation", Metron 1:3, for the
    intervals; the error of a rank correlation after Bonett and Wright (2000), Psychometrika 65:23.
    Weighted, the effective number of answers (Kish) takes the place of their number. A pair of
    which an item does not vary has no correlation.

    Examples
    --------
    >>> answers = pd.DataFrame({"clear": [1, 2, 4, 5, 3], "kind": [1, 3, 4, 4, 2]})
    >>> battery_correlations(answers).pairs[["item", "other", "r", "low", "high"]].round(2)
        item other     r   low  high
    0  clear  kind  0.85 -0.13  0.99
    """
    z = normal_quantile(confidence)
    one_of("kind", kind, get_args(Method))
    frame = framed("answers", answers)
    if frame.shape[1] < 2:
        msg = f"the battery has {frame.shape[1]} items; allowed: 2 or more, a column each"
        raise StatisticsError(msg)
    values = numbers(frame, "answers")
    weight = checked_weights(
        None if weights is None else matched(weights, frame.index, "weights"), len(frame)
    )
    names = list(frame)
    rows = [
        _pair(names[a], names[b], values[:, [a, b]], weight, kind, z)
        for a, b in combinations(range(len(names)), 2)
    ]
    pairs = pd.DataFrame(rows)
    pairs["p_adjusted"] = adjusted(pairs["p"], correction)
    square = np.eye(len(names))
    first, second = np.triu_indices(len(names), 1)
    square[first, second] = square[second, first] = pairs["r"]
    matrix = pd.DataFrame(square, index=names, columns=names)
    told = f"p-values by {correction_named(correction)}"
    name = {"pearson": "Pearson's correlations", "spearman": "Spearman's rank correlations"}[kind]
    return Correlations(pairs, matrix, f"{name}, intervals by Fisher's z (1921), {told}")


def _pair(
    item: Any, other: Any, values: Floats, weights: Floats, kind: Method, z: float
) -> dict[str, Any]:
    both = ~np.isnan(values).any(axis=1)
    found, weight = values[both], weights[both]
    if len(found) < 4:
        msg = f"{len(found)} respondents answered both {item!r} and {other!r}; allowed: at least 4"
        raise StatisticsError(msg)
    if kind == "spearman":
        found = np.column_stack([_ranks(column, weight) for column in found.T])
    n = float(effective_size(weight.sum(), (weight**2).sum()))
    r = _correlation(found, weight)
    low, high, p = _limits(r, n, kind, z)
    row = {"item": item, "other": other, "r": r, "low": low, "high": high, "p": p}
    return row | {"n": len(found)}


def _ranks(values: Floats, weights: Floats) -> Floats:
    """Weight below a value and half of that at it."""
    _, codes = np.unique(values, return_inverse=True)
    at = np.bincount(codes, weights)
    ranks: Floats = (np.cumsum(at) - at / 2)[codes]
    return ranks


def _correlation(values: Floats, weights: Floats) -> float:
    if (np.ptp(values, axis=0) == 0).any():
        return float("nan")
    share = weights / weights.sum()
    centred = values - share @ values
    first, second = np.sqrt(share @ centred**2)
    return float(np.clip(share @ centred.prod(axis=1) / (first * second), -1, 1))


def _limits(r: float, n: float, kind: Method, z: float) -> tuple[float, float, float]:
    """Interval, and p-value by Student's t."""
    if np.isnan(r) or n <= 3:
        return float("nan"), float("nan"), float("nan")
    if abs(r) > 1 - 1e-12:
        return r, r, 0.0
    error = np.sqrt((1 + r**2 / 2 if kind == "spearman" else 1.0) / (n - 3))
    low, high = np.tanh(np.arctanh(r) + np.array([-z, z]) * error)
    t = abs(r) * np.sqrt((n - 2) / (1 - r**2))
    return float(low), float(high), float(2 * stats.t.sf(t, n - 2))
