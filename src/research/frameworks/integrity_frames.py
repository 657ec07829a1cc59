"""Frames of people invited and of respondents: columns that must be there, and sure differences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import stats

from research.errors import StatisticsError
from research.statistics.effects.contrasts import clustered_error
from research.statistics.samples.intervals import normal_quantile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = [
    "above",
    "limits",
    "numeric",
    "ordered",
    "proportion",
    "require",
    "said_yes",
    "units_of",
    "whole_column",
]


def require(frame: pd.DataFrame, names: Sequence[str], what: str, least: int = 0) -> list[str]:
    """Require columns of a frame.

    Parameters
    ----------
    frame : where they must be.
    names : of the columns.
    what : what they are for.
    least : how many are needed.

    Raises
    ------
    StatisticsError
        When one is missing, or there are too few.
    """
    wanted = [names] if isinstance(names, str) else list(names)
    for name in wanted:
        if name not in frame.columns:
            known = ", ".join(map(str, frame.columns[:40])) or "none"
            msg = f"there is no column {name!r} for the {what}; known: {known}"
            raise StatisticsError(msg)
    if len(wanted) < least:
        msg = f"{len(wanted)} columns are named for the {what}; allowed: {least} or more"
        raise StatisticsError(msg)
    return wanted


def said_yes(frame: pd.DataFrame, column: str, what: str = "who answered") -> NDArray[np.bool_]:
    """Give a column of true and false, or of 1 and 0.

    Parameters
    ----------
    frame : one row a person.
    column : name of the column, filled for everybody.
    what : what it tells.

    Raises
    ------
    StatisticsError
        When there is no such column, or it holds something else.
    """
    require(frame, [column], what)
    held = frame[column]
    if held.isna().any() or not held.isin([0, 1]).all():
        msg = f"{what} stands in {column!r}; allowed there: true and false, for everybody"
        raise StatisticsError(msg)
    return held.to_numpy(dtype=bool)


def units_of(frame: pd.DataFrame, clusters: str | None) -> NDArray[np.intp] | None:
    """Number what people are nested in; ``None`` where they are in nothing.

    Parameters
    ----------
    frame : one row a person.
    clusters : name of the column.

    Raises
    ------
    StatisticsError
        When there is no such column, or somebody is in none.
    """
    if clusters is None:
        return None
    require(frame, [clusters], "clusters")
    if frame[clusters].isna().any():
        msg = f"{int(frame[clusters].isna().sum())} of {len(frame)} people have no {clusters!r}; "
        raise StatisticsError(msg + "allowed: one for each (or leave them out)")
    return np.asarray(pd.factorize(frame[clusters])[0], dtype=np.intp)


def ordered(held: pd.Series[Any]) -> list[str]:
    """Give the values of a column as texts: in the order of its categories, else sorted.

    Parameters
    ----------
    held : missing values are left out.
    """
    if isinstance(held.dtype, pd.CategoricalDtype):
        present = set(held.dropna())
        return [str(one) for one in held.cat.categories if one in present]
    values = sorted(held.dropna().unique(), key=lambda one: (isinstance(one, str), one))
    return [str(one) for one in values]


def numeric(held: pd.Series[Any]) -> bool:
    """Whether a column holds numbers, to be compared by their mean.

    Parameters
    ----------
    held : the column; true and false are no numbers.
    """
    kind = held.dtype
    return pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind)


def whole_column(held: pd.Series[Any], *, numbers: bool = True) -> pd.Series[Any]:
    """Give a column without gaps: a missing number is the mean, else the empty text.

    Parameters
    ----------
    held : the column.
    numbers : whether numbers stay such; else they are texts as all others.
    """
    if numbers and numeric(held):
        values = held.astype(float)
        return values.fillna(values.mean()) if values.notna().any() else values.fillna(0.0)
    return held.astype(object).where(held.notna(), "").map(str)


def limits(
    influence: NDArray[np.float64],
    estimate: float,
    units: NDArray[np.intp] | None,
    confidence: float,
) -> dict[str, float]:
    """Give the interval of a difference and its test.

    Parameters
    ----------
    influence : of each person on the estimate, as of `research.statistics.effects.Effect`.
    estimate : the difference.
    units : of `units_of`, of the same people.
    confidence : two-sided level.

    Returns
    -------
    ``low, high, statistic, df, p``: Student's t at the units less two; missing with fewer than
    three, and no test where nothing varies.

    Notes
    -----
    Errors between clusters as Liang and Zeger (1986), Biometrika 73:13.
    """
    normal_quantile(confidence)
    count = len(influence) if units is None else len(np.unique(units))
    if count < 3:
        return dict.fromkeys(("low", "high", "statistic", "df", "p"), np.nan)
    error, df = clustered_error(influence, units), count - 2
    half = float(stats.t.ppf(0.5 + confidence / 2, df)) * error
    statistic = estimate / error if error > 0 else np.nan
    return {
        "low": estimate - half,
        "high": estimate + half,
        "statistic": statistic,
        "df": float(df),
        "p": float(2 * stats.t.sf(abs(statistic), df)),
    }


def proportion(name: str, value: float) -> float:
    """Require a number strictly between 0 and 1.

    Parameters
    ----------
    name : what it is.
    value : the number.

    Raises
    ------
    StatisticsError
        When it is none.
    """
    if not 0 < value < 1:
        msg = f"{name} is {value!r}; allowed: a number strictly between 0 and 1, such as 0.6"
        raise StatisticsError(msg)
    return float(value)


def above(name: str, value: int, least: int) -> int:
    """Require a whole number of a size at least.

    Parameters
    ----------
    name : what it is.
    value : the number.
    least : the smallest allowed.

    Raises
    ------
    StatisticsError
        When it is smaller, or no whole number.
    """
    if value != int(value) or value < least:
        msg = f"{name} is {value!r}; allowed: a whole number of {least} or more"
        raise StatisticsError(msg)
    return int(value)
