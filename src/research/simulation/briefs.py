"""What made-up account teams note of their customers: business, market, goals, value, targets."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["made_up_briefs"]

_LARGEST, _NOTED = 24, 0.85
"""Of how many accounts with most revenue a team may note something, and how often one does."""
_BUSINESS: Mapping[str, tuple[str, ...]] = {
    "Banking": ("Lends to households and small firms", "Handles payments and accounts of firms"),
    "Insurance": ("Insures homes and cars", "Insures firms through brokers"),
    "Manufacturing": ("Makes machines to order", "Makes parts in a few large plants"),
    "Public Sector": ("Serves citizens at counters and online", "Keeps up roads and bridges"),
    "Retail": ("Sells to households in shops and online", "Sells food in large stores"),
}
_MARKET = (
    "Grows slowly; rivals compete on price",
    "New rivals come in from abroad",
    "Demand moves from goods to service",
    "Stricter rules apply from next year",
)
_GOALS = (
    "Serve its own customers faster than rivals do",
    "Bring down the cost of operations",
    "Open in two more countries",
    "Have fewer suppliers, and more from each",
)
# What was brought, with the least and the most of it and its unit.
_VALUE = (
    ("Standstill avoided in a year", (20, 160), "hours"),
    ("Orders handled without a call", (25, 70), "%"),
    ("Cost saved in a year", (40_000, 240_000), "EUR"),
)
_TARGETS = (
    ("Divisions that buy", (2, 5), "divisions"),
    ("Requests solved in time", (85, 95), "%"),
    ("Reviews with an executive in a year", (2, 4), "meetings"),
)
_PLAIN = ("Renew for three years", "Win a second division")
_DUE = (date(2016, 6, 15), date(2016, 9, 30), date(2016, 12, 31), date(2017, 6, 30))
_PASSED = ("reached", "missed", "open")
_LEFT_OUT = 0.15
"""How often a team notes nothing of a kind."""


def made_up_briefs(accounts: pd.DataFrame, *, seed: int = 2016) -> pd.DataFrame:
    """Make up what the teams of most of the largest accounts note of them.

    Parameters
    ----------
    accounts : ``account, industry, revenue_this_year``.
    seed : the same seed gives the same notes.

    Returns
    -------
    ``id, account, kind, text, measure, unit, due, state``, as text.
    """
    random = np.random.default_rng(seed + 33)
    largest = accounts.nlargest(_LARGEST, "revenue_this_year", keep="first")
    rows = []
    for one in largest.sort_values("account").to_dict("records"):
        noted = list(_noted(str(one["industry"]), random))
        if random.random() < _NOTED:
            rows += [{"account": str(one["account"]), **row} for row in noted]
    columns = ["account", "kind", "text", "measure", "unit", "due", "state"]
    frame = pd.DataFrame(rows, columns=columns).fillna("")
    frame.insert(0, "id", [f"B{place:03d}" for place in range(1, len(frame) + 1)])
    return frame


def _noted(industry: str, random: np.random.Generator) -> Iterator[dict[str, str]]:
    kept = random.random(4) >= _LEFT_OUT
    if kept[0]:
        yield {"kind": "business", "text": str(random.choice(_BUSINESS[industry]))}
    if kept[1]:
        yield {"kind": "market", "text": str(random.choice(_MARKET))}
    if kept[2]:
        yield {"kind": "goal", "text": str(random.choice(_GOALS))}
    if kept[3]:
        yield {"kind": "value", **_measured(_VALUE, random)}
    if random.random() < 0.5:
        yield {"kind": "target", "text": str(random.choice(_PLAIN)), **_due(random)}
    yield {"kind": "target", **_measured(_TARGETS, random), **_due(random)}


def _measured(
    of: tuple[tuple[str, tuple[int, int], str], ...], random: np.random.Generator
) -> dict[str, str]:
    text, (least, most), unit = of[int(random.integers(len(of)))]
    step = 1 if most < 10 else 5 if most < 1_000 else 5_000
    measure = step * int(random.integers(least // step, most // step + 1))
    return {"text": text, "measure": str(measure), "unit": unit}


def _due(random: np.random.Generator) -> dict[str, str]:
    """A day, and how far the target has come: before the survey was read, or still to come."""
    due = _DUE[int(random.integers(len(_DUE)))]
    known = _PASSED if due == _DUE[0] else ("open", "on track")
    return {"due": due.isoformat(), "state": str(random.choice(known))}
