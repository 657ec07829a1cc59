"""Six questions that a plan for accounts must answer, each with its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from research.chapters.customers import LAID_OUT, SCORED, Customers, customers
from research.chapters.remarks import opened
from research.chapters.supplier.briefs import briefed
from research.chapters.supplier.finance import agreed_measures
from research.chapters.supplier.planning import activation, key_promoters
from research.chapters.supplier.recorded import recorded
from research.chapters.thinness import or_why
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.frameworks.accounts import work_order
from research.frameworks.accounts_plan import key_accounts
from research.wording.dates import day
from research.wording.figures import DASH, grouped, money
from research.wording.frames import Frames
from research.wording.numbers import number

if TYPE_CHECKING:
    from research.display.text import Text
    from research.study import Study

__all__ = ["accounts_table", "opening", "questions_table"]

NEEDS = ("data.accounts", "data.contacts", "supplier.today", *SCORED, *LAID_OUT)

_SAY = Frames(__file__)

_YES, _PARTLY = 80, 50
_FIRST = 5
_MARKS = {"answered": "better", "open": "worse"}


class _Answer(NamedTuple):
    """How far a question is answered, in percent, and by what; missing where nothing tells."""

    share: float
    evidence: str


def _standing(share: float) -> str:
    """How far a question is answered, in a word."""
    if pd.isna(share):
        return "untold"
    return "answered" if share >= _YES else "partly" if share >= _PARTLY else "open"


def _acted(study: Study) -> set[str] | None:
    """Accounts with an action in the register; None where there is no register."""
    if study.config.table("actions") is None:
        return None
    return set(recorded(study, "actions")["account"])


def _keys(about: Customers) -> list[str]:
    most = min(about.supplier.key_accounts, len(about.landscape))
    return key_accounts(about.landscape, most)


def _answers(study: Study) -> dict[str, _Answer]:
    about = customers(study)
    return {
        "priority": _priority(study, about),
        "value": _value(about),
        "finance": _finance(study),
        "sales": _sales(study, about),
        "promoters": _promoters(study),
        "shortlist": _shortlist(study, about),
    }


def _priority(study: Study, about: Customers) -> _Answer:
    frame = about.landscape
    placed = int(frame["quadrant"].notna().sum())
    return _Answer(
        100 * placed / len(frame),
        _SAY(
            "evidence.priority",
            placed=placed,
            accounts=len(frame),
            currency=study.supplier.currency,
            untapped=money(float(frame["untapped"].sum())),
        ),
    )


def _value(about: Customers) -> _Answer:
    contacts, frame = about.contacts(1), about.landscape
    answered = contacts[contacts["answered_on"].notna()]
    heard = int(frame["nps"].notna().sum())
    last = answered["answered_on"].max()
    return _Answer(
        100 * heard / len(frame),
        _SAY(
            "evidence.value",
            heard=heard,
            accounts=len(frame),
            answered=len(answered),
            contacts=len(contacts),
            last=day(last) if pd.notna(last) else DASH,
        ),
    )


def _finance(study: Study) -> _Answer:
    agreed, accountable, count = agreed_measures(study)
    told = _SAY("evidence.finance", agreed=agreed, accountable=accountable, count=count)
    return _Answer(100 * agreed / count, told)


def _sales(study: Study, about: Customers) -> _Answer:
    acted, keys = _acted(study), _keys(about)
    if acted is None:
        return _Answer(float("nan"), _SAY("evidence.no register"))
    count = len(acted.intersection(keys))
    told = _SAY("evidence.sales", count=count, keys=len(keys))
    if study.config.table("briefs") is not None:
        goals = len(briefed(study, "goal").intersection(keys))
        told = _SAY("evidence.goals", sales=told, goals=goals)
    return _Answer(100 * count / len(keys), told)


def _promoters(study: Study) -> _Answer:
    if study.config.table("asks") is None:
        return _Answer(float("nan"), _SAY("evidence.no asks"))
    whole = activation(study).to_dict("index")["all"]
    asked, count = int(whole["asked"]), int(whole["promoters"])
    told = _SAY("evidence.promoters", asked=asked, promoters=count, agreed=int(whole["agreed"]))
    return _Answer(100 * asked / count if count else float("nan"), told)


def _shortlist(study: Study, about: Customers) -> _Answer:
    ordered = work_order(about.named, about.cuts)
    grow = ordered[ordered["quadrant"] == "underserved advocates"].head(_FIRST)
    acted = _acted(study)
    if acted is None or grow.empty:
        return _Answer(float("nan"), _SAY("evidence.no register"))
    count = len(acted.intersection(grow.index))
    told = _SAY(
        "evidence.shortlist",
        count=count,
        first=len(grow),
        currency=study.supplier.currency,
        untapped=money(float(grow["untapped"].sum())),
    )
    return _Answer(100 * count / len(grow), told)


@or_why
def opening(study: Study) -> Text:
    """Heading, and how many of the six questions are answered."""

    def lead() -> str:
        found = [_standing(one.share) for one in _answers(study).values()]
        counts = {name: found.count(name) for name in ("answered", "partly")}
        rest = len(found) - sum(counts.values())
        told = {
            name: number(count) if count else _SAY("none")
            for name, count in {**counts, "rest": rest}.items()
        }
        return escape(_SAY("opening.lead", count=number(len(found)), **told))

    return opened("checklist-opening", _SAY("opening.title"), lead)


@or_why
def questions_table(study: Study) -> Table:
    """Each question with how far it is answered, and the evidence."""
    found, questions = _answers(study), _SAY.named("questions.rows")
    standings = {name: _standing(one.share) for name, one in found.items()}
    words = _SAY.named("questions.standings")
    return Table(
        id="tbl-checklist-questions",
        caption=_SAY("questions.caption"),
        frame=pd.DataFrame(
            {"percent": [one.share for one in found.values()]},
            index=[questions[name] for name in found],
        ),
        cells=[
            [Cell(words[standings[name]], _MARKS.get(standings[name], "")), Cell(one.evidence)]
            for name, one in found.items()
        ],
        stub=_SAY("questions.stub"),
        labels=[questions[name] for name in found],
        heads=_SAY.listed("questions.heads"),
        align="lll",
        widths=(50, 15, 59),
        notes=[_SAY("questions.note", yes=str(_YES), partly=str(_PARTLY))],
        results=[
            Result(f"checklist.{name}", one.share, "percent", label=questions[name])
            for name, one in found.items()
            if pd.notna(one.share)
        ],
    )


def _noted(noted: set[str] | None, account: str) -> list[Cell]:
    """Whether the customer's goals are noted; no cell where the edition has no such table."""
    if noted is None:
        return []
    return [Cell(_SAY("accounts.noted" if account in noted else "accounts.none"))]


@or_why
def accounts_table(study: Study) -> Table:
    """The same for each key account: what is known, heard, agreed, noted and asked."""
    about = customers(study)
    keys, acted = _keys(about), _acted(study)
    frame = about.named.loc[keys]
    promoters = key_promoters(study)
    asked = {} if promoters is None else promoters.to_dict("index")
    fewest = max(study.config.privacy.named_base, 1)
    noted = None if study.config.table("briefs") is None else briefed(study, "goal")
    cells = []
    for key, row in frame.to_dict("index").items():
        counts = asked.get(key) if row["answered"] >= fewest else None
        cells.append(
            [
                Cell(money(row["revenue"])),
                Cell(money(row["untapped"])),
                Cell(
                    _SAY(
                        "accounts.of", count=grouped(row["answered"]), base=grouped(row["invited"])
                    )
                ),
                Cell(
                    DASH
                    if acted is None
                    else _SAY("accounts.agreed" if key in acted else "accounts.none")
                ),
                *_noted(noted, str(key)),
                Cell(
                    DASH
                    if counts is None
                    else _SAY(
                        "accounts.of",
                        count=grouped(counts["asked"]),
                        base=grouped(counts["promoters"]),
                    )
                ),
            ]
        )
    heads = _SAY.listed("accounts.heads", currency=study.supplier.currency)
    goals = heads[-2]
    return Table(
        id="tbl-checklist-accounts",
        caption=_SAY("accounts.caption", count=len(keys)),
        frame=frame[["revenue", "untapped", "answered", "invited"]],
        cells=cells,
        stub=_SAY("accounts.stub"),
        labels=about.account_names(frame.index),
        heads=[head for head in heads if noted is not None or head != goals],
        widths=(20, 14, 16, 18, 16, *(() if noted is None else (14,)), 24),
        notes=[_SAY("accounts.note", fewest=str(fewest))],
    )
