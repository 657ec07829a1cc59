"""One key account on one page: scores, people, quadrant, plays and next steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from research.errors import StatisticsError
from research.frameworks.accounts import buyers, quadrant_plays
from research.frameworks.relationship_loop import category_plays
from research.wording.frames import Frames
from research.wording.numbers import out_of

__all__ = ["FEWEST", "MOST", "Plan", "account_plan", "key_accounts"]

FEWEST, MOST = 5, 50
"""Accounts that one manager can plan for."""

_SAY = Frames(__file__)


@dataclass(frozen=True)
class Plan:
    """What one page of a key account's plan shows.

    Parameters
    ----------
    account : its key.
    facts : ``parent`` (empty for none), ``revenue, wallet`` (percent), ``untapped, ends, fit``.
    scores : ``nps, quality, solution, experience, answers`` of contacts ``invited``.
    people : of `research.frameworks.accounts.buyers`.
    quadrant, category : where it stands; empty when not known, with the reason in ``caution``.
    plays : what to do, by quadrant and by category.
    caution : what the reader must know before trusting the scores.
    steps : next steps with ``owner`` and ``due`` to fill in.
    """

    account: str
    facts: pd.Series[Any]
    scores: pd.Series[float]
    people: pd.DataFrame
    quadrant: str
    category: str
    plays: tuple[str, ...]
    caution: tuple[str, ...]
    steps: pd.DataFrame


def key_accounts(frame: pd.DataFrame, count: int = 20, column: str = "revenue") -> list[str]:
    """Choose the key accounts.

    Parameters
    ----------
    frame : of `research.frameworks.accounts.landscape`.
    count : 5 to 50.
    column : the accounts with most of it are chosen.

    Raises
    ------
    StatisticsError
        When the count is not between 5 and 50.
    """
    if not FEWEST <= count <= MOST:
        msg = f"{count} key accounts asked for; allowed: {FEWEST} to {MOST}"
        raise StatisticsError(msg)
    return [str(key) for key in frame.nlargest(count, column, keep="first").index]


def account_plan(
    account: str, frame: pd.DataFrame, contacts: pd.DataFrame, *, listed: bool = True
) -> Plan:
    """Put together the plan of one account.

    Parameters
    ----------
    account : its key.
    frame : of `research.frameworks.accounts.landscape`.
    contacts : the survey behind it.
    listed : whether single contacts may be told; else nothing is said of those who decide.

    Raises
    ------
    StatisticsError
        When there is no such account.
    """
    if account not in frame.index:
        near = ", ".join(map(str, frame.index[:3]))
        msg = f"no account {account!r}; known are {len(frame)} accounts such as {near}"
        raise StatisticsError(msg)
    row: pd.Series[Any] = frame.loc[[account]].iloc[0]
    people = buyers(contacts, account)
    quadrant = "" if pd.isna(row["quadrant"]) else str(row["quadrant"])
    category = "" if pd.isna(row["category"]) else str(row["category"])
    facts = {
        "parent": "" if pd.isna(row["parent"]) else row["parent"],
        "revenue": row["revenue"],
        "wallet": row["wallet"],
        "untapped": row["untapped"],
        "ends": row["contract_end"],
        "fit": row["fit"],
    }
    scores = {
        "nps": row["nps"],
        "quality": row["quality"],
        "solution": row["solution"],
        "experience": row["experience"],
        "answers": row["answered"],
        "invited": row["invited"],
    }
    return Plan(
        account=account,
        facts=pd.Series(facts, dtype=object),
        scores=pd.Series(scores, dtype=float),
        people=people,
        quadrant=quadrant,
        category=category,
        plays=tuple(
            words[key]
            for words, key in ((quadrant_plays(), quadrant), (category_plays(), category))
            if key in words
        ),
        caution=tuple(_cautions(row, people if listed else people.head(0))),
        steps=pd.DataFrame({"step": _SAY.listed("steps"), "owner": "", "due": ""}),
    )


def _cautions(row: pd.Series[Any], people: pd.DataFrame) -> list[str]:
    cautions = []
    if row["unplaced"]:
        cautions.append(_SAY("caution.unplaced", reason=row["unplaced"]))
    if pd.notna(row["thin"]) and row["thin"]:
        answered, invited = out_of(int(row["answered"]), int(row["invited"]))
        cautions.append(_SAY("caution.thin", answered=answered, invited=invited))
    for status in ("unhappy", "unreached"):
        who = people[(people["status"] == status) & (people["decides"] == "yes")]
        if len(who):
            roles = ", ".join(sorted(set(who["role"])))
            cautions.append(_SAY("caution.deciders", count=len(who), status=status, roles=roles))
    return cautions
