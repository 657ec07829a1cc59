"""Differences between two groups that were not drawn by lot: crude, clustered and adjusted.

Every estimate comes with each row's influence on it, so that one rule gives all standard errors:
influences are summed within clusters first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import statsmodels.api as sm
from statsmodels.treatment.treatment_effects import TreatmentEffect

from research.errors import StatisticsError
from research.statistics.answers.alignment import index_of, matched
from research.statistics.answers.arguments import at_least, framed, numbers
from research.statistics.answers.results import StatisticalResult
from research.statistics.effects.confounders import logistic
from research.statistics.effects.rows import read_codes, read_outcome
from research.statistics.samples.intervals import normal_quantile

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from research.statistics.samples.designs import Labels

    Floats = NDArray[np.float64]

__all__ = [
    "Effect",
    "clustered_error",
    "crude",
    "doubly_robust",
    "e_value",
    "g_computation",
    "inverse_probability",
]

# Beyond this chance of belonging to one group, hardly anybody alike is in the other.
_LEAST = 0.01


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


def crude(outcome: ArrayLike, treated: ArrayLike) -> Effect:
    """Give the plain difference of the two groups' means.

    Parameters
    ----------
    outcome, treated : shape ``(n,)``; Series are matched by their labels.

    Raises
    ------
    StatisticsError
        When a group has fewer than two rows, or labels or values do not fit.

    Examples
    --------
    >>> renewed = np.array([1.0, 1, 1, 0, 1, 0, 0, 0])
    >>> served = np.array([1, 1, 1, 1, 0, 0, 0, 0], dtype=bool)
    >>> effect = crude(renewed, served)
    >>> effect.estimate, effect.treated, effect.control
    (0.5, 0.75, 0.25)
    """
    outcome, treated, _, labels = read_outcome(outcome, treated)
    share = treated.mean()
    one, nought = outcome[treated].mean(), outcome[~treated].mean()
    influence = np.where(treated, (outcome - one) / share, -(outcome - nought) / (1 - share))
    return Effect(float(one - nought), influence, float(one), float(nought), labels)


def g_computation(outcome: ArrayLike, treated: ArrayLike, X: pd.DataFrame) -> Effect:
    """Give the marginal effect of a regression on group and confounders.

    The model predicts every row's outcome twice, as treated and as not, and the predictions are
    averaged: logistic regression where the outcome is 0 or 1, linear otherwise.

    Parameters
    ----------
    outcome, treated : shape ``(n,)``; Series are matched by their labels with the rows of ``X``.
    X : of `design`.

    Raises
    ------
    StatisticsError
        When groups are too small, or the model cannot be fitted.

    Notes
    -----
    Robins (1986), Mathematical Modelling 7:1393; interval by the delta method with the sampling of
    the confounders included.

    Examples
    --------
    Eight small and eight large firms; mostly the large ones were served, and they renew anyway.

    >>> import pandas as pd
    >>> from research.statistics.effects import design
    >>> firms = pd.DataFrame({"size": ["small"] * 8 + ["large"] * 8})
    >>> served = np.array([1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0], dtype=bool)
    >>> renewed = np.array([1.0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1, 0, 1, 0])
    >>> effect = g_computation(renewed, served, design(firms, ["size"]))
    >>> round(effect.estimate, 3), round(effect.treated, 3), round(effect.control, 3)
    (0.167, 0.712, 0.546)
    """
    outcome, treated, confounders, labels = read_outcome(outcome, treated, framed("confounders", X))
    data = np.column_stack([treated.astype(float), confounders])
    one, nought = data.copy(), data.copy()
    one[:, 0], nought[:, 0] = 1.0, 0.0
    if _binary(outcome):
        fit = logistic(outcome, data)
        means = [1 / (1 + np.exp(-side @ fit.params)) for side in (one, nought)]
        slopes = [mean * (1 - mean) for mean in means]
        fitted = fit.predict()
        curvature = data.T @ (data * (fitted * (1 - fitted))[:, None])
    else:
        fit = sm.OLS(outcome, data).fit()
        means = [side @ fit.params for side in (one, nought)]
        slopes = [np.ones(len(data))] * 2
        fitted = fit.predict()
        curvature = data.T @ data
    effect = means[0] - means[1]
    gradient = (one * slopes[0][:, None] - nought * slopes[1][:, None]).mean(axis=0)
    moves = (data * (outcome - fitted)[:, None]) @ np.linalg.pinv(curvature) * len(data)
    influence = effect - effect.mean() + moves @ gradient
    expected = [float(mean.mean()) for mean in means]
    method = "g-computation (Robins 1986), interval by the delta method"
    return Effect(float(effect.mean()), influence, expected[0], expected[1], labels, method)


def inverse_probability(outcome: ArrayLike, treated: ArrayLike, X: pd.DataFrame) -> Effect:
    """Give the difference after weighting rows by the inverse of their chance of their own group.

    Parameters
    ----------
    outcome, treated : shape ``(n,)``; Series are matched by their labels with the rows of ``X``.
    X : of `design`.

    Raises
    ------
    StatisticsError
        When groups are too small, or the confounders tell them apart completely.

    Notes
    -----
    Estimate of statsmodels' ``TreatmentEffect.ipw``, with normalised weights. The influences allow
    for the chances being estimated (Lunceford and Davidian 2004, Statistics in Medicine 23:2937);
    so do its own standard errors, but they know no clusters.

    Examples
    --------
    Eight small and eight large firms; mostly the large ones were served, and they renew anyway.

    >>> import pandas as pd
    >>> from research.statistics.effects import design
    >>> firms = pd.DataFrame({"size": ["small"] * 8 + ["large"] * 8})
    >>> served = np.array([1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0], dtype=bool)
    >>> renewed = np.array([1.0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1, 0, 1, 0])
    >>> effect = inverse_probability(renewed, served, design(firms, ["size"]))
    >>> round(effect.estimate, 3), round(effect.treated, 3), round(effect.control, 3)
    (0.167, 0.667, 0.5)
    """
    outcome, treated, data, labels = read_outcome(outcome, treated, framed("confounders", X))
    model, chance = _selection(outcome, treated, data)
    estimate, nought, one = model.ipw(return_results=False)
    share = treated / chance
    rest = (1 - treated) / (1 - chance)
    influence = share * (outcome - one) / share.mean() - rest * (outcome - nought) / rest.mean()
    influence = _less_scores(influence, treated, chance, data)
    method = "inverse probability weights, normalised (Lunceford and Davidian 2004)"
    return Effect(float(estimate), influence, float(one), float(nought), labels, method)


def doubly_robust(outcome: ArrayLike, treated: ArrayLike, X: pd.DataFrame) -> Effect:
    """Give the augmented inverse-probability estimate.

    It is right when either the outcome's or the group's model is.

    Parameters
    ----------
    outcome, treated : shape ``(n,)``; Series are matched by their labels with the rows of ``X``.
    X : of `design`.

    Raises
    ------
    StatisticsError
        When groups are too small, or the confounders tell them apart completely.

    Notes
    -----
    Estimate of statsmodels' ``TreatmentEffect.aipw`` (Robins, Rotnitzky and Zhao 1994); its outcome
    models are linear, one a group. The influences are those of the efficient estimator.

    Examples
    --------
    Eight small and eight large firms; mostly the large ones were served, and they renew anyway.

    >>> import pandas as pd
    >>> from research.statistics.effects import design
    >>> firms = pd.DataFrame({"size": ["small"] * 8 + ["large"] * 8})
    >>> served = np.array([1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0], dtype=bool)
    >>> renewed = np.array([1.0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1, 0, 1, 0])
    >>> effect = doubly_robust(renewed, served, design(firms, ["size"]))
    >>> round(effect.estimate, 3), round(effect.treated, 3), round(effect.control, 3)
    (0.167, 0.667, 0.5)
    """
    outcome, treated, data, labels = read_outcome(outcome, treated, framed("confounders", X))
    model, chance = _selection(outcome, treated, data)
    estimate, nought, one = model.aipw(return_results=False)
    fitted = [result.predict(data) for result in (model.results0, model.results1)]
    influence = (
        fitted[1]
        - fitted[0]
        + treated * (outcome - fitted[1]) / chance
        - (1 - treated) * (outcome - fitted[0]) / (1 - chance)
        - estimate
    )
    method = "augmented inverse probability weights (Robins, Rotnitzky and Zhao 1994)"
    return Effect(float(estimate), influence, float(one), float(nought), labels, method)


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


def _selection(
    outcome: Floats, treated: NDArray[np.bool_], data: Floats
) -> tuple[TreatmentEffect, Floats]:
    fit = logistic(treated.astype(float), data)
    chance = np.asarray(fit.predict(), dtype=float)
    if chance.min() < _LEAST / 10 or chance.max() > 1 - _LEAST / 10:
        msg = (
            "some rows belong to their group with near certainty, so nobody in the other group is "
            "like them; leave out those rows, or a confounder that defines the group"
        )
        raise StatisticsError(msg)
    return TreatmentEffect(sm.OLS(outcome, data), treated.astype(int), fit), chance


def _less_scores(
    influence: Floats, treated: NDArray[np.bool_], chance: Floats, data: Floats
) -> Floats:
    """Take out what the estimated chances explain."""
    scores = data * (treated - chance)[:, None]
    coefficient = np.linalg.lstsq(scores, influence, rcond=None)[0]
    left: Floats = influence - scores @ coefficient
    return left


def _binary(outcome: Floats) -> bool:
    return bool(np.isin(outcome, (0.0, 1.0)).all())
