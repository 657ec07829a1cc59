"""A made-up pilot: accounts that got something new, others that did not, asked before and after."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LIFT", "PERIODS", "made_up_pilot", "pilot_accounts"]

LIFT = 0.9
"""What the pilot adds to the recommendation, 0 to 10."""
_ACCOUNTS, _CONTACTS = 120, 2
_DRIFT, _LEVEL = 0.2, 7.3
_BETWEEN, _WITHIN = 0.7, 1.7
PERIODS = {"before": date(2016, 3, 1), "after": date(2016, 6, 6)}
_DAYS = 20


def pilot_accounts(accounts: Sequence[str], *, seed: int = 2016) -> tuple[list[str], list[str]]:
    """Draw the accounts of the pilot, and as many to compare them with.

    Parameters
    ----------
    accounts : ids, 240 at least.
    seed : the same seed draws the same accounts.

    Returns
    -------
    Those of the pilot and the others, in order.
    """
    random = np.random.default_rng([seed, 58])
    drawn = [str(key) for key in random.choice(list(accounts), 2 * _ACCOUNTS, replace=False)]
    return sorted(drawn[:_ACCOUNTS]), sorted(drawn[_ACCOUNTS:])


def made_up_pilot(accounts: Sequence[str], *, seed: int = 2016, lift: float = LIFT) -> pd.DataFrame:
    """Make up two parallel surveys: other people of the same accounts before and after.

    Parameters
    ----------
    accounts : as of `pilot_accounts`.
    seed : the same seed gives the same answers.
    lift : what the pilot adds.

    Returns
    -------
    ``answer, account, arm`` (pilot or comparison), ``period`` (before or after), ``answered_on``
    as text and ``recommend``.
    """
    random = np.random.default_rng([seed, 59])
    arms = zip(("pilot", "comparison"), pilot_accounts(accounts, seed=seed), strict=True)
    arm_of = {key: arm for arm, keys in arms for key in keys}
    rows: list[dict[str, object]] = []
    for account in sorted(arm_of):
        level = _LEVEL + _BETWEEN * random.normal()
        for period, first in PERIODS.items():
            moved = (_DRIFT + lift * (arm_of[account] == "pilot")) * (period == "after")
            for _ in range(_CONTACTS):
                felt = level + moved + _WITHIN * random.normal()
                day = first + timedelta(days=int(random.integers(_DAYS)))
                rows.append(
                    {
                        "answer": f"Q{len(rows) + 1:03d}",
                        "account": account,
                        "arm": arm_of[account],
                        "period": period,
                        "answered_on": day.isoformat(),
                        "recommend": int(np.clip(np.rint(felt), 0, 10)),
                    }
                )
    return pd.DataFrame(rows)
