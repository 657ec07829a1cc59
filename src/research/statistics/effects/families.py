"""Families of outcomes: numbers, yes or no, counts and amounts, fitted by statsmodels."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
import statsmodels.api as sm

from research.errors import StatisticsError
from research.statistics.answers.arguments import one_of
from research.statistics.effects.confounders import logistic

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["Family", "Model", "family_of", "fitted"]

Family = Literal["linear", "binomial", "poisson", "gamma"]
_NEEDS = {
    "linear": "any numbers",
    "binomial": "0 and 1",
    "poisson": "0 or more",
    "gamma": "numbers above 0",
}
# Predictions of exponents beyond this are no numbers any more.
_LARGEST = 500.0


@dataclass(frozen=True)
class Model:
    """A family's mean and score.

    Parameters
    ----------
    family : numbers with an identity link, yes or no with a logit, counts and amounts with a log.
    params : coefficients, shape ``(k,)``.
    """

    family: Family
    params: Floats

    def mean(self, data: Floats, params: Floats | None = None) -> Floats:
        """Expected outcome of each row."""
        index = data @ (self.params if params is None else params)
        if self.family == "linear":
            return np.asarray(index)
        index = np.clip(index, -_LARGEST, _LARGEST)
        if self.family == "binomial":
            return np.asarray(1 / (1 + np.exp(-index)))
        return np.asarray(np.exp(index))

    def score(self, outcome: Floats, data: Floats, params: Floats) -> Floats:
        """Each row's estimating equations, shape ``(n, k)``."""
        mean = self.mean(data, params)
        error = outcome - mean
        if self.family == "gamma":
            error = error / mean
        found: Floats = data * error[:, None]
        return found


def family_of(outcome: Floats, family: str | None) -> Family:
    """Settle the family of an outcome: of yes or no binomial, else linear, where ``None``.

    Raises
    ------
    StatisticsError
        If the family is unknown, or the outcome none of it.
    """
    if family is None:
        return "binomial" if np.isin(outcome, (0.0, 1.0)).all() else "linear"
    one_of("family", family, get_args(Family))
    fits = {
        "linear": True,
        "binomial": bool(np.isin(outcome, (0.0, 1.0)).all()),
        "poisson": bool((outcome >= 0).all()),
        "gamma": bool((outcome > 0).all()),
    }
    if not fits[family]:
        msg = f"the outcome runs from {outcome.min():g} to {outcome.max():g}; allowed for the "
        msg += f"family {family}: {_NEEDS[family]}"
        raise StatisticsError(msg)
    return family  # type: ignore[return-value]


def fitted(outcome: Floats, data: Floats, family: Family, mass: Floats | None = None) -> Model:
    """Fit a regression of one family.

    Parameters
    ----------
    outcome : shape ``(n,)``.
    data : shape ``(n, k)``, with a constant.
    family : of `family_of`.
    mass : weights; ones where ``None``.

    Raises
    ------
    StatisticsError
        When the columns tell the outcomes apart completely, or there is no fit.
    """
    if family == "linear":
        weights = 1.0 if mass is None else mass
        return Model(family, np.asarray(sm.WLS(outcome, data, weights=weights).fit().params))
    if family == "binomial":
        return Model(family, np.asarray(logistic(outcome, data, mass).params))
    kind = (
        sm.families.Poisson() if family == "poisson" else sm.families.Gamma(sm.families.links.Log())
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        params = np.asarray(sm.GLM(outcome, data, family=kind, var_weights=mass).fit().params)
    if not np.isfinite(params).all():
        msg = (
            f"the {family} regression has no fit; allowed: fewer confounders or coarser categories"
        )
        raise StatisticsError(msg)
    return Model(family, params)
