"""A pilot before and after, against accounts that were not in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.statistics.effects.differences import difference_in_differences

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["changed", "counted_around"]


def changed(
    values: pd.Series[float],
    pilot: pd.Series[bool],
    after: pd.Series[bool],
    accounts: pd.Series[str],
    confidence: float = 0.95,
) -> dict[str, float]:
    """Say by how much more the pilot's accounts changed.

    Parameters
    ----------
    values : the measure, one a row; rows without a value are left out.
    pilot, after : whether the row is of an account in the pilot, and of the time after it began.
    accounts : of each row; what one account has twice is no news twice.
    confidence : of the interval.

    Returns
    -------
    ``pilot_before, pilot_after, others_before, others_after`` (means), ``effect, low, high``,
    ``expected`` (mean of the pilot's accounts, had they changed as the others did), ``base`` (rows)
    and ``accounts``.

    Raises
    ------
    StatisticsError
        As of `research.statistics.effects.difference_in_differences`.
    """
    known = values.notna()
    values, pilot, after = values[known], pilot[known], after[known]
    accounts = accounts[known]
    effect = difference_in_differences(values, pilot, after)
    low, high = effect.interval(accounts, confidence)
    means = values.groupby([pilot.to_numpy(), after.to_numpy()]).mean()
    return {
        "pilot_before": float(means[True, False]),
        "pilot_after": float(means[True, True]),
        "others_before": float(means[False, False]),
        "others_after": float(means[False, True]),
        "effect": effect.estimate,
        "low": low,
        "high": high,
        "expected": effect.control,
        "base": float(known.sum()),
        "accounts": float(accounts.nunique()),
    }


def counted_around(
    record: pd.DataFrame, accounts: Sequence[str], start: pd.Timestamp, days: int
) -> pd.DataFrame:
    """Count what was recorded at accounts before and after a day.

    Parameters
    ----------
    record : with ``account`` and ``opened``.
    accounts : whose record is counted; without one they count 0.
    start : the first day after.
    days : as many on either side.

    Returns
    -------
    One row an account and time: ``account, after, count``.
    """
    away = (record["opened"] - start).dt.days
    frames = []
    for after, within in ((False, away.between(-days, -1)), (True, away.between(0, days - 1))):
        counts = record.loc[within, "account"].value_counts().reindex(list(accounts), fill_value=0)
        frame = pd.DataFrame({"account": list(accounts), "after": after})
        frames.append(frame.assign(count=counts.to_numpy(dtype=np.float64)))
    return pd.concat(frames, ignore_index=True)
