"""Differences between two groups that were not drawn by lot: crude, clustered and adjusted.

Every estimate comes with each row's influence on it, so that one rule gives all standard errors:
influences are summed within clusters first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.answers.alignment import index_of, matched
from research.statistics.answers.arguments import at_least, numbers
from research.statistics.answers.results import StatisticalResult
from research.statistics.effects.rows import read_codes, read_outcome
from research.statistics.samples.intervals import normal_quantile
from research.statistics.samples.weights import read_weights

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from research.statistics.samples.designs import Labels

    Floats = NDArray[np.float64]

__all__ = [
    "Effect",
    "clustered_error",
    "crude",
    "e_value",
]


@dataclass(frozen=True)
class Effect(StatisticalResult):
    """A difference, treated less control.

    Parameters
    ----------
    estimate : the difference, in units of the outcome.
    influence : shape ``(n,)``; the estimate's sampling error is about their mean.
    treated, control : the mean outcome expected if everybody were treated, or nobody.
    labels : of the rows that the influences are of; places from 0 where ``None``.
    method : the method in words.
    """

    estimate: float
    influence: Floats
    treated: float
    control: float
    labels: pd.Index | None = None
    method: str = "difference of means"

    @property
    def frame(self) -> pd.DataFrame:
        """The effect with its interval for independent rows, and both means."""
        low, high = self.interval()
        row = {"estimate": self.estimate, "low": low, "high": high}
        return pd.DataFrame([{**row, "treated": self.treated, "control": self.control}])

    def interval(
        self, clusters: Labels | None = None, confidence: float = 0.95
    ) -> tuple[float, float]:
        """Give the normal interval, with influences summed within clusters.

        Parameters
        ----------
        clusters : one a row; a Series is matched by its labels.
        confidence : two-sided level.
        """
        influence = pd.Series(self.influence, index=self.labels)
        spread = normal_quantile(confidence) * clustered_error(influence, clusters)
        return self.estimate - spread, self.estimate + spread


def clustered_error(influence: ArrayLike, clusters: Labels | None = None) -> float:
    """Give the standard error of an estimate from its rows' influences.

    Parameters
    ----------
    influence : shape ``(n,)``.
    clusters : cluster of each row; each row on its own when left out. Series are matched by labels.

    Raises
    ------
    StatisticsError
        With fewer than two clusters.

    Notes
    -----
    Liang and Zeger (1986), Biometrika 73:13, with the factor C / (C - 1) for C clusters.

    Examples
    --------
    Two answers from each of four accounts, alike within the account, tell no more than four.

    >>> served = np.array([1, 1, 1, 1, 0, 0, 0, 0], dtype=bool)
    >>> effect = crude(np.array([1.0, 1, 0, 0, 1, 1, 0, 0]), served)
    >>> round(clustered_error(effect.influence), 3)
    0.378
    >>> round(clustered_error(effect.influence, np.array([0, 0, 1, 1, 2, 2, 3, 3])), 3)
    0.577
    """
    labels = index_of(influence)
    moves = numbers(matched(influence, labels, "influences"), "influences", gaps=False)
    codes = None if clusters is None else read_codes(clusters, labels)
    sums = moves if codes is None else np.bincount(codes, weights=moves)
    if len(sums) < 2:
        msg = "an interval needs at least two clusters; one given"
        raise StatisticsError(msg)
    return float(np.sqrt((sums**2).sum() * len(sums) / (len(sums) - 1)) / len(moves))


def crude(outcome: ArrayLike, treated: ArrayLike, *, weights: ArrayLike | None = None) -> Effect:
    """Give the plain difference of the two groups' means.

    Parameters
    ----------
    outcome, treated : shape ``(n,)``; Series are matched by their labels.
    weights : above zero; ones where not given.

    Raises
    ------
    StatisticsError
        When a group has fewer than two rows, or labels, weights or values do not fit.

    Examples
    --------
    >>> renewed = np.array([1.0, 1, 1, 0, 1, 0, 0, 0])
    >>> served = np.array([1, 1, 1, 1, 0, 0, 0, 0], dtype=bool)
    >>> effect = crude(renewed, served)
    >>> effect.estimate, effect.treated, effect.control
    (0.5, 0.75, 0.25)
    """
    outcome, treated, _, labels = read_outcome(outcome, treated)
    if weights is None:
        share = treated.mean()
        one, nought = outcome[treated].mean(), outcome[~treated].mean()
        influence = np.where(treated, (outcome - one) / share, -(outcome - nought) / (1 - share))
    else:
        mass = read_weights(weights, labels)
        mass = mass / mass.mean()
        share = (mass * treated).mean()
        one, nought = (np.average(outcome[own], weights=mass[own]) for own in (treated, ~treated))
        influence = mass * np.where(
            treated, (outcome - one) / share, -(outcome - nought) / (1 - share)
        )
    return Effect(float(one - nought), influence, float(one), float(nought), labels)


def e_value(ratio: float, limit: float | None = None) -> tuple[float, float]:
    """Say how strong an unmeasured confounder would have to be to explain a ratio away.

    Parameters
    ----------
    ratio : of risks, above zero.
    limit : the interval's limit nearer to 1; 1 or beyond it gives 1, for no confounder is needed.

    Returns
    -------
    E-value of the estimate and of the limit: the risk ratio by which a confounder would have to go
    with both group and outcome, over and above those measured.

    Raises
    ------
    StatisticsError
        When the ratio is not above zero.

    Notes
    -----
    VanderWeele and Ding (2017), Annals of Internal Medicine 167:268.

    Examples
    --------
    >>> [round(value, 2) for value in e_value(3.9, 1.8)]
    [7.26, 3.0]
    """
    ratio = at_least("a risk ratio", ratio, 0)
    limit = ratio if limit is None else at_least("the limit of a risk ratio", limit, 0)
    if not ratio:
        msg = "a risk ratio of 0 has no E-value; allowed: above zero"
        raise StatisticsError(msg)
    if ratio < 1:
        ratio, limit = 1 / ratio, 1 / max(limit, 1e-12)
    value = ratio + np.sqrt(ratio * (ratio - 1))
    at_limit = 1.0 if limit <= 1 else limit + np.sqrt(limit * (limit - 1))
    return float(value), float(at_limit)
