"""Differences of two groups adjusted for confounders, by the outcome, the group, or both.

Every estimate comes with each row's influence on it, the estimation of its models included, so that
one rule gives all standard errors: influences are summed within clusters first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from research.errors import StatisticsError
from research.statistics.answers.alignment import matched_frame
from research.statistics.answers.arguments import framed, numbers, truth
from research.statistics.effects.contrasts import Effect
from research.statistics.effects.estimating import influences
from research.statistics.effects.families import Model, family_of, fitted
from research.statistics.effects.rows import read_outcome
from research.statistics.samples.weights import read_weights

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

    from research.statistics.effects.families import Family

    Floats = NDArray[np.float64]

__all__ = ["doubly_robust", "g_computation", "inverse_probability"]

# Beyond this chance of belonging to one group, hardly anybody alike is in the other.
_LEAST = 0.01


def g_computation(
    outcome: ArrayLike,
    treated: ArrayLike,
    X: pd.DataFrame,
    *,
    weights: ArrayLike | None = None,
    family: Family | None = None,
    interactions: bool = False,
) -> Effect:
    """Give the marginal effect of a regression on group and confounders.

    The model predicts every row's outcome twice, as treated and as not, and the predictions are
    averaged.

    Parameters
    ----------
    outcome, treated : shape ``(n,)``; Series are matched by their labels with the rows of ``X``.
    X : of `design`.
    weights : above zero; ones where not given.
    family : ``linear``, ``binomial`` (yes or no), ``poisson`` (counts) or ``gamma`` (amounts above
        zero); the last two on the scale of logarithms. Binomial where the outcome is 0 or 1 and
        linear otherwise, where not given.
    interactions : whether the effect may differ by each confounder.

    Raises
    ------
    StatisticsError
        When groups are too small, the outcome is none of the family, or the model cannot be fitted.

    Notes
    -----
    Robins (1986), Mathematical Modelling 7:1393; standard errors with the sampling of the
    confounders and the estimation of the model included.

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
    rows = _Rows.of(outcome, treated, X, weights)
    kind = family_of(rows.outcome, family)
    inner = truth("interactions", interactions)

    def data(group: Floats) -> Floats:
        crossed = rows.X[:, rows.varied] * group[:, None] if inner else rows.X[:, :0]
        return np.column_stack([group, rows.X, crossed])

    own, one, nought = (data(group) for group in (rows.group, rows.ones, 0 * rows.ones))
    model = fitted(rows.outcome, own, kind, rows.given)
    size = own.shape[1]

    def equations(theta: Floats) -> Floats:
        expected = np.column_stack([model.mean(side, theta[:size]) for side in (one, nought)])
        return np.column_stack(
            [model.score(rows.outcome, own, theta[:size]), expected - theta[size:]]
        )

    words = " with interactions" if inner else ""
    method = f"g-computation (Robins 1986), {kind} model{words}"
    means = [np.average(model.mean(side), weights=rows.mass) for side in (one, nought)]
    return rows.effect(equations, np.concatenate([model.params, means]), method)


def inverse_probability(
    outcome: ArrayLike,
    treated: ArrayLike,
    X: pd.DataFrame,
    *,
    weights: ArrayLike | None = None,
) -> Effect:
    """Give the difference after weighting rows by the inverse of their chance of their own group.

    Parameters
    ----------
    outcome, treated : shape ``(n,)``; Series are matched by their labels with the rows of ``X``.
    X : of `design`.
    weights : above zero; ones where not given.

    Raises
    ------
    StatisticsError
        When groups are too small, or the confounders tell them apart completely.

    Notes
    -----
    Normalised weights, as of statsmodels' ``TreatmentEffect.ipw``; standard errors allow for the
    chances being estimated (Lunceford and Davidian 2004, Statistics in Medicine 23:2937).

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
    rows = _Rows.of(outcome, treated, X, weights)
    chances = _chances(rows, rows.X)
    size = chances.params.size
    groups = np.column_stack([rows.group, 1 - rows.group])

    def equations(theta: Floats) -> Floats:
        chance = chances.mean(rows.X, theta[:size])
        shares = groups / np.column_stack([chance, 1 - chance])
        errors = shares * (rows.outcome[:, None] - theta[size:])
        return np.column_stack([chances.score(rows.group, rows.X, theta[:size]), errors])

    chance = chances.mean(rows.X)
    shares = rows.mass[:, None] * groups / np.column_stack([chance, 1 - chance])
    means = shares.T @ rows.outcome / shares.sum(axis=0)
    method = "inverse probability weights, normalised (Lunceford and Davidian 2004)"
    return rows.effect(equations, np.concatenate([chances.params, means]), method)


def doubly_robust(
    outcome: ArrayLike,
    treated: ArrayLike,
    X: pd.DataFrame,
    *,
    weights: ArrayLike | None = None,
    family: Family = "linear",
    selection: pd.DataFrame | None = None,
) -> Effect:
    """Give the augmented inverse-probability estimate.

    It is right when either the outcome's or the group's model is.

    Parameters
    ----------
    outcome, treated : shape ``(n,)``; Series are matched by their labels with the rows of ``X``.
    X : of `design`.
    weights : above zero; ones where not given.
    family : of the outcome's models, one a group; see `g_computation`.
    selection : of `design`, what goes with being treated; ``X`` where not given, which then is
        what goes with the outcome alone.

    Raises
    ------
    StatisticsError
        When groups are too small, the outcome is none of the family, or the confounders tell the
        groups apart completely.

    Notes
    -----
    Robins, Rotnitzky and Zhao (1994), Journal of the American Statistical Association 89:846; where
    nothing is chosen the estimate of statsmodels' ``TreatmentEffect.aipw``. Standard errors include
    the estimation of all three models.

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
    rows = _Rows.of(outcome, treated, X, weights)
    kind = family_of(rows.outcome, family)
    Z = rows.X
    if selection is not None:
        held = matched_frame(framed("selection", selection), rows.labels, "selection")
        Z = numbers(held, "selection", gaps=False)
    chances = _chances(rows, Z)
    groups = [rows.group, 1 - rows.group]
    models = []
    for group in groups:
        own = group == 1
        mass = None if rows.given is None else rows.given[own]
        models.append(fitted(rows.outcome[own], rows.X[own], kind, mass))
    sizes = np.cumsum([chances.params.size, *(model.params.size for model in models)])

    def augmented(theta: Floats) -> Floats:
        chance = chances.mean(Z, theta[: sizes[0]])
        parts = np.split(theta[sizes[0] : sizes[2]], 2)
        expected = [model.mean(rows.X, own) for model, own in zip(models, parts, strict=True)]
        shares = (groups[0] / chance, groups[1] / (1 - chance))
        return np.column_stack(
            [m + s * (rows.outcome - m) for m, s in zip(expected, shares, strict=True)]
        )

    def equations(theta: Floats) -> Floats:
        parts = np.split(theta[sizes[0] : sizes[2]], 2)
        scores = [
            group[:, None] * model.score(rows.outcome, rows.X, own)
            for group, model, own in zip(groups, models, parts, strict=True)
        ]
        own = chances.score(rows.group, Z, theta[: sizes[0]])
        return np.column_stack([own, *scores, augmented(theta) - theta[sizes[2] :]])

    nuisance = np.concatenate([chances.params, *(model.params for model in models)])
    means = np.average(augmented(nuisance), axis=0, weights=rows.mass)
    method = "augmented inverse probability weights (Robins, Rotnitzky and Zhao 1994)"
    method += "" if kind == "linear" else f", {kind} models"
    return rows.effect(equations, np.concatenate([nuisance, means]), method)


@dataclass(frozen=True)
class _Rows:
    """Outcome, group, confounders and weights of the same rows."""

    outcome: Floats
    group: Floats
    X: Floats
    labels: pd.Index
    given: Floats | None

    @classmethod
    def of(
        cls, outcome: ArrayLike, treated: ArrayLike, X: pd.DataFrame, weights: ArrayLike | None
    ) -> _Rows:
        read = read_outcome(outcome, treated, framed("confounders", X))
        mass = None
        if weights is not None:
            mass = read_weights(weights, read.labels)
            mass = mass / mass.mean()
        return cls(read.outcome, read.treated.astype(float), read.X, read.labels, mass)

    @property
    def ones(self) -> Floats:
        return np.ones(len(self.outcome))

    @property
    def mass(self) -> Floats:
        """Weights in units of their mean."""
        return self.ones if self.given is None else self.given

    @property
    def varied(self) -> NDArray[np.bool_]:
        """Which columns are no constant."""
        found: NDArray[np.bool_] = np.ptp(self.X, axis=0) > 0
        return found

    def effect(
        self, equations: Callable[[Floats], Floats], solution: Floats, method: str
    ) -> Effect:
        """Difference of the last two parameters, with the influence of each row."""
        mass = self.mass[:, None]
        moves = influences(lambda theta: mass * equations(theta), solution, 2)
        one, nought = (float(value) for value in solution[-2:])
        return Effect(one - nought, moves[:, 0] - moves[:, 1], one, nought, self.labels, method)


def _chances(rows: _Rows, data: Floats) -> Model:
    """Model of who is treated."""
    model = fitted(rows.group, data, "binomial", rows.given)
    chance = model.mean(data)
    if chance.min() < _LEAST / 10 or chance.max() > 1 - _LEAST / 10:
        msg = (
            "some rows belong to their group with near certainty, so nobody in the other group is "
            "like them; leave out those rows, or a confounder that defines the group"
        )
        raise StatisticsError(msg)
    return model
