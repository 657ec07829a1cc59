"""The plan of one key account, on one page."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.customers import customers
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.display.text import Text
from research.frameworks.accounts_plan import Plan, account_plan, key_accounts
from research.wording.figures import money
from research.wording.shares import percent

if TYPE_CHECKING:
    from research.study import Study

__all__ = ["facts_table", "keys", "opening", "people_table", "plays", "steps_table"]


@lru_cache(maxsize=64)
def _plan(study: Study, account: str) -> Plan:
    about = customers(study)
    return account_plan(account, about.landscape, about.contacts(1))


def keys(study: Study) -> list[str]:
    """The key accounts of the study, by revenue."""
    return key_accounts(customers(study).landscape, study.supplier.key_accounts)


def opening(study: Study, account: str) -> Text:
    """Heading of the plan, and where the account stands."""
    plan, frame = _plan(study, account), customers(study).landscape
    name = str(frame.loc[account, "name"]) if "name" in frame else account
    stands = _ONE.get(plan.quadrant, "without a quadrant")
    lead = f"{name}: {stands}, {plan.category or 'without a category'}."
    return Text(
        f"txt-plan-{account.lower()}-opening",
        f"## {escape(name)} ({escape(account)})\n\n::: {{.lead}}\n\n{escape(lead)}\n\n:::\n",
    )


def facts_table(study: Study, account: str) -> Table:
    """What the account is worth, and how it feels."""
    plan = _plan(study, account)
    facts = {str(label): _fact(str(label), value) for label, value in plan.facts.items()}
    scores = {
        str(label): "–" if pd.isna(value) else f"{value:.{0 if label in _WHOLE else 1}f}"
        for label, value in plan.scores.items()
    }
    printed = {**facts, **{name: text.replace("-", "−") for name, text in scores.items()}}
    values = [*plan.facts, *plan.scores]
    key = f"plan.{account.lower()}"
    return Table(
        id=f"tbl-plan-{account.lower()}-facts",
        caption=f"Facts and scores of {account}",
        frame=pd.DataFrame({"Value": values}, index=list(printed), dtype=object),
        cells=[[Cell(text)] for text in printed.values()],
        stub="Fact or score",
        align="ll",
        widths=(30, 40),
        notes=[escape(text) for text in plan.caution],
        results=[
            Result(f"{key}.{name.split()[-1].lower()}", float(value), "score", label=name)
            for name, value in plan.scores.items()
            if isinstance(name, str) and not pd.isna(value)
        ],
    )


_WHOLE = {"NPS", "Answers", "Invited"}
_ONE = {
    "big fans": "a big fan",
    "underserved advocates": "an underserved advocate",
    "accounts at risk": "an account at risk",
    "selective fixes": "a selective fix",
}


def _fact(label: str, value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return f"{value:%d %B %Y}"
    if isinstance(value, int | float):
        if label.startswith("Share"):
            return percent(float(value))
        return f"{value:g}" if "fit" in label else money(float(value))
    return str(value)


def people_table(study: Study, account: str) -> Table:
    """Every buyer of the account, the unhappy and the unreached among them."""
    people = _plan(study, account).people
    marks = {"unhappy": "worse", "unreached": "muted", "happy": "better"}
    return Table(
        id=f"tbl-plan-{account.lower()}-people",
        caption=f"Buyers of {account}",
        frame=people.set_index("contact"),
        cells=[
            [
                Cell(row["role"]),
                Cell(row["side"]),
                Cell(row["decides"]),
                Cell("–" if pd.isna(row["recommend"]) else f"{row['recommend']:.0f}"),
                Cell("–" if pd.isna(row["quality"]) else f"{row['quality']:.1f}"),
                Cell(row["status"], marks.get(row["status"], "")),
            ]
            for row in people.to_dict("records")
        ],
        stub="Contact",
        heads=["Role", "Side", "Decides", "Recommends", "Quality", "Status"],
        align="llllrrl",
        widths=(12, 24, 10, 10, 13, 10, 16),
    )


def plays(study: Study, account: str) -> Text:
    """What to do, by quadrant and by category."""
    lines = "\n".join(f"- {escape(play)}" for play in _plan(study, account).plays)
    body = f"**Plays**\n\n{lines}\n" if lines else ""
    return Text(f"txt-plan-{account.lower()}-plays", body)


def steps_table(study: Study, account: str) -> Table:
    """Next steps, to be filled in."""
    steps = _plan(study, account).steps
    return Table(
        id=f"tbl-plan-{account.lower()}-steps",
        caption=f"Next steps for {account}",
        frame=steps.set_index("step"),
        cells=[[Cell(), Cell()] for _ in range(len(steps))],
        stub="Step",
        heads=["Owner", "Due"],
        align="lll",
        widths=(44, 20, 14),
    )
