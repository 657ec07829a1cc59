"""Who looks after a made-up supplier's accounts, and what serving them costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.frameworks.relationship import account_scores

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["COST", "MANAGERS", "cost_to_serve", "managers"]

COST: Mapping[str, float] = {
    "ambassador": 0.10,
    "rational": 0.12,
    "ambivalent": 0.15,
    "stalker": 0.18,
    "opponent": 0.22,
}
"""Cost to serve as a share of revenue, by the category of the first survey."""
MANAGERS: Mapping[str, float] = {f"M{number:02d}": 1.0 for number in range(1, 11)} | {"M03": 3.5}
"""How many accounts each manager is given, beside the others: one of them has too many."""
# Of accounts without a category; and how far costs are spread about what is planted.
_OTHER, _SPREAD = 0.13, 0.3


def managers(accounts: pd.DataFrame, *, seed: int = 2016) -> pd.Series[str]:
    """Give each account with a dedicated manager one; the others have none.

    Parameters
    ----------
    accounts : with ``service``.
    seed : the same seed gives the same managers.
    """
    rng = np.random.default_rng(seed + 21)
    appeal = np.array(list(MANAGERS.values()))
    given = rng.choice(list(MANAGERS), size=len(accounts), p=appeal / appeal.sum())
    named = np.where(accounts["service"] == "dedicated", given, "")
    return pd.Series(named, index=accounts.index, dtype="str")


def cost_to_serve(
    accounts: pd.DataFrame, first: pd.DataFrame, *, seed: int = 2016
) -> pd.Series[float]:
    """Make up what serving each account cost in the year after the first survey.

    Parameters
    ----------
    accounts : with ``account`` and ``revenue_this_year``.
    first : contacts of the first survey.
    seed : the same seed gives the same costs.
    """
    rng = np.random.default_rng(seed + 22)
    category = accounts["account"].map(account_scores(first)["category"])
    share = category.map(COST).astype(float).fillna(_OTHER)
    # Costs spread evenly on either side of what is planted, as logarithms; the mean stays.
    noise = np.exp(rng.normal(-(_SPREAD**2) / 2, _SPREAD, len(accounts)))
    return (accounts["revenue_this_year"] * share * noise).round()
