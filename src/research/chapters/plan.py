"""The plan of one key account, on one page."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.customers import LAID_OUT, SCORED, customers
from research.chapters.remarks import opened
from research.chapters.thinness import enough, or_why
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.display.text import Text
from research.frameworks.accounts_plan import Plan, account_plan, key_accounts
from research.wording.dates import day
from research.wording.figures import figure, money, plain
from research.wording.frames import Frames
from research.wording.numbers import number
from research.wording.shares import percent

if TYPE_CHECKING:
    from research.study import Study

__all__ = ["facts_table", "keys", "opening", "people_table", "plays", "steps_table"]

NEEDS = (
    *("data.accounts", "data.contacts", "supplier.today", *SCORED, *LAID_OUT),
    *(f"data.contacts.{name}" for name in ("role", "side", "decides")),
)

_SAY = Frames(__file__)


@lru_cache(maxsize=64)
def _plan(study: Study, account: str) -> Plan:
    about = customers(study)
    enough(account in about.named.index, _SAY("no account", account=account))
    listed = study.config.privacy.contacts == "listed"
    return account_plan(account, about.named, about.contacts(1), listed=listed)


def keys(study: Study) -> list[str]:
    """The key accounts of the study, by revenue."""
    return key_accounts(customers(study).landscape, study.supplier.key_accounts)


@or_why
def opening(study: Study, account: str) -> Text:
    """Heading of the plan, and where the account stands."""
    plan, frame = _plan(study, account), customers(study).landscape
    name = str(frame.loc[account, "name"]) if "name" in frame else account
    stands = _SAY.named("opening.one").get(plan.quadrant) or _SAY("opening.no quadrant")
    kind = plan.category or _SAY("opening.no category")
    title = _SAY("opening.title", name=escape(name), account=escape(account))
    lead = _SAY("opening.lead", name=name, quadrant=stands, category=kind)
    return opened(f"plan-{account.lower()}-opening", title, lambda: escape(lead))


@or_why
def facts_table(study: Study, account: str) -> Table:
    """What the account is worth, and how it feels."""
    plan = _plan(study, account)
    labels = {**_SAY.named("facts.labels"), **_SAY.named("facts.scores")}
    told = {
        str(name): _SAY("facts.none") if value == "" else value
        for name, value in plan.facts.items()
    }
    scores = {str(name): float(value) for name, value in plan.scores.items()}
    printed = {
        **{name: _fact(name, value) for name, value in told.items()},
        **{name: figure(value, 0 if name in _WHOLE else 1) for name, value in scores.items()},
    }
    key = f"plan.{account.lower()}"
    return Table(
        id=f"tbl-plan-{account.lower()}-facts",
        caption=_SAY("facts.caption", account=account),
        frame=pd.DataFrame(
            {_SAY("facts.head"): [*told.values(), *scores.values()]},
            index=[labels[name] for name in printed],
            dtype=object,
        ),
        cells=[[Cell(text)] for text in printed.values()],
        stub=_SAY("facts.stub"),
        align="ll",
        widths=(30, 40),
        notes=[escape(text) for text in plan.caution],
        results=[
            Result(f"{key}.{name}", value, "score", label=labels[name])
            for name, value in scores.items()
            if not pd.isna(value)
        ],
    )


_WHOLE = {"nps", "answers", "invited"}


def _fact(name: str, value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return day(value)
    if isinstance(value, int | float):
        if name == "wallet":
            return percent(float(value))
        return plain(value) if name == "fit" else money(float(value))
    return str(value)


@or_why
def people_table(study: Study, account: str) -> Table:
    """Every buyer of the account, the unhappy and the unreached among them.

    Counted only where the edition does not list contacts; where too few answered, no more is told
    than how many did.
    """
    if study.config.privacy.contacts == "counted":
        return _people_counted(study, account)
    people = _plan(study, account).people
    marks = {"unhappy": "worse", "unreached": "muted", "happy": "better"}
    return Table(
        id=f"tbl-plan-{account.lower()}-people",
        caption=_SAY("people.caption", account=account),
        frame=people.set_index("contact"),
        cells=[
            [
                Cell(row["role"]),
                Cell(row["side"]),
                Cell(row["decides"]),
                Cell(figure(row["recommend"])),
                Cell(figure(row["quality"], 1)),
                Cell(row["status"], marks.get(row["status"], "")),
            ]
            for row in people.to_dict("records")
        ],
        stub=_SAY("people.stub"),
        heads=_SAY.listed("people.heads"),
        align="llllrrl",
        widths=(12, 24, 10, 10, 13, 10, 16),
    )


def _people_counted(study: Study, account: str) -> Table:
    people, fewest = _plan(study, account).people, study.config.privacy.named_base
    status = people["status"]
    heard = int((status != "unreached").sum())
    if heard < fewest:
        status = status.where(status == "unreached", "answered")
    kinds = [kind for kind in _STATUS if kind in set(status)]
    counts = status.value_counts().reindex(kinds)
    notes = [_SAY("people.few", fewest=number(fewest))] if heard < fewest else []
    return Table(
        id=f"tbl-plan-{account.lower()}-people",
        caption=_SAY("people.caption", account=account),
        frame=pd.DataFrame({"buyers": counts}).rename_axis("status"),
        cells=[[Cell(figure(count))] for count in counts],
        stub=_SAY("people.counted.stub"),
        heads=_SAY.listed("people.counted.heads"),
        align="lr",
        widths=(24, 12),
        notes=notes,
    )


_STATUS = ("unhappy", "unreached", "content", "happy", "answered")


@or_why
def plays(study: Study, account: str) -> Text:
    """What to do, by quadrant and by category."""
    lines = "\n".join(f"- {escape(play)}" for play in _plan(study, account).plays)
    body = f"**{_SAY('plays')}**\n\n{lines}\n" if lines else ""
    return Text(f"txt-plan-{account.lower()}-plays", body)


@or_why
def steps_table(study: Study, account: str) -> Table:
    """Next steps, to be filled in."""
    steps = _plan(study, account).steps
    return Table(
        id=f"tbl-plan-{account.lower()}-steps",
        caption=_SAY("steps.caption", account=account),
        frame=steps.set_index("step"),
        cells=[[Cell(), Cell()] for _ in range(len(steps))],
        stub=_SAY("steps.stub"),
        heads=_SAY.listed("steps.heads"),
        align="lll",
        widths=(44, 20, 14),
    )
