"""A made-up record of operations: tickets and delays, more where contacts are less happy."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from research.simulation.pilot import pilot_accounts
from research.simulation.supplier import Model

__all__ = ["PILOT_EASES", "made_up_tickets"]

_FIRST, _TURN, _LAST = date(2016, 1, 1), date(2016, 4, 1), date(2016, 6, 30)
# A quarter's count at an account that is as happy as others, and by how much a point more of what
# ratings leave unsaid thins it.
_RATES = {"ticket": (0.8, 0.10), "delay": (0.5, 0.45)}
PILOT_EASES = 0.25
"""Share of tickets and delays that the pilot saves."""
_UNSOLVED = 0.10
_CAUSES: dict[str, tuple[tuple[str, str, float, int], ...]] = {
    # cause, owner (none where nobody takes it), share, days until half are resolved
    "ticket": (
        ("Product design", "Engineering", 0.30, 14),
        ("Support routing", "Service", 0.35, 5),
        ("Billing", "Finance", 0.20, 4),
        ("Between product and support", "", 0.15, 28),
    ),
    "delay": (
        ("Planning", "Logistics", 0.60, 7),
        ("Carrier", "Logistics", 0.40, 4),
    ),
}


def made_up_tickets(contacts: pd.DataFrame, *, seed: int = 2016) -> pd.DataFrame:
    """Make up half a year of tickets and delays.

    Parameters
    ----------
    contacts : of `research.simulation.supplier.simulate_supplier`, both surveys.
    seed : the same seed gives the same record.

    Returns
    -------
    ``id, account, kind`` (ticket or delay), ``cause, owner`` (empty where nobody owns the cause),
    ``opened, resolved``; days as text, empty where it is open still.
    """
    random = np.random.default_rng([seed, 53])
    unsaid = _unsaid(contacts[contacts["survey"] == 2016])
    eased = set(pilot_accounts(list(unsaid.index), seed=seed)[0])
    rows: list[dict[str, str]] = []
    for account, felt in unsaid.items():
        for kind, (rate, slope) in _RATES.items():
            quarter = rate * np.exp(-slope * float(felt))
            for first, last in ((_FIRST, _TURN), (_TURN, _LAST + timedelta(days=1))):
                less = 1 - PILOT_EASES * (account in eased and first == _TURN)
                days = (last - first).days
                for _ in range(int(random.poisson(quarter * less * days / 90))):
                    opened = first + timedelta(days=int(random.integers(days)))
                    rows.append(_row(str(account), kind, opened, random))
    frame = pd.DataFrame(rows).sort_values(["opened", "account"], kind="stable")
    frame.insert(0, "id", [f"T{number:04d}" for number in range(1, len(frame) + 1)])
    return frame.reset_index(drop=True)


def _row(account: str, kind: str, opened: date, random: np.random.Generator) -> dict[str, str]:
    causes = _CAUSES[kind]
    place = int(random.choice(len(causes), p=[share for _, _, share, _ in causes]))
    cause, owner, _, half = causes[place]
    resolved = opened + timedelta(days=int(np.ceil(random.exponential(half / np.log(2)))))
    known = random.random() >= _UNSOLVED and resolved <= _LAST
    return {
        "account": account,
        "kind": kind,
        "cause": cause,
        "owner": owner,
        "opened": opened.isoformat(),
        "resolved": resolved.isoformat() if known else "",
    }


def _unsaid(contacts: pd.DataFrame) -> pd.Series[float]:
    """Mean per account of what ratings leave unsaid of the recommendation; nought where unknown."""
    ratings = [name for name in Model().drivers if name in contacts]
    known = contacts.dropna(subset=["recommend", *ratings])
    data = np.column_stack([np.ones(len(known)), known[ratings].to_numpy(dtype=float)])
    outcome = known["recommend"].to_numpy(dtype=float)
    found, *_ = np.linalg.lstsq(data, outcome, rcond=None)
    residual = pd.Series(outcome - data @ found, index=known.index)
    means = residual.groupby(known["account"]).mean()
    accounts = sorted(contacts["account"].unique())
    return means.reindex(accounts).fillna(0.0)
