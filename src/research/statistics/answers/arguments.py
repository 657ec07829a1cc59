"""Arguments checked like data: what was given, and what was allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.errors import StatisticsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

__all__ = [
    "at_least",
    "column_of",
    "columns_of",
    "confidence_level",
    "framed",
    "instance_of",
    "listed",
    "numbers",
    "one_of",
    "share",
    "truth",
    "truths",
    "whole",
]

_LISTED = 40


def one_of(name: str, value: object, allowed: Iterable[Any]) -> None:
    """Require one of a few choices."""
    choices = list(allowed)
    if not isinstance(value, str | None) or value not in choices:
        msg = f"{name} {value!r} is unknown; allowed: {', '.join(map(str, choices))}"
        raise StatisticsError(msg)


def share(name: str, value: object, example: float) -> float:
    """Require a number strictly between 0 and 1."""
    found = _number(value)
    if not 0 < found < 1:
        msg = f"{name} is {value!r}; allowed: a number strictly between 0 and 1, such as {example}"
        raise StatisticsError(msg + (" (not a percentage)" if name == "confidence" else ""))
    return found


def confidence_level(value: object) -> float:
    """Require a two-sided level of confidence."""
    return share("confidence", value, 0.95)


def at_least(name: str, value: object, least: float, most: float = np.inf) -> float:
    """Require a finite number in a range, both ends included."""
    found = _number(value)
    if not least <= found <= most:
        msg = f"{name} is {value!r}; allowed: a number of {_range(least, most)}"
        raise StatisticsError(msg)
    return found


def whole(name: str, value: object, least: int, most: int | None = None) -> int:
    """Require a whole number in a range, both ends included."""
    found, top = _number(value), np.inf if most is None else most
    if not (least <= found <= top and found == np.floor(found)):
        msg = f"{name} is {value!r}; allowed: a whole number of {_range(least, top)}"
        raise StatisticsError(msg)
    return int(found)


def instance_of(name: str, value: object, kinds: Any, allowed: str) -> None:
    """Require an object of some kind; `allowed` says which in words."""
    if not isinstance(value, kinds):
        msg = f"{name} is {_shown(value)}; allowed: {allowed}"
        raise StatisticsError(msg)


def listed(name: str, values: Any, allowed: str) -> list[Any]:
    """Require several values, and give them as a list; `allowed` says which in words."""
    flat = np.iterable(values) and len(getattr(values, "shape", (0,))) == 1
    if isinstance(values, str) or not flat:
        msg = f"{name} are {_shown(values)}; allowed: {allowed}"
        raise StatisticsError(msg)
    return list(values)


def truth(name: str, value: object) -> bool:
    """Require true or false."""
    instance_of(name, value, bool | np.bool_, "True or False")
    return bool(value)


def framed(name: str, value: object) -> pd.DataFrame:
    """Require a data frame with at least one row, and each column once."""
    if not isinstance(value, pd.DataFrame):
        msg = f"{name} are {_shown(value)}; allowed: a pandas DataFrame, one row a respondent"
        if type(value).__name__ == "Study":
            msg += " (study.answers is one; crosstab of research takes the study itself)"
        raise StatisticsError(msg)
    if not value.columns.is_unique:
        twice = value.columns[value.columns.duplicated()][0]
        msg = f"{name} have the column {twice!r} twice; allowed: each column once"
        raise StatisticsError(msg)
    return value


def column_of(frame: object, name: str | None, what: str) -> str | None:
    """Require one column of a frame, or ``None`` for none."""
    found = columns_of(frame, name, what)
    if len(found) != (name is not None) or isinstance(name, list | tuple):
        msg = f"the {what} are {_shown(name)}; allowed: the name of one column, or None"
        raise StatisticsError(msg)
    return name


def columns_of(frame: object, names: object, what: str, *, least: int = 0) -> list[str]:
    """Require columns of a frame.

    Parameters
    ----------
    frame : where they must be.
    names : a name, a list of names or ``None`` for none.
    what : what the columns are for.
    least : how many are needed.

    Returns
    -------
    The names as a list.
    """
    held = framed("data", frame)
    wanted: Sequence[Any] = [] if names is None else [names]
    if names is not None and not isinstance(names, str) and np.iterable(names):
        wanted = list(names)
    for name in wanted:
        known = isinstance(name, str | int | float) or np.isscalar(name)
        if not known or name not in held.columns:
            msg = f"there is no column {name!r} for the {what}; allowed: "
            msg += f"{[str(column) for column in held.columns][:_LISTED]}"
            raise StatisticsError(msg)
    if len(wanted) < least:
        msg = f"the {what} are {_shown(names)}; allowed: {least} or more of the columns "
        msg += f"{[str(column) for column in held.columns][:_LISTED]}"
        raise StatisticsError(msg)
    return list(wanted)


def numbers(
    values: Any, what: str, *, gaps: bool = True, infinite: bool = False
) -> NDArray[np.float64]:
    """Give values as floats, missing ones as NaN.

    Parameters
    ----------
    values : a Series, frame, array or list of numbers, truth values and missing values.
    what : what they are, for an error.
    gaps, infinite : whether missing and infinite values are allowed.

    Raises
    ------
    StatisticsError
        If there is text, or anything else that is no number, an infinite number, or a gap that is
        not allowed.
    """
    cells = values.to_numpy() if isinstance(values, pd.Series | pd.DataFrame) else values
    raw = np.asarray(cells)
    text = _first_text(raw)
    try:
        found = _floats(values, raw)
    except (TypeError, ValueError):
        text = _first_text(raw) or f"values of type {raw.dtype}"
    if text:
        msg = f"{what} hold {text}; allowed: numbers" + (", or missing" if gaps else "")
        raise StatisticsError(msg)
    wrong = (np.isinf(found) & (not infinite)) | (np.isnan(found) & (not gaps))
    if wrong.any():
        worst = found[wrong].ravel()[0]
        msg = f"{what} hold {worst} ({int(wrong.sum())} such); allowed: finite numbers"
        raise StatisticsError(msg + (", or missing" if gaps else ""))
    return found


def truths(values: Any, what: str) -> NDArray[np.bool_]:
    """Give values as true and false: 0 and 1 are these too, and nothing may be missing."""
    found = numbers(values, what, gaps=False)
    wrong = ~np.isin(found, (0, 1))
    if wrong.any():
        msg = f"{what} hold {found[wrong][0]:g}; allowed: true and false, or 1 and 0"
        raise StatisticsError(msg)
    return np.asarray(found == 1)


def _floats(values: Any, raw: NDArray[Any]) -> NDArray[np.float64]:
    if isinstance(values, pd.Series | pd.DataFrame):
        converted: NDArray[np.float64] = values.to_numpy(dtype=np.float64, na_value=np.nan)
        return converted
    if raw.dtype == object:
        flat = pd.Series(raw.ravel(), dtype=object)
        return flat.to_numpy(dtype=np.float64, na_value=np.nan).reshape(raw.shape)
    return np.asarray(raw, dtype=np.float64)


def _first_text(raw: NDArray[Any]) -> str:
    """Show the first text among values; empty where there is none."""
    if raw.dtype.kind in "biufc":
        return ""
    if raw.dtype.kind in "mM":
        return "dates"
    found = next((value for value in raw.ravel() if isinstance(value, str)), None)
    return "" if found is None else f"the text {str(found)!r}"


def _number(value: object) -> float:
    """Give a finite number as it is, and NaN for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | np.integer | np.floating):
        return float("nan")
    try:
        found = float(value)
    except OverflowError:
        return float("nan")
    return found if np.isfinite(found) else float("nan")


def _range(least: float, most: float) -> str:
    if most == np.inf:
        return f"{least:,g} or more"
    return f"{least:,g} to {most:,g}"


def _shown(value: object) -> str:
    """Name what was given in a few words."""
    text = repr(value)
    return (
        f"a {type(value).__name__}" if len(text) > _LISTED else f"{text} ({type(value).__name__})"
    )
