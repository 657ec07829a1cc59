"""Distinct numbers: a column of them as codes of those that occur."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["distinct_numbers", "distinct_whole"]

# Whole numbers this far apart are counted in a table, which is quicker than to look each one up.
_SPAN = 1 << 16
# Up to here every whole number is a float.
_EXACT = 1 << 53


def distinct_numbers(values: NDArray[np.float64]) -> tuple[NDArray[np.int32], list[object]]:
    """Give numbers as codes of the distinct ones.

    Parameters
    ----------
    values : n numbers, NaN where blank.

    Returns
    -------
    n places in the list of distinct numbers, -1 where blank; and that list: in order of size where
    they are whole and near each other, in order of appearance where not.

    Examples
    --------
    >>> distinct_numbers(np.array([3.0, np.nan, 1.0, 3.0]))
    (array([ 1, -1,  0,  1], dtype=int32), [1.0, 3.0])
    """
    blank = np.isnan(values)
    if blank.all():
        return np.full(len(values), -1, dtype="int32"), []
    low = float(np.min(values, initial=np.inf, where=~blank))
    high = float(np.max(values, initial=-np.inf, where=~blank))
    if low > -_EXACT and high < min(low + _SPAN, _EXACT) and _whole(values, blank):
        return _counted(np.where(blank, 0, values - low + 1).astype("int32"), low, high)
    known, found = pd.factorize(values)
    return known.astype("int32"), [*found.tolist()]


def distinct_whole(
    values: NDArray[np.integer], blank: NDArray[np.bool_] | None, low: int, high: int
) -> tuple[NDArray[np.int32], list[object]] | None:
    """Give whole numbers as codes of the distinct ones; None where they are far apart.

    Parameters
    ----------
    values : n whole numbers.
    blank : which of them are none; None where all are.
    low, high : the least and the largest of them.

    Returns
    -------
    As `distinct_numbers`.

    Examples
    --------
    >>> distinct_whole(np.array([3, 0, 1, 3]), np.array([False, True, False, False]), 1, 3)
    (array([ 1, -1,  0,  1], dtype=int32), [1.0, 3.0])
    """
    if high >= low + _SPAN:
        return None
    places = (values.astype("int64", copy=False) - (low - 1)).astype("int32")
    if blank is not None:
        places[blank] = 0
    return _counted(places, low, high)


def _counted(
    places: NDArray[np.int32], low: float, high: float
) -> tuple[NDArray[np.int32], list[object]]:
    """Give codes of whole numbers that are told by their place from the least, 0 where blank."""
    held = np.bincount(places, minlength=int(high - low) + 2)[1:] > 0
    if held.all():
        return places - 1, [*(np.arange(len(held)) + float(low)).tolist()]
    codes = np.full(len(held) + 1, -1, dtype="int32")
    codes[1:][held] = np.arange(held.sum(), dtype="int32")
    return codes[places], [*(np.flatnonzero(held) + float(low)).tolist()]


def _whole(values: NDArray[np.float64], blank: NDArray[np.bool_]) -> bool:
    return bool(((np.trunc(values) == values) | blank).all())
