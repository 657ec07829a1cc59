"""Values of the same respondents brought into one order by their labels, or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.errors import StatisticsError

if TYPE_CHECKING:
    from collections.abc import Hashable

    from numpy.typing import NDArray

__all__ = ["in_step", "index_of", "matched", "matched_frame"]


def index_of(*values: Any) -> pd.Index[Any]:
    """Give the labels of respondents: of the first Series or frame, else places from 0.

    Parameters
    ----------
    values : Series, frames, arrays, lists or ``None``; one value or row a respondent.
    """
    for each in values:
        if isinstance(each, pd.Series | pd.DataFrame):
            return each.index
    first = next((each for each in values if each is not None), None)
    if first is None:
        msg = "no values are given; allowed: a list, an array or a Series, one value a respondent"
        raise StatisticsError(msg)
    return pd.RangeIndex(np.atleast_1d(np.asarray(first, dtype=object)).shape[0])


def matched(values: Any, index: pd.Index[Any], what: str) -> pd.Series[Any]:
    """Bring values into the order of respondents.

    Parameters
    ----------
    values : a Series is matched by its labels, whatever their order, and may have more of them; a
        list or an array has no labels and is taken in the order that it is in.
    index : labels of the respondents.
    what : what the values are, for an error.

    Returns
    -------
    One value a respondent, in the order of `index`.

    Raises
    ------
    StatisticsError
        If a respondent has no value, or labels that occur twice leave it open which is whose.

    Examples
    --------
    >>> weights = pd.Series([3.0, 1.0], index=["bob", "ann"])
    >>> matched(weights, pd.Index(["ann", "bob"]), "weights").tolist()
    [1.0, 3.0]
    """
    if isinstance(values, pd.Series):
        if values.index.equals(index):
            return values
        _require_labels(values.index, index, what)
        return values.reindex(index)
    if isinstance(values, pd.DataFrame | str) or not np.iterable(values):
        msg = f"{what} are a {type(values).__name__}; allowed: a list, an array or a Series with "
        msg += f"one value for each of {len(index)} respondents"
        raise StatisticsError(msg)
    listed = list(values) if not isinstance(values, np.ndarray | pd.Categorical) else values
    if np.ndim(listed) != 1 and isinstance(listed, np.ndarray):
        msg = f"{what} have shape {listed.shape}; allowed: one value for each of {len(index)} "
        msg += "respondents"
        raise StatisticsError(msg)
    if len(listed) != len(index):
        msg = f"{what} have {len(listed)} values for {len(index)} respondents; allowed: one each"
        raise StatisticsError(msg)
    return pd.Series(listed, index=index)


def matched_frame(frame: pd.DataFrame, index: pd.Index[Any], what: str) -> pd.DataFrame:
    """Bring the rows of a frame into the order of respondents, as `matched` does with values."""
    if frame.index.equals(index):
        return frame
    _require_labels(frame.index, index, what)
    return frame.reindex(index)


def in_step(what: str, *values: Any) -> tuple[NDArray[Any], ...]:
    """Bring values that are worked on together into the order of the first Series among them.

    Parameters
    ----------
    what : what they are, for an error.
    values : Series with the same labels, arrays, lists and numbers.

    Raises
    ------
    StatisticsError
        If the labels of two Series are not the same.
    """
    series = [each for each in values if isinstance(each, pd.Series)]
    if series:
        index = series[0].index
        longer = next((each for each in series if len(each) != len(index)), None)
        if longer is not None:
            msg = f"{what} are labelled {len(index)} and {len(longer)} times; allowed: the same "
            msg += "labels for all, or arrays"
            raise StatisticsError(msg)
        values = tuple(
            matched(each, index, what) if isinstance(each, pd.Series) else each for each in values
        )
    arrays = tuple(np.asarray(each) for each in values)
    try:
        np.broadcast_shapes(*(each.shape for each in arrays))
    except ValueError as error:
        shapes = " and ".join(str(each.shape) for each in arrays)
        msg = f"{what} have shapes {shapes}; allowed: as many values each, or one for all"
        raise StatisticsError(msg) from error
    return arrays


def _require_labels(own: pd.Index[Any], index: pd.Index[Any], what: str) -> None:
    for labels in (own, index):
        if not labels.is_unique:
            twice: Hashable = labels[labels.duplicated()][0]
            msg = f"the label {twice!r} occurs twice and the {what} are in another order; allowed: "
            msg += "a label of its own for each respondent, or the same order"
            raise StatisticsError(msg)
    lacking = index[~index.isin(own)]
    if len(lacking):
        msg = f"{what} are missing for {len(lacking)} of {len(index)} respondents, the first "
        msg += f"{lacking[0]!r}; allowed: one for each, under the same label (or a plain list in "
        msg += "the same order)"
        raise StatisticsError(msg)
