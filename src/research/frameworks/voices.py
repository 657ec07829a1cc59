"""The same asked in several places: scores side by side, and themes side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

from research.statistics.samples.intervals import newcombe
from research.statistics.samples.linearisation import survey_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Voice", "change", "differences", "side_by_side", "voice"]


class Voice(NamedTuple):
    """A mean with its interval.

    Parameters
    ----------
    base : answers.
    mean, se, low, high : estimate, standard error and limits.
    df : degrees of freedom.
    """

    base: int
    mean: float
    se: float
    low: float
    high: float
    df: int


def voice(
    values: pd.Series, clusters: pd.Series | None = None, *, confidence: float = 0.95
) -> Voice:
    """Estimate a mean from answers that may be nested in accounts.

    Parameters
    ----------
    values : answers; missing ones are left out.
    clusters : account of each.
    confidence : two-sided level.
    """
    known = values.dropna().astype(float)
    own = None if clusters is None else clusters.loc[known.index].astype("str")
    found = survey_mean(known, clusters=own, confidence=confidence)
    return Voice(found.n, found.mean, found.se, found.low, found.high, found.df)


def differences(first: Voice, other: Voice, confidence: float = 0.95) -> tuple[float, float, float]:
    """Give the difference of two means from the first, with limits.

    Parameters
    ----------
    first, other : of `voice`, of people who are not the same.
    confidence : two-sided level.

    Notes
    -----
    Student's t with the degrees of freedom of Welch and Satterthwaite (1946).
    """
    apart = other.mean - first.mean
    parts = np.array([first.se**2, other.se**2])
    if not parts.sum():
        return apart, apart, apart
    df = parts.sum() ** 2 / (parts**2 / np.array([first.df, other.df])).sum()
    reach = float(stats.t.ppf(0.5 + confidence / 2, df) * np.sqrt(parts.sum()))
    return apart, apart - reach, apart + reach


def change(
    before: pd.DataFrame, after: pd.DataFrame, confidence: float = 0.95
) -> tuple[float, float, float]:
    """Give the change of a mean between two surveys of the same accounts, with limits.

    Parameters
    ----------
    before, after : ``value, account``, one row an answer.
    confidence : two-sided level.

    Notes
    -----
    Linearised, with accounts as clusters that reach over both surveys; Student's t at accounts
    less one.
    """
    moves = pd.Series(dtype=float)
    for frame, sign in ((before, -1), (after, 1)):
        away = sign * (frame["value"] - frame["value"].mean()) / len(frame)
        moves = moves.add(away.groupby(frame["account"]).sum(), fill_value=0.0)
    apart = float(after["value"].mean() - before["value"].mean())
    many = len(moves)
    error = np.sqrt(many / (many - 1) * (moves**2).sum())
    reach = float(stats.t.ppf(0.5 + confidence / 2, many - 1) * error)
    return apart, apart - reach, apart + reach


def side_by_side(
    first: pd.DataFrame, other: pd.DataFrame, names: Sequence[str], confidence: float = 0.95
) -> pd.DataFrame:
    """Hold what two groups speak of side by side, what both speak of first.

    Parameters
    ----------
    first, other : one row a person who was asked, one column a theme, true where it was named.
    names : themes that both have.
    confidence : two-sided level of each difference.

    Returns
    -------
    Per theme: ``first, other`` (shares in per cent), ``difference`` in points with ``low, high``
    (Newcombe 1998), and ``shared``, the smaller of the shares, by which they are ordered.
    """
    rows = {}
    for name in names:
        here, there = int(first[name].sum()), int(other[name].sum())
        low, high = newcombe(there, len(other), here, len(first), confidence=confidence)
        one, two = 100 * here / len(first), 100 * there / len(other)
        rows[name] = {
            "first": one,
            "other": two,
            "difference": two - one,
            "low": 100 * low,
            "high": 100 * high,
            "shared": min(one, two),
        }
    found = pd.DataFrame.from_dict(rows, orient="index")
    order = [*found.columns]
    return found.sort_values(["shared", "first"], ascending=False, kind="stable")[order]
