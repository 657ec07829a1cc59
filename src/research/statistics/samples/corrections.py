"""Corrections of p-values for many comparisons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from research.errors import StatisticsError
from research.statistics.answers.arguments import numbers, one_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

__all__ = ["Correction", "adjust_families", "adjusted", "correction_named"]

Correction = Literal["none", "bonferroni", "holm", "bh"]

_NAMES = {
    "none": "no correction for several comparisons",
    "bonferroni": "Bonferroni's correction",
    "holm": "Holm's correction (1979)",
    "bh": "Benjamini and Hochberg's correction (1995)",
}


def correction_named(method: Correction) -> str:
    """Give a correction as a line on method names it.

    Parameters
    ----------
    method : as `adjusted` takes it.

    Examples
    --------
    >>> correction_named("holm")
    "Holm's correction (1979)"
    """
    return _NAMES[method]


def adjusted(p: ArrayLike, method: Correction = "holm") -> NDArray[np.float64]:
    """Adjust p-values for having made several comparisons.

    Parameters
    ----------
    p : p-values, shape ``(..., m)``; each row along the last axis is a family of its own. Missing
        values are comparisons that were not made: they stay missing and are not counted.
    method : ``none``; ``bonferroni`` (p times the number of comparisons); ``holm`` (Holm 1979,
        the step-down form, never weaker than Bonferroni); ``bh`` (Benjamini and Hochberg 1995,
        the false discovery rate).

    Returns
    -------
    Adjusted p-values of the same shape, at most 1.

    Raises
    ------
    StatisticsError
        If the method is unknown or a p-value is outside 0 to 1.

    Examples
    --------
    >>> adjusted([0.01, 0.02, 0.03], "holm").tolist()
    [0.03, 0.04, 0.04]
    >>> adjusted([0.01, 0.02, 0.03], "bh").tolist()
    [0.03, 0.03, 0.03]
    """
    values = np.atleast_1d(numbers(p, "p-values"))
    one_of("correction", method, get_args(Correction))
    if ((values < 0) | (values > 1)).any():
        msg = "a p-value lies outside 0 to 1; allowed: probabilities, missing where not tested"
        raise StatisticsError(msg)
    if method == "none" or values.shape[-1] == 0:
        return values.copy()
    made = (~np.isnan(values)).sum(axis=-1, keepdims=True)
    if method == "bonferroni":
        times: NDArray[np.float64] = np.minimum(values * made, 1.0)
        return times
    order = np.argsort(values, axis=-1)  # missing values go last
    ascending = np.take_along_axis(values, order, axis=-1)
    place = np.arange(values.shape[-1])
    if method == "holm":
        stepped = np.fmax.accumulate(ascending * np.maximum(made - place, 1), axis=-1)
    else:
        scaled = ascending * (made / (place + 1))
        stepped = np.fmin.accumulate(scaled[..., ::-1], axis=-1)[..., ::-1]
    stepped = np.where(np.isnan(ascending), np.nan, np.minimum(stepped, 1.0))
    result = np.empty_like(values)
    np.put_along_axis(result, order, stepped, axis=-1)
    return result


def adjust_families(
    table: pd.DataFrame, within: Sequence[str], correction: Correction, p: str = "p"
) -> None:
    """Adjust p-values within families of rows, in a column beside them.

    Parameters
    ----------
    table : one row a test; gets the column ``<p>_adjusted``.
    within : columns that are alike within a family.
    correction : see `adjusted`.
    p : column of the p-values, which may be missing.
    """
    found = np.full(len(table), np.nan)
    for own in table.groupby(list(within), sort=False).indices.values():
        found[own] = adjusted(table[p].to_numpy()[own], correction)
    table[f"{p}_adjusted"] = found
