"""A made-up action register: what account managers agreed after the survey, and what came of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["made_up_actions"]

_TODAY, _FIRST = date(2016, 7, 1), date(2016, 5, 20)
_ACCOUNTS = 60
_MANAGERS = ("M01", "M02", "M03", "M04", "M05", "M06")
# One manager has less done than the others.
_SLOW, _DONE, _DONE_BY_SLOW = "M04", 0.75, 0.35
_ACTIONS = (
    "Agree what changes by when, and write it down",
    "Say what has been done about deliveries",
    "Name one person to call, and a second for holidays",
    "Review the contract with the buyer before it ends",
    "Ask for an introduction to another division",
    "Show what is new, and ask what would help",
)


def made_up_actions(accounts: Sequence[str], *, seed: int = 2016) -> pd.DataFrame:
    """Make up an action or two with sixty accounts.

    Parameters
    ----------
    accounts : ids, sixty at least.
    seed : the same seed gives the same actions.

    Returns
    -------
    ``id, account, action, owner, due, status, opened, closed``, days as text.
    """
    random = np.random.default_rng(seed)
    rows: list[dict[str, str]] = []
    for account in sorted(random.choice(list(accounts), _ACCOUNTS, replace=False)):
        owner = str(random.choice(_MANAGERS))
        for _ in range(int(random.choice((1, 1, 1, 2)))):
            opened = _FIRST + timedelta(days=int(random.integers(25)))
            due = opened + timedelta(days=int(random.choice((14, 21, 28, 42, 56))))
            chance = _DONE if owner != _SLOW else _DONE_BY_SLOW
            done = random.random() < chance and due <= _TODAY + timedelta(days=7)
            closed = ""
            if done:
                day = due + timedelta(days=int(random.integers(-9, 6)))
                closed = min(max(day, opened), _TODAY).isoformat()
            rows.append(
                {
                    "id": f"K{len(rows) + 1:03d}",
                    "account": str(account),
                    "status": "done" if done else str(random.choice(("open", "under way"))),
                    "action": str(random.choice(_ACTIONS)),
                    "owner": owner,
                    "due": due.isoformat(),
                    "opened": opened.isoformat(),
                    "closed": closed,
                }
            )
    columns = ["id", "account", "action", "owner", "due", "status", "opened", "closed"]
    return pd.DataFrame(rows, columns=columns)
