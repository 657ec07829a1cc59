"""Made-up tables of account planning: what promoters were asked for, and who buys what of whom."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

__all__ = ["ASKED", "LINES", "PREMIUM", "made_up_asks", "made_up_lines"]

_TODAY = pd.Timestamp("2016-07-01")
ASKED = {"large": 0.45, "small": 0.15}
"""Share of the promoters asked, by whether half of what their account spends is won."""
_OTHERS_ASKED, _AGREES, _WAITS = 0.02, 0.60, 0.20
_FAVOURS = {"reference": 0.4, "introduction": 0.3, "testimonial": 0.2, "council": 0.1}

LINES = {"Connectivity": 5.0, "Hosting": 4.0, "Devices": 3.0, "Security": 2.0, "Analytics": 1.0}
"""Lines of business, and how readily each is bought from the supplier."""
_WEIGHTS = {"Connectivity": 3.0, "Hosting": 2.5, "Devices": 2.0, "Security": 1.5, "Analytics": 1.5}
_RIVALS = ("R1", "R2", "R3")
_STRONGHOLD = {"Analytics": (0.15, 0.70, 0.15)}
_BOUGHT, _SHARED, _ALL = 0.7, 0.4, 0.6
PREMIUM = {"Banking": 0.45, "Insurance": 0.45}
"""Share of the accounts of an industry that buy the premium line."""
_ELSEWHERE, _PREMIUM, _PREMIUM_SHARE = 0.2, "Premium support", 0.06


def made_up_asks(
    contacts: pd.DataFrame, accounts: pd.DataFrame, *, seed: int = 2016
) -> pd.DataFrame:
    """Make up what contacts were asked for after the survey of 2016.

    Parameters
    ----------
    contacts, accounts : of `research.simulation.supplier.simulate_supplier`.
    seed : the same seed gives the same asks.

    Returns
    -------
    ``id, account, contact, favour`` (reference, introduction, testimonial or council),
    ``asked_on`` as text, ``outcome`` (agreed, declined or waiting).
    """
    random = np.random.default_rng([seed, 48])
    answered = contacts[(contacts["survey"] == 2016) & contacts["recommend"].notna()]
    frame = accounts.set_index("account")
    large = 2 * frame["revenue_this_year"] >= frame["total_spend"]
    rows: list[dict[str, str]] = []
    for row in answered.to_dict("records"):
        chance = ASKED["large" if large[row["account"]] else "small"]
        if random.random() >= (chance if row["recommend"] >= 9 else _OTHERS_ASKED):
            continue
        span = (_TODAY - row["answered_on"]).days
        day: date = (row["answered_on"] + timedelta(days=int(random.integers(span + 1)))).date()
        outcome = random.choice(
            ("agreed", "declined", "waiting"), p=(_AGREES, 1 - _AGREES - _WAITS, _WAITS)
        )
        rows.append(
            {
                "id": f"F{len(rows) + 1:03d}",
                "account": str(row["account"]),
                "contact": str(row["contact"]),
                "favour": str(random.choice(list(_FAVOURS), p=list(_FAVOURS.values()))),
                "asked_on": day.isoformat(),
                "outcome": str(outcome),
            }
        )
    return pd.DataFrame(rows)


def made_up_lines(accounts: pd.DataFrame, *, seed: int = 2016) -> pd.DataFrame:
    """Make up who sells what to the accounts whose total spend is known.

    Parameters
    ----------
    accounts : of `research.simulation.supplier.simulate_supplier`.
    seed : the same seed gives the same lines.

    Returns
    -------
    One row an account, line and supplier that it is bought from: ``id, account, line, supplier``
    (own, or a rival's id) and ``spend`` a year. Own spend comes to the revenue, and all of
    it to its total spend.
    """
    random = np.random.default_rng([seed, 50])
    rows: list[dict[str, object]] = []
    for account in accounts.dropna(subset=["total_spend"]).to_dict("records"):
        for line, supplier, spend in _bought(account, random):
            name, owner = f"L{len(rows) + 1:04d}", account["account"]
            rows.append(
                {"id": name, "account": owner, "line": line, "supplier": supplier, "spend": spend}
            )
    return pd.DataFrame(rows)


def _bought(account: Mapping[Any, Any], random: np.random.Generator) -> list[tuple[str, str, int]]:
    """Lines of one account with who sells them: the supplier's own first, then rivals."""
    own, total = (int(account[name]) for name in ("revenue_this_year", "total_spend"))
    found: list[tuple[str, str, int]] = []
    if random.random() < PREMIUM.get(str(account["industry"]), _ELSEWHERE):
        premium = round(_PREMIUM_SHARE * own)
        found.append((_PREMIUM, "own", premium))
        own, total = own - premium, total - premium
    chosen = [name for name in LINES if random.random() < _BOUGHT] or ["Connectivity"]
    weights = np.array([_WEIGHTS[name] for name in chosen]) * random.gamma(2.0, 1.0, len(chosen))
    spends = np.floor(total * weights / weights.sum()).astype(int)
    spends[0] += total - spends.sum()
    need = dict(zip(chosen, map(int, spends), strict=True))
    for line, taken in _taken(need, own, random).items():
        if taken:
            found.append((line, "own", taken))
        left = need[line] - taken
        found += [(line, rival, part) for rival, part in _rivals(line, left, random) if part]
    return found


def _taken(need: dict[str, int], own: int, random: np.random.Generator) -> dict[str, int]:
    """What the supplier sells of each line: readily bought lines first, some only in part."""
    liking = np.array([LINES[name] for name in need])
    order = random.choice(list(need), len(need), replace=False, p=liking / liking.sum())
    taken = dict.fromkeys(need, 0)
    for share in (True, False):
        for line in map(str, order):
            most = need[line] - taken[line]
            if share and random.random() < _SHARED:
                most = int(_ALL * most)
            part = min(most, own)
            taken[line] += part
            own -= part
    return taken


def _rivals(line: str, left: int, random: np.random.Generator) -> list[tuple[str, int]]:
    """The rival, now and then two, that the rest is bought from."""
    chances = _STRONGHOLD.get(line, (1 / 3, 1 / 3, 1 / 3))
    first, second = map(str, random.choice(_RIVALS, 2, replace=False, p=chances))
    if random.random() < 0.8:
        return [(first, left)]
    part = int(0.6 * left)
    return [(first, left - part), (second, part)]
