"""An action register: what is open, overdue or done, and with whom the loop is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from research.frameworks.accounts import quadrant_plays
from research.frameworks.maturity_actions import DONE, LATE, action_states
from research.frameworks.relationship_kinds import kind_plays
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["REGISTER", "by_owner", "register", "register_faults", "suggested"]

_SAY = Frames(__file__)

REGISTER = ("id", "account", "action", "owner", "due", "status", "opened", "closed")
"""Columns of a register, in their order."""
_RISK = "accounts at risk"


def register_faults(sheet: pd.DataFrame, today: pd.Timestamp) -> Iterator[tuple[str, str]]:
    """Find what cannot be true of a register, all of it.

    Parameters
    ----------
    sheet : one row an action, indexed by its id: ``account, action, owner, due, status, opened,
        closed``; days missing where there is none.
    today : day of the edition.

    Yields
    ------
    (id, fault), action by action.
    """
    for key, row in sheet.iterrows():
        name = str(key)
        for column in ("account", "action", "owner", "status", "opened", "due"):
            if pd.isna(row[column]) or not str(row[column]).strip():
                yield name, _SAY("empty", column=column)
        done, closed = row["status"] == DONE, row["closed"]
        if done and pd.isna(closed):
            yield name, _SAY("undated")
        if not done and pd.notna(closed):
            yield name, _SAY("undone", day=closed.date().isoformat())
        for column in ("due", "closed"):
            if row[column] < row["opened"]:
                yield name, _SAY("early", column=column)
        for column in ("opened", "closed"):
            if row[column] > today:
                yield name, _SAY("late", column=column, day=today.date().isoformat())


def register(sheet: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    """Give each action its state on a day.

    Parameters
    ----------
    sheet, today : as of `register_faults`.

    Returns
    -------
    The rows by due day with ``state`` (as of
    `research.frameworks.maturity_actions.action_states`), ``days`` (late by so many; missing where
    it is not) and ``closed_loop`` (whether every action with the account is done).
    """
    found = action_states(sheet, today)
    days = (today - found["due"]).dt.days.astype(float)
    finished = found["state"] == DONE
    return found.assign(
        days=days.where(found["state"] == LATE),
        closed_loop=finished.groupby(found["account"]).transform("all"),
    )


def by_owner(found: pd.DataFrame) -> pd.DataFrame:
    """Count the actions of each owner.

    Parameters
    ----------
    found : of `register`.

    Returns
    -------
    Per owner, and ``all`` last: ``actions, open`` (not done, overdue or not), ``overdue, done``,
    ``accounts`` and ``closed`` (accounts with which every action of anybody is done).
    """
    groups = [*found.groupby("owner", sort=True), ("all", found)]
    rows = {
        str(name): {
            "actions": len(own),
            "open": int((own["state"] != DONE).sum()),
            "overdue": int((own["state"] == LATE).sum()),
            "done": int((own["state"] == DONE).sum()),
            "accounts": own["account"].nunique(),
            "closed": own.loc[own["closed_loop"], "account"].nunique(),
        }
        for name, own in groups
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("owner")


def suggested(frame: pd.DataFrame, busy: set[str], today: pd.Timestamp) -> pd.DataFrame:
    """Start a register: a row for each account that needs an action and has none open.

    An account needs one where it is at risk, or where its relationship is of a weak kind. Those
    whose renewal is due come first, then those with most revenue. What is left empty has to be
    filled in before the register can be read back.

    Parameters
    ----------
    frame : of `research.frameworks.accounts.withheld`, with ``kind`` and, where known, ``manager``.
    busy : accounts with an action that is not done.
    today : day of the edition.

    Returns
    -------
    The columns of `REGISTER`, as text: what the kind or else the quadrant asks for is the action,
    the account's manager the owner, and ``due`` and ``closed`` are empty.
    """
    needs = (frame["quadrant"] == _RISK) | frame["kind"].notna()
    told = frame[needs & ~frame.index.isin(list(busy))]
    told = told.sort_values(["due", "revenue"], ascending=False, kind="stable")
    plays = told["kind"].map(kind_plays()).fillna(quadrant_plays()[_RISK])
    owner = told["manager"].fillna("") if "manager" in told else ""
    return pd.DataFrame(
        {
            "id": [f"N{str(place).zfill(3)}" for place in range(1, len(told) + 1)],
            "account": [str(key) for key in told.index],
            "action": list(plays),
            "owner": owner if isinstance(owner, str) else list(owner),
            "due": "",
            "status": "open",
            "opened": today.date().isoformat(),
            "closed": "",
        },
        columns=list(REGISTER),
    )
