"""How long customers stay: retention curves by segment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from statsmodels.duration.survfunc import SurvfuncRight

from research.errors import StatisticsError
from research.statistics.samples.intervals import normal_quantile

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["months_until_lost", "retention_curve"]


def retention_curve(
    frame: pd.DataFrame,
    time: str,
    left: str,
    segment: str | None = None,
    *,
    entry: str | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Give the share of customers who are still there, by time as a customer.

    Parameters
    ----------
    frame : one row a customer.
    time : column, time as a customer until leaving or until last seen; zero or more.
    left : column, true or 1 for those who left at that time.
    segment : column; one curve a value.
    entry : column, time as a customer when first observed. Needed where customers who left earlier
        cannot be in the data: without it the curve starts among survivors and looks too good.
    confidence : of the log-log intervals.

    Returns
    -------
    One row a segment and time at which somebody left, from time 0 on: ``segment, time, at_risk,
    left, retained, low, high`` (the last three proportions). A curve that has reached nought has
    the interval 0 to 0.

    Raises
    ------
    StatisticsError
        When nothing is known, times are negative, or an entry is not before its time.

    Notes
    -----
    Kaplan and Meier (1958), JASA 53:457, by statsmodels; variance after Greenwood (1926).
    """
    columns = [name for name in (time, left, segment, entry) if name]
    known = frame[columns].dropna()
    if known.empty:
        msg = "of no row is it known how long it stayed and whether it left"
        raise StatisticsError(msg)
    if (known[time] < 0).any():
        msg = f"{time} holds {known[time].min():g}; allowed: zero or more"
        raise StatisticsError(msg)
    if entry and (known[entry] >= known[time]).any():
        msg = f"{int((known[entry] >= known[time]).sum())} rows enter when or after they end"
        raise StatisticsError(msg)
    named = known[segment] if segment else pd.Series("all", index=known.index)
    curves = [
        _curve(str(name), inside, time, left, entry, confidence)
        for name, inside in known.groupby(named, observed=True)
    ]
    return pd.concat(curves, ignore_index=True)


def months_until_lost(
    frame: pd.DataFrame, moment: pd.Timestamp, last: pd.Timestamp
) -> pd.DataFrame:
    """Turn accounts with a renewal decision into what `retention_curve` needs.

    Parameters
    ----------
    frame : of `research.frameworks.loyalty.prepare`.
    moment : day of the survey, on which all were customers.
    last : day up to which decisions are known.

    Returns
    -------
    The frame with ``months`` from the survey to the decision that lost the account, or to the last
    day, and ``left`` (1 where it was lost).
    """
    lost = frame["renewed"] == "no"
    until = frame["decided_on"].where(lost, last)
    return frame.assign(months=(until - moment).dt.days / (365.25 / 12), left=lost.astype(int))


def _curve(
    name: str, rows: pd.DataFrame, time: str, left: str, entry: str | None, confidence: float
) -> pd.DataFrame:
    entries = rows[entry].to_numpy(dtype=float) if entry else None
    status = rows[left].to_numpy(dtype=float)
    at_start = int((entries == 0).sum()) if entries is not None else len(rows)
    start = pd.DataFrame(
        {"time": [0.0], "at_risk": at_start, "left": 0, "retained": 1.0, "low": 1.0, "high": 1.0}
    )
    if not status.any():
        return start.assign(segment=name)
    fit = SurvfuncRight(rows[time].to_numpy(dtype=float), status, entry=entries)
    low, high = _log_log(fit.surv_prob, fit.surv_prob_se, confidence)
    curve = pd.DataFrame(
        {
            "time": fit.surv_times,
            "at_risk": fit.n_risk.astype(int),
            "left": fit.n_events.astype(int),
            "retained": fit.surv_prob,
            "low": low,
            "high": high,
        }
    )
    joined: pd.DataFrame = pd.concat(
        [start[start["time"] < curve["time"].min()], curve], ignore_index=True
    )
    joined.insert(0, "segment", name)
    return joined


def _log_log(share: Floats, error: Floats, confidence: float) -> tuple[Floats, Floats]:
    """Interval on the scale log(-log), which never leaves 0 to 1."""
    inside = (share > 1e-12) & (share < 1)
    safe = np.where(inside, share, 0.5)
    slope = safe * np.abs(np.log(safe))
    spread = normal_quantile(confidence) * np.where(inside, error, 0.0) / slope
    low = np.where(inside, safe ** np.exp(spread), np.round(share))
    high = np.where(inside, safe ** np.exp(-spread), np.round(share))
    return low, high
