"""Confounders of a comparison: coded, turned into chances, and checked for overlap and balance."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import statsmodels.api as sm
from statsmodels.tools.sm_exceptions import PerfectSeparationError, PerfectSeparationWarning

from research.errors import StatisticsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

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


def propensity(X: pd.DataFrame, treated: NDArray[np.bool_]) -> Floats:
    """Give each row's chance of being treated, by logistic regression on the confounders.

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
    return np.asarray(logistic(treated.astype(float), X.to_numpy()).predict(), dtype=float)


def overlap(chance: Floats, treated: NDArray[np.bool_]) -> pd.DataFrame:
    """Show whether both groups have members that are alike.

    Parameters
    ----------
    chance : of `propensity`.
    treated : shape ``(n,)``.

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
    rows = {}
    weight = np.where(treated, 1 / chance, 1 / (1 - chance))
    for name, inside in (("treated", treated), ("control", ~treated)):
        own = chance[inside]
        quantiles = np.quantile(own, [0, 0.25, 0.5, 0.75, 1])
        rows[name] = {
            "base": int(inside.sum()),
            **dict(zip(["lowest", "q25", "median", "q75", "highest"], quantiles, strict=True)),
            "extreme": 100 * float(((own < 0.05) | (own > 0.95)).mean()),
            "effective": float(weight[inside].sum() ** 2 / (weight[inside] ** 2).sum()),
        }
    return pd.DataFrame(rows).T.astype({"base": int}).rename_axis("group")


def balance(X: pd.DataFrame, treated: NDArray[np.bool_], chance: Floats) -> pd.DataFrame:
    """Compare the groups' confounders before and after weighting.

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
    data = X.drop(columns="const")
    weight = np.where(treated, 1 / chance, 1 / (1 - chance))
    spread = np.sqrt((data[treated].var(ddof=1) + data[~treated].var(ddof=1)) / 2)
    spread = spread.where(spread > 0)
    before = (data[treated].mean() - data[~treated].mean()) / spread
    one = np.average(data[treated], axis=0, weights=weight[treated])
    nought = np.average(data[~treated], axis=0, weights=weight[~treated])
    frame = pd.DataFrame({"before": before, "after": (one - nought) / spread})
    return frame.fillna(0.0).rename_axis("confounder")


def logistic(outcome: Floats, data: Floats) -> Any:
    """Fit a logistic regression with statsmodels.

    Raises
    ------
    StatisticsError
        When the columns of ``data`` tell the outcomes apart completely.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error", PerfectSeparationWarning)
        try:
            fit = sm.Logit(outcome, data).fit(disp=0, warn_convergence=False)
        except (PerfectSeparationError, PerfectSeparationWarning, np.linalg.LinAlgError):
            fit = None
    if fit is None or not np.isfinite(fit.params).all() or np.abs(fit.params).max() > 25:
        msg = (
            "the confounders tell the groups apart completely, so no row has a counterpart to "
            "compare with; use fewer confounders or coarser categories"
        )
        raise StatisticsError(msg)
    return fit
