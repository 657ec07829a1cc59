"""One key account on one page: scores, people, quadrant, plays and next steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from research.errors import StatisticsError
from research.frameworks.accounts import PLAYS, buyers
from research.frameworks.relationship_loop import PLAYS as CATEGORY_PLAYS

__all__ = ["FEWEST", "MOST", "Plan", "account_plan", "key_accounts"]

FEWEST, MOST = 5, 50
"""Accounts that one manager can plan for."""

_STEPS = (
    "Meet to close the loop",
    "Agree the actions for the next twelve months",
    "Reach the buyers who have not answered",
    "Review the plan",
)


@dataclass(frozen=True)
class Plan:
    """What one page of a key account's plan shows.

    Parameters
    ----------
    account : its key.
    facts : label and value: parent, revenue, share of wallet, untapped, renewal, fit.
    scores : label and value: NPS, quality, solution, experience, answers of contacts invited.
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
        "Parent": "none" if pd.isna(row["parent"]) or not row["parent"] else row["parent"],
        "Revenue this year": row["revenue"],
        "Share of wallet": row["wallet"],
        "Untapped revenue": row["untapped"],
        "Contract ends": row["contract_end"],
        "Strategic fit (1 to 5)": row["fit"],
    }
    scores = {
        "NPS": row["nps"],
        "Relationship quality": row["quality"],
        "Solution": row["solution"],
        "Experience": row["experience"],
        "Answers": row["answered"],
        "Invited": row["invited"],
    }
    return Plan(
        account=account,
        facts=pd.Series(facts, dtype=object),
        scores=pd.Series(scores, dtype=float),
        people=people,
        quadrant=quadrant,
        category=category,
        plays=tuple(
            play for play in (PLAYS.get(quadrant, ""), CATEGORY_PLAYS.get(category, "")) if play
        ),
        caution=tuple(_cautions(row, people if listed else people.head(0))),
        steps=pd.DataFrame({"step": _STEPS, "owner": "", "due": ""}),
    )


def _cautions(row: pd.Series[Any], people: pd.DataFrame) -> list[str]:
    cautions = []
    if row["unplaced"]:
        cautions.append(f"No quadrant: {row['unplaced']}.")
    if row["thin"]:
        cautions.append(f"Heard through {row['answered']} of {row['invited']} contacts only.")
    for status in ("unhappy", "unreached"):
        who = people[(people["status"] == status) & (people["decides"] == "yes")]
        if len(who):
            roles = ", ".join(sorted(set(who["role"])))
            cautions.append(f"{len(who)} {status} among those who decide: {roles}.")
    return cautions
