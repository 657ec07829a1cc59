"""Tickets and delays at accounts: what came before an answer, what was behind it, who owns it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["before_answers", "causes", "record_faults", "reported"]

_SAY = Frames(__file__)


def record_faults(record: pd.DataFrame, today: pd.Timestamp) -> Iterator[tuple[str, str]]:
    """Find what cannot be true of a record of operations.

    Parameters
    ----------
    record : one row a ticket or delay, indexed by its id: ``account, kind, opened, resolved``
        (missing where it is open).
    today : day of the edition.

    Yields
    ------
    (id, fault), row by row.
    """
    for key, row in record.iterrows():
        name = str(key)
        for column in ("kind", "opened"):
            if pd.isna(row[column]):
                yield name, _SAY("empty", column=column)
        if row["resolved"] < row["opened"]:
            yield name, _SAY("early")
        for column in ("opened", "resolved"):
            if row[column] > today:
                yield name, _SAY("late", column=column, day=today.date().isoformat())


def before_answers(contacts: pd.DataFrame, record: pd.DataFrame, days: int) -> pd.DataFrame:
    """Count what happened at each contact's account before the answer.

    Parameters
    ----------
    contacts : with ``account`` and ``answered_on``, all of which have answered.
    record : with ``account, kind`` and ``opened``.
    days : before the answer that count; the day of the answer itself does not, since nobody knows
        which came first.

    Returns
    -------
    Same rows as `contacts`; one column a kind, in order of its name.
    """
    rows = contacts[["account", "answered_on"]].reset_index(names="_row")
    joined = rows.merge(record[["account", "kind", "opened"]], on="account")
    away = (joined["answered_on"] - joined["opened"]).dt.days
    counted = joined[away.between(1, days)]
    kinds = sorted(record["kind"].unique())
    table = pd.crosstab(counted["_row"], counted["kind"])
    return table.reindex(index=contacts.index, columns=kinds, fill_value=0).astype(np.float64)


def causes(record: pd.DataFrame) -> pd.DataFrame:
    """Sum up each cause: how often, where, how long, and who owns it.

    Parameters
    ----------
    record : with ``account, kind, cause, owner`` (missing where nobody owns it), ``opened`` and
        ``resolved``.

    Returns
    -------
    One row a kind and cause, the most frequent of a kind first: ``count, accounts, open`` (not
    resolved), ``days`` (median until resolved), ``owner`` (all of them; empty for none) and
    ``unowned`` (rows without an owner).
    """
    known = record.assign(
        cause=record["cause"].fillna(""),
        days=(record["resolved"] - record["opened"]).dt.days.astype(float),
        open=record["resolved"].isna(),
        unowned=record["owner"].isna(),
    )
    grouped = known.groupby(["kind", "cause"])
    frame = pd.DataFrame(
        {
            "count": grouped.size(),
            "accounts": grouped["account"].nunique(),
            "open": grouped["open"].sum(),
            "days": grouped["days"].median(),
            "owner": grouped["owner"].agg(lambda own: ", ".join(sorted(set(own.dropna())))),
            "unowned": grouped["unowned"].sum(),
        }
    ).reset_index()
    frame = frame.sort_values(["kind", "count", "cause"], ascending=[True, False, True])
    return frame.reset_index(drop=True).astype({"open": int, "unowned": int})


def reported(
    contacts: pd.DataFrame, record: pd.DataFrame, days: int, kind: str, cause: str
) -> pd.Series[bool]:
    """Say which contacts had something of a cause at their account before they answered.

    Parameters
    ----------
    contacts, record, days : as of `before_answers`.
    kind, cause : which; an empty cause for rows that have none.
    """
    own = record[(record["kind"] == kind) & (record["cause"].fillna("") == cause)]
    return before_answers(contacts, own, days)[kind] > 0
