"""Loyalty of accounts: sentiment joined with renewal and growth, and compared group by group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.effects.contrasts import clustered_error
from research.statistics.samples.intervals import normal_quantile, wilson

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Comparison", "by_group", "check_timing", "cluster_codes", "compared", "prepare"]


@dataclass(frozen=True)
class Comparison:
    """Which rows are compared, on what, and allowing for what.

    Parameters
    ----------
    outcome : column; two values (numbers 0 and 1, true and false) or a measured number.
    group : column of the sentiment or contract that is compared.
    treated, control : its two values; the difference is treated less control.
    confounders : columns that may move both group and outcome.
    cluster : column of what decides together (the parent company, the account); each row on its
        own when left out.
    """

    outcome: str
    group: str = "band"
    treated: str = "promoter"
    control: str = "detractor"
    confounders: tuple[str, ...] = ()
    cluster: str | None = None


def check_timing(
    frame: pd.DataFrame, surveyed: str = "surveyed_on", decided: str = "decided_on"
) -> None:
    """Refuse answers that were given once the renewal was decided.

    Somebody who has just renewed or left explains that decision; the answer is no forecast of it.

    Parameters
    ----------
    frame : one row an account; dates, missing where nothing was surveyed or decided.
    surveyed, decided : names of the two columns.

    Raises
    ------
    StatisticsError
        With the rows whose survey is not before the decision.
    """
    late = frame[frame[surveyed].notna() & frame[decided].notna()]
    late = late[late[surveyed] >= late[decided]]
    if len(late):
        shown = ", ".join(map(str, late.index[:5])) + (", ..." if len(late) > 5 else "")
        msg = (
            f"{len(late)} of {len(frame)} rows were surveyed on or after the day their renewal was "
            f"decided ({shown}); allowed: {surveyed} before {decided} (use the survey before the "
            "decision, or leave those rows out)"
        )
        raise StatisticsError(msg)


def prepare(
    accounts: pd.DataFrame, scores: pd.DataFrame, surveyed: pd.Series[Any] | None = None
) -> pd.DataFrame:
    """Join accounts with the scores of a survey, and derive what loyalty is measured by.

    Parameters
    ----------
    accounts : one row an account, with ``account, parent, renewed`` (yes, no or missing),
        ``decided_on, revenue_last_year, revenue_this_year, customer_since``.
    scores : of `research.frameworks.relationship.account_scores`, of the survey *before* the
        decisions.
    surveyed : day of the last answer used of each account.

    Returns
    -------
    ``accounts`` indexed by account, with the columns of ``scores`` and ``renewal`` (1, 0 or
    missing), ``growth`` (proportion), ``family`` (parent, or the account that has none) and
    ``tenure`` (years as a customer at the survey, or at the decision without survey days).

    Raises
    ------
    StatisticsError
        When a survey was not before its decision, as of `check_timing`.
    """
    frame = accounts.set_index("account").join(scores)
    if surveyed is not None:
        frame["surveyed_on"] = surveyed.reindex(frame.index)
        check_timing(frame)
    frame["renewal"] = frame["renewed"].map({"yes": 1.0, "no": 0.0})
    frame["growth"] = frame["revenue_this_year"] / frame["revenue_last_year"] - 1
    parent = frame["parent"].fillna("")
    frame["family"] = parent.where(parent != "", frame.index.to_series())
    moment = frame["surveyed_on"].min() if surveyed is not None else frame["decided_on"].min()
    frame["tenure"] = (moment - frame["customer_since"]).dt.days / 365.25
    return frame


def by_group(
    frame: pd.DataFrame,
    outcome: str,
    group: str = "band",
    cluster: str | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Give an outcome's mean in each group.

    Parameters
    ----------
    frame : one row an account or customer.
    outcome : column of 0 and 1, or of numbers.
    group : column of the groups, in order of appearance of a categorical or sorted.
    cluster : column of what belongs together.
    confidence : of the intervals: Wilson's for shares without clusters, else normal.

    Returns
    -------
    Per group: ``base, clusters, mean, low, high``. A mean of one row has no interval.
    """
    known = frame.dropna(subset=[outcome, group])
    rows = {}
    for name, inside in known.groupby(group, sort=True, observed=True):
        values = inside[outcome].to_numpy(dtype=float)
        codes = cluster_codes(inside, cluster)
        share = bool(np.isin(values, (0.0, 1.0)).all())
        count = len(values) if codes is None else int(codes.max()) + 1
        low = high = float("nan")
        if share and cluster is None:
            low, high = wilson(float(values.sum()), len(values), confidence)
        elif count > 1:
            error = clustered_error(values - values.mean(), codes)
            spread = normal_quantile(confidence) * error
            low, high = values.mean() - spread, values.mean() + spread
            low, high = (max(low, 0.0), min(high, 1.0)) if share else (low, high)
        rows[name] = {
            "base": len(values),
            "clusters": count,
            "mean": values.mean(),
            "low": low,
            "high": high,
        }
    columns = ["base", "clusters", "mean", "low", "high"]
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    return frame.astype({"base": int, "clusters": int}).rename_axis(group)


def compared(frame: pd.DataFrame, comparison: Comparison) -> tuple[pd.DataFrame, int]:
    """Take the rows of the two groups without missing values.

    Returns
    -------
    The rows, and how many rows of the two groups were left out.

    Raises
    ------
    StatisticsError
        When a column is absent or the outcome does not vary.
    """
    needed = [comparison.outcome, comparison.group, *comparison.confounders]
    needed += [comparison.cluster] if comparison.cluster else []
    absent = [name for name in needed if name not in frame.columns]
    if absent:
        msg = f"no column {', '.join(absent)}; the frame has {', '.join(map(str, frame.columns))}"
        raise StatisticsError(msg)
    both = frame[frame[comparison.group].isin([comparison.treated, comparison.control])]
    rows = both.dropna(subset=list(dict.fromkeys(needed)))
    if len(rows) and np.ptp(rows[comparison.outcome].to_numpy(dtype=float)) == 0:
        msg = f"{comparison.outcome} has one value in all {len(rows)} rows: nothing to compare"
        raise StatisticsError(msg)
    return rows, len(both) - len(rows)


def cluster_codes(rows: pd.DataFrame, cluster: str | None) -> NDArray[np.intp] | None:
    """Number each row's cluster from 0 up; nothing without clusters."""
    return None if cluster is None else np.asarray(pd.factorize(rows[cluster])[0], dtype=np.intp)
