"""How much dearer than a rival a supplier may be, by the category of the relationship."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats

from research.frameworks.relationship import CATEGORIES
from research.statistics.samples.corrections import adjusted
from research.statistics.samples.linearisation import survey_mean

__all__ = ["premium_by_category"]

_FIRST = CATEGORIES[0]
# Families of accounts that an error between them needs.
_FEWEST = 2


def premium_by_category(frame: pd.DataFrame, confidence: float = 0.95) -> pd.DataFrame:
    """Describe the premium that contacts bear in each category, and hold ambassadors against it.

    Parameters
    ----------
    frame : one row a contact with ``premium`` (percent), ``category`` of its account, ``account``
        and ``family``, the parent or the account without one; rows without either of the first two
        are left out.
    confidence : of the intervals.

    Returns
    -------
    One row a category: ``base`` (contacts), ``accounts``, ``families``, ``median, mean, low,
    high`` in percent, and ``more, more_low, more_high``, what ambassadors bear beyond it, with
    ``p`` (two-sided, Holm 1979 over the categories held against ambassadors). What rests on fewer
    than two families is missing.

    Notes
    -----
    Means are linearised, with families as clusters; the difference of two is tested by Student's t
    at the families of both less two, a family with accounts in both counting once.
    """
    known = frame.dropna(subset=["premium", "category"])
    sides = {name: known[known["category"] == name] for name in CATEGORIES}
    rows = {name: _described(side, confidence) for name, side in sides.items()}
    for name in CATEGORIES[1:]:
        rows[name] |= _beyond(sides[_FIRST], sides[name], confidence)
    found = pd.DataFrame.from_dict(rows, orient="index").rename_axis("category")
    found["p"] = np.nan
    found.loc[list(CATEGORIES[1:]), "p"] = adjusted(found["raw"].loc[list(CATEGORIES[1:])], "holm")
    return found.drop(columns="raw").astype(dict.fromkeys(("base", "accounts", "families"), int))


def _described(side: pd.DataFrame, confidence: float) -> dict[str, float]:
    row: dict[str, float] = {
        "base": len(side),
        "accounts": side["account"].nunique(),
        "families": side["family"].nunique(),
        "median": float(side["premium"].median()),
        "mean": float(side["premium"].mean()),
        **dict.fromkeys(("low", "high", "more", "more_low", "more_high", "raw"), np.nan),
    }
    if row["families"] >= _FEWEST:
        told = side["premium"].astype(float)
        own = survey_mean(told, clusters=side["family"].astype("str"), confidence=confidence)
        row |= {"low": own.low, "high": own.high}
    return row


def _beyond(first: pd.DataFrame, other: pd.DataFrame, confidence: float) -> dict[str, float]:
    """Give what the first bear beyond others, by families that may have accounts on both sides."""
    many = [side["family"].nunique() for side in (first, other)]
    if min(many) < _FEWEST:
        return {}
    away = pd.Series(dtype=float)
    for side, sign, count in ((first, 1, many[0]), (other, -1, many[1])):
        apart = sign * (side["premium"] - side["premium"].mean()) / len(side)
        pulls = apart.groupby(side["family"]).sum() * np.sqrt(count / (count - 1))
        away = away.add(pulls, fill_value=0.0)
    more, error = first["premium"].mean() - other["premium"].mean(), np.sqrt((away**2).sum())
    freedom = sum(many) - 2
    reach = error * stats.t.ppf(0.5 + confidence / 2, freedom)
    raw = 2 * stats.t.sf(abs(more) / error, freedom) if error else float(more == 0)
    return {
        "more": float(more),
        "more_low": float(more - reach),
        "more_high": float(more + reach),
        "raw": float(raw),
    }
