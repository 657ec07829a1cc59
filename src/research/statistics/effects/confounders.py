"""Confounders of a comparison: coded, turned into chances, and checked for overlap and balance."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import statsmodels.api as sm
from statsmodels.tools.sm_exceptions import PerfectSeparationError, PerfectSeparationWarning

from research.errors import StatisticsError
from research.statistics.answers.alignment import index_of, matched
from research.statistics.answers.arguments import columns_of, framed, numbers
from research.statistics.effects.rows import read_treated
from research.statistics.samples.weights import read_weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

__all__ = ["balance", "design", "logistic", "overlap", "propensity"]


def design(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Code confounders as numbers: standardised numbers, and a column for each further category.

    Parameters
    ----------
    frame : without missing values in ``columns``.
    columns : confounders.

    Returns
    -------
    One row a row of ``frame``, with a leading column ``const`` of ones. Columns that do not vary
    are left out.

    Raises
    ------
    StatisticsError
        When a confounder has missing values.

    Examples
    --------
    >>> firms = pd.DataFrame({"size": ["small", "small", "large"], "years": [1, 3, 5]})
    >>> design(firms, ["size", "years"]).round(2)
       const  size_small  years
    0    1.0         1.0  -1.22
    1    1.0         1.0   0.00
    2    1.0         0.0   1.22
    """
    columns = columns_of(frame, columns, "confounders")
    gaps = [name for name in columns if frame[name].isna().any()]
    if gaps:
        msg = f"confounders with missing values: {', '.join(gaps)}; drop those rows, and say so"
        raise StatisticsError(msg)
    parts = [pd.DataFrame({"const": np.ones(len(frame))}, index=frame.index)]
    for name in columns:
        column = frame[name]
        if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
            spread = float(column.std(ddof=0))
            if spread > 0:
                parts.append(((column - column.mean()) / spread).astype(float).to_frame())
        else:
            coded = pd.get_dummies(column.astype(str), prefix=name, drop_first=True, dtype=float)
            parts.append(coded)
    return pd.concat(parts, axis=1)


def propensity(
    X: pd.DataFrame, treated: ArrayLike, *, weights: ArrayLike | None = None
) -> pd.Series[float]:
    """Give each row's chance of being treated, by logistic regression on the confounders.

    Parameters
    ----------
    X : of `design`.
    treated : one a row; a Series is matched by its labels.
    weights : above zero; ones where not given.

    Raises
    ------
    StatisticsError
        When the confounders tell the groups apart completely, so that nobody can be compared.

    Examples
    --------
    >>> firms = pd.DataFrame({"size": ["small"] * 4 + ["large"] * 4})
    >>> served = np.array([1, 0, 0, 0, 1, 1, 1, 0], dtype=bool)
    >>> X = design(firms, ["size"])
    >>> propensity(X, served).round(2).tolist()
    [0.25, 0.25, 0.25, 0.25, 0.75, 0.75, 0.75, 0.75]
    """
    data = numbers(framed("confounders", X), "confounders", gaps=False)
    group = read_treated(treated, X.index)
    mass = None if weights is None else read_weights(weights, X.index)
    chance = logistic(group.astype(float), data, mass).predict()
    return pd.Series(np.asarray(chance, dtype=float), index=X.index, name="chance")


def overlap(
    chance: ArrayLike, treated: ArrayLike, *, weights: ArrayLike | None = None
) -> pd.DataFrame:
    """Show whether both groups have members that are alike.

    Parameters
    ----------
    chance : of `propensity`.
    treated : shape ``(n,)``; Series are matched by their labels.
    weights : survey weights, above zero; ones where not given. They enter the base that is left.

    Returns
    -------
    Per group (``treated, control``): ``base``, quantiles of the chance ``lowest, q25, median, q75,
    highest``, ``extreme`` (percent with a chance under 5% or over 95%) and ``effective`` (base left
    after weighting, by Kish).

    Examples
    --------
    >>> firms = pd.DataFrame({"size": ["small"] * 4 + ["large"] * 4})
    >>> served = np.array([1, 0, 0, 0, 1, 1, 1, 0], dtype=bool)
    >>> X = design(firms, ["size"])
    >>> overlap(propensity(X, served), served)[["base", "lowest", "median", "highest"]].round(2)
             base  lowest  median  highest
    group
    treated     4    0.25    0.75     0.75
    control     4    0.25    0.25     0.75
    """
    labels = index_of(chance, treated)
    chances, group = _chances(chance, labels), read_treated(treated, labels)
    rows = {}
    weight = _by_chance(chances, group, weights, labels)
    for name, inside in (("treated", group), ("control", ~group)):
        own = chances[inside]
        quantiles = np.quantile(own, [0, 0.25, 0.5, 0.75, 1])
        rows[name] = {
            "base": int(inside.sum()),
            **dict(zip(["lowest", "q25", "median", "q75", "highest"], quantiles, strict=True)),
            "extreme": 100 * float(((own < 0.05) | (own > 0.95)).mean()),
            "effective": float(weight[inside].sum() ** 2 / (weight[inside] ** 2).sum()),
        }
    return pd.DataFrame(rows).T.astype({"base": int}).rename_axis("group")


def balance(
    X: pd.DataFrame, treated: ArrayLike, chance: ArrayLike, *, weights: ArrayLike | None = None
) -> pd.DataFrame:
    """Compare the groups' confounders before and after weighting.

    Parameters
    ----------
    X : of `design`.
    treated, chance : one a row, the chances of `propensity`; Series are matched by their labels.
    weights : survey weights, above zero; ones where not given. They count before and after.

    Returns
    -------
    Per column of the design: ``before`` and ``after``, standardised mean differences (treated less
    control, in standard deviations of the unweighted groups). Below 0.1 counts as balanced.

    Notes
    -----
    Austin (2009), Statistics in Medicine 28:3083.

    Examples
    --------
    >>> firms = pd.DataFrame({"size": ["small"] * 4 + ["large"] * 4})
    >>> served = np.array([1, 0, 0, 0, 1, 1, 1, 0], dtype=bool)
    >>> X = design(firms, ["size"])
    >>> balance(X, served, propensity(X, served)).round(2).abs()
                before  after
    confounder
    size_small     1.0    0.0
    """
    data = framed("confounders", X).drop(columns="const", errors="ignore")
    group, chances = read_treated(treated, X.index), _chances(chance, X.index)
    weight = _by_chance(chances, group, weights, X.index)
    spread = np.sqrt((data[group].var(ddof=1) + data[~group].var(ddof=1)) / 2)
    spread = spread.where(spread > 0)
    before = (data[group].mean() - data[~group].mean()) / spread
    if weights is not None:
        mass = read_weights(weights, X.index)
        sides = [np.average(data[own], axis=0, weights=mass[own]) for own in (group, ~group)]
        before = (sides[0] - sides[1]) / spread
    one = np.average(data[group], axis=0, weights=weight[group])
    nought = np.average(data[~group], axis=0, weights=weight[~group])
    frame = pd.DataFrame({"before": before, "after": (one - nought) / spread})
    return frame.fillna(0.0).rename_axis("confounder")


def _by_chance(
    chances: Floats, group: NDArray[np.bool_], weights: ArrayLike | None, labels: pd.Index[Any]
) -> Floats:
    """Inverse of each row's chance of its own group, times its survey weight."""
    inverse = np.where(group, 1 / chances, 1 / (1 - chances))
    return inverse if weights is None else inverse * read_weights(weights, labels)


def _chances(chance: ArrayLike, labels: pd.Index[Any]) -> Floats:
    values = numbers(matched(chance, labels, "chances"), "chances", gaps=False)
    if not ((values > 0) & (values < 1)).all():
        msg = f"chances run from {values.min():g} to {values.max():g}; allowed: strictly between 0 "
        msg += "and 1 (of propensity)"
        raise StatisticsError(msg)
    return values


def logistic(outcome: Floats, data: Floats, mass: Floats | None = None) -> Any:
    """Fit a logistic regression with statsmodels, with weights where there are any.

    Raises
    ------
    StatisticsError
        When the columns of ``data`` tell the outcomes apart completely.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error", PerfectSeparationWarning)
        try:
            if mass is None:
                fit = sm.Logit(outcome, data).fit(disp=0, warn_convergence=False)
            else:
                binomial = sm.families.Binomial()
                fit = sm.GLM(outcome, data, family=binomial, var_weights=mass).fit()
        except (PerfectSeparationError, PerfectSeparationWarning, np.linalg.LinAlgError):
            fit = None
    if fit is None or not np.isfinite(fit.params).all() or np.abs(fit.params).max() > 25:
        msg = (
            "the confounders tell the groups apart completely, so no row has a counterpart to "
            "compare with; use fewer confounders or coarser categories"
        )
        raise StatisticsError(msg)
    return fit
