"""One key account on one page: scores, people, quadrant, plays and next steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from research.errors import StatisticsError
from research.frameworks.accounts import Cuts, buyers, quadrant_plays, work_order
from research.frameworks.relationship_kinds import kind_plays
from research.frameworks.relationship_loop import category_plays
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.numbers import number, out_of
from research.wording.sentences import capitalise, sentence

__all__ = [
    "FEWEST",
    "MOST",
    "Plan",
    "Register",
    "Situation",
    "account_plan",
    "key_accounts",
    "steps",
]

FEWEST, MOST = 5, 50
"""Accounts that one manager can plan for."""

_SAY = Frames(__file__)


class Register(NamedTuple):
    """How an account stands in the action register: actions not done, and those overdue."""

    open: int = 0
    overdue: int = 0


class Situation(NamedTuple):
    """What decides which steps apply to an account.

    Parameters
    ----------
    answered, unreached : contacts who answered and who did not.
    unhappy_deciders : contacts who decide and are detractors.
    due : whether the renewal is due within the months that count as urgent.
    spend_known : whether its spend with all suppliers is known.
    referrals : the contacts who could be asked for a referral, and were asked for nothing yet.
    actions : of the account in the register.
    goals : of the customer that its team has noted.
    """

    answered: int
    unreached: int
    unhappy_deciders: int
    due: bool
    spend_known: bool
    referrals: tuple[str, ...]
    actions: Register
    goals: int = 0


def steps(of: Situation) -> list[str]:
    """Give the steps that apply to an account, in their order; only these.

    An action that is open in the register is no step of its own, and where there is one no new
    ones are called for before it is settled.
    """
    applies = {
        "recover": of.unhappy_deciders > 0,
        "renew": of.due,
        "meet": of.answered > 0,
        "reach": of.unreached > 0,
        "settle": of.actions.overdue > 0,
        "agree": of.actions.open == 0,
        "refer": bool(of.referrals),
        "spend": not of.spend_known,
        "goals": of.goals == 0,
        "review": True,
    }
    words = _SAY.named("steps", referrals=series(of.referrals))
    return [words[name] for name, holds in applies.items() if holds]


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
    kind : of ambivalent, stalker or opponent; empty for others.
    plays : what to do, by quadrant and by kind, or by category where there is no kind.
    caution : what the reader must know before trusting the scores.
    steps : those that apply, with ``owner`` and ``due`` to fill in.
    """

    account: str
    facts: pd.Series[Any]
    scores: pd.Series[float]
    people: pd.DataFrame
    quadrant: str
    category: str
    kind: str
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
    account: str,
    frame: pd.DataFrame,
    contacts: pd.DataFrame,
    *,
    listed: bool = True,
    actions: Register | None = None,
    referrals: tuple[str, ...] = (),
    goals: int = 0,
    cuts: Cuts | None = None,
) -> Plan:
    """Put together the plan of one account.

    Parameters
    ----------
    account : its key.
    frame : of `research.frameworks.accounts.landscape`.
    contacts : the survey behind it.
    listed : whether single contacts may be told; else nothing is said of those who decide, nor of
        whom to ask for a referral.
    actions : of the account in the register; none where there is none.
    referrals : contacts of the account who could be asked for one, and were asked for nothing yet.
    goals : of the customer that its team has noted.
    cuts : what counts as a good fit and a large upside.

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
    kind = "" if pd.isna(row.get("kind")) else str(row["kind"])
    unhappy = (people["status"] == "unhappy") & (people["decides"] == "yes")
    situation = Situation(
        answered=int((people["status"] != "unreached").sum()),
        unreached=int((people["status"] == "unreached").sum()),
        unhappy_deciders=int(unhappy.sum()) if listed else 0,
        due=bool(row["due"]),
        spend_known=bool(pd.notna(row["wallet"])),
        referrals=referrals if listed else (),
        actions=actions or Register(),
        goals=goals,
    )
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
        kind=kind,
        plays=tuple(
            capitalise(words[key])
            for words, key in (
                (_quadrant_plays(account, frame, cuts), quadrant),
                (kind_plays(), kind) if kind else (category_plays(), category),
            )
            if key in words
        ),
        caution=tuple(_cautions(row, people if listed else people.head(0))),
        steps=pd.DataFrame({"step": steps(situation), "owner": "", "due": ""}),
    )


def _quadrant_plays(account: str, frame: pd.DataFrame, cuts: Cuts | None) -> dict[str, str]:
    """What to do by quadrant; with a selective fix, whether it is one of those to mend."""
    plays, row = quadrant_plays(), frame.loc[[account]].iloc[0]
    if (
        row["quadrant"] != "selective fixes"
        or row[["contract_end", "fit", "untapped"]].isna().any()
    ):
        return plays
    worth = str(work_order(frame, cuts)["worth"][account])
    told = _SAY("fix.mend", worth=worth) if worth else _SAY("fix.leave")
    return {**plays, "selective fixes": told}


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
            counts = who["role"].value_counts().sort_index()
            roles = series(
                _SAY("caution.several", role=str(role), count=count) if count > 1 else str(role)
                for role, count in counts.items()
            )
            told = {"count": number(len(who)), "status": status, "roles": roles}
            cautions.append(sentence(_SAY.form("caution.deciders", many=len(who) > 1, **told)))
    return cautions
