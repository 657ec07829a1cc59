"""The health of accounts out of survey, product and service, and alerts after low scores."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "IN_TIME",
    "LATE",
    "OPEN",
    "OVERDUE",
    "STATES",
    "Scale",
    "alerts",
    "health",
    "part_values",
]

IN_TIME, LATE, OPEN, OVERDUE = "in time", "late", "open", "overdue"
STATES = (IN_TIME, LATE, OPEN, OVERDUE)
"""What has come of an alert."""


class Scale(NamedTuple):
    """What a part of health is worth.

    Parameters
    ----------
    worst, best : what is worth 0 and 100; the best may be the lower number.
    weight : in the index.
    """

    worst: float
    best: float
    weight: float


def part_values(frame: pd.DataFrame, question: str, least: int) -> pd.Series:
    """Give the mean of a question by account.

    Parameters
    ----------
    frame : ``account`` and the question, one row an answer.
    question : its name.
    least : an account with fewer answers has no mean.
    """
    known = frame.dropna(subset=[question]).groupby("account")[question]
    means: pd.Series = known.mean()
    return means[known.count() >= least]


def health(
    values: Mapping[str, pd.Series],
    parts: Mapping[str, Scale],
    accounts: pd.Index,
    *,
    known: float = 0.5,
    low: float = 40,
    high: float = 60,
) -> pd.DataFrame:
    """Give the index of each account's health, with its parts.

    Parameters
    ----------
    values : by part, of `part_values`.
    parts : by the same names, what is worth 0 and 100, and the weights.
    accounts : all of them.
    known : least share of the weights that must be known; what is not known is left out of the
        mean and counts for nothing.
    low, high : an index below ``low`` is low, one from ``high`` is high.

    Returns
    -------
    One row an account: a column a part, 0 to 100, ``index``, ``state`` (low, middle or high;
    missing with the index) and ``hidden``: the first part is high, and another is low.
    """
    scaled = pd.DataFrame(
        {
            name: 100 * (values[name].reindex(accounts) - one.worst) / (one.best - one.worst)
            for name, one in parts.items()
        }
    ).clip(0, 100)
    weights = pd.Series({name: one.weight for name, one in parts.items()})
    there = scaled.notna().mul(weights).sum(axis=1)
    index = scaled.mul(weights).sum(axis=1).div(there.where(there > 0))
    # Weights add up in floating point.
    index = index.where(there >= known * weights.sum() - 1e-9)
    state = np.select([index.isna(), index < low, index >= high], ["", "low", "high"], "middle")
    first, *others = scaled.columns
    hidden = (scaled[first] >= high) & (scaled[others] < low).any(axis=1)
    return scaled.assign(
        index=index, state=pd.Series(state, scaled.index).replace("", None), hidden=hidden
    )


def alerts(
    answers: pd.DataFrame,
    followed: pd.DataFrame,
    today: pd.Timestamp,
    *,
    at_most: float = 6,
    days: int = 5,
) -> pd.DataFrame:
    """Say of each account with a low score whether somebody came back in time.

    Parameters
    ----------
    answers : ``account, score, day``, one row an answer.
    followed : ``account, day`` on which somebody came back, and ``owner`` where it is known.
    today : day of the edition.
    at_most : highest score that raises an alert.
    days : within which an alert is to be answered.

    Returns
    -------
    One row an account with a low score: ``raised`` (day of the first), ``came`` (first day from
    then on that somebody came back, missing where nobody did), ``owner``, ``wait`` in days and
    ``state``, one of `STATES`. What comes on the last of the days is in time, and an alert is
    open until it has passed.
    """
    low = answers[(answers["score"] <= at_most) & answers["day"].notna()]
    raised = low.groupby("account")["day"].min()
    if raised.empty:
        columns = {"owner": None, "wait": float("nan"), "state": ""}
        return pd.DataFrame({"raised": raised, "came": raised}).assign(**columns)
    back = followed.assign(raised=followed["account"].map(raised)).dropna(subset=["raised", "day"])
    back = back[(back["day"] >= back["raised"]) & (back["day"] <= today)]
    first = back.sort_values("day", kind="stable").drop_duplicates("account").set_index("account")
    found = pd.DataFrame({"raised": raised}).sort_index()
    found["came"] = first["day"].reindex(found.index)
    found["owner"] = first["owner"].reindex(found.index) if "owner" in first else None
    found["wait"] = (found["came"] - found["raised"]).dt.days.astype(float)
    passed = (today - found["raised"]).dt.days > days
    found["state"] = np.select(
        [found["wait"] <= days, found["wait"] > days, passed], [IN_TIME, LATE, OVERDUE], OPEN
    )
    return found
