"""Account planning: the same accounts by size, by share of wallet, and then by sentiment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from research.chapters.customers import LAID_OUT, SCORED, Customers, customers
from research.chapters.remarks import bulleted, opened
from research.chapters.supplier.hidden import hidden_counted, hidden_listed
from research.chapters.supplier.landscape import views_of
from research.chapters.thinness import enough, or_why
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.display.text import Text
from research.frameworks.accounts import (
    HAPPY,
    QUADRANTS,
    hidden_risks,
    parents,
    quadrant_summary,
    withheld_parents,
    work_order,
)
from research.wording.dates import day
from research.wording.figures import figure, grouped, money, plain, signed
from research.wording.frames import Frames
from research.wording.numbers import number, out_of
from research.wording.sentences import capitalise, sentence
from research.wording.shares import percent

if TYPE_CHECKING:
    import pandas as pd

    from research.display.chart import Chart
    from research.display.palette import Role
    from research.study import Study

__all__ = [
    "hidden_table",
    "hidden_text",
    "observations",
    "opening",
    "order_table",
    "order_text",
    "parents_table",
    "parents_text",
    "quadrant_table",
    "views_chart",
]

NEEDS = (
    *("data.accounts", "data.contacts", "supplier.today", *SCORED, *LAID_OUT),
    "data.contacts.decides",
)

_SAY = Frames(__file__)

_ROLES: tuple[Role, ...] = ("subject", "contrast", "other")
_FIRST = 5
_MOST = 6


@or_why
def opening(study: Study, part: str = "") -> Text:
    """Heading of the chapter and the sentence that opens it."""
    about = customers(study, part)
    title = about.titled(_SAY("opening.title"))
    name = f"accounts-opening{about.slug}"
    return opened(name, escape(title), lambda: escape(_lead(study, part)))


def _lead(study: Study, part: str) -> str:
    rows = quadrant_summary(customers(study, part).landscape).to_dict("index")
    risk, grow = rows["accounts at risk"], rows["underserved advocates"]
    currency = study.supplier.currency
    return _SAY(
        "opening.lead",
        currency=currency,
        revenue=money(float(risk["revenue"])),
        unhappy=risk["accounts"],
        happy=grow["accounts"],
        untapped=money(float(grow["untapped"])),
    )


@or_why
def views_chart(study: Study, part: str = "") -> Chart | Text:
    """The same accounts side by side: by size and share of wallet, then with sentiment."""
    return views_of(study, part)


@or_why
def quadrant_table(study: Study, part: str = "") -> Table:
    """The four quadrants with their revenue and plays."""
    about = customers(study, part)
    summary = quadrant_summary(about.landscape)
    results = []
    for name, row in summary.to_dict("index").items():
        key = f"accounts{about.dotted}.{str(name).replace(' ', '')}"
        results += [
            Result(f"{key}.count", int(row["accounts"]), "count", len(about.landscape), str(name)),
            Result(f"{key}.revenue", float(row["revenue"]), "money", row["accounts"], str(name)),
            Result(f"{key}.untapped", float(row["untapped"]), "money", row["accounts"], str(name)),
        ]
    return Table(
        id=f"tbl-accounts-quadrants{about.slug}",
        caption=_SAY("quadrants.caption"),
        frame=summary,
        cells=[
            [
                Cell(grouped(row["accounts"])),
                Cell(money(row["revenue"])),
                Cell(money(row["untapped"])),
                Cell(grouped(row["due"])),
                Cell(grouped(row["thin"])),
                Cell(row["play"]),
            ]
            for row in summary.to_dict("records")
        ],
        stub=_SAY("quadrants.stub"),
        labels=[capitalise(str(name)) for name in summary.index],
        heads=_SAY.listed("quadrants.heads", currency=study.supplier.currency),
        align="lrrrrrl",
        widths=(22, 11, 12, 11, 7, 7, 44),
        notes=[
            _SAY(
                "quadrants.note",
                nps=plain(about.cuts.nps),
                wallet=f"{plain(about.cuts.wallet)}%",
                months=about.months,
                today=day(about.today),
            )
        ],
        results=results,
    )


@or_why
def order_text(study: Study, part: str = "") -> Text:
    """What is at stake with the accounts that come first."""
    about, currency = customers(study, part), study.supplier.currency
    first = _first_to_work_on(about)
    due, every = out_of(int(first["due"].sum()), len(first))
    lead = [
        _SAY(
            "order.hold",
            first=number(_FIRST),
            currency=currency,
            revenue=money(first["revenue"].sum()),
            untapped=money(first["untapped"].sum()),
        ),
        _SAY.form(
            "order.due",
            many=first["due"].sum() > 1,
            due=due if first["due"].any() else _SAY("none"),
            count=every,
            months=about.months,
        ),
    ]
    return _passage(f"txt-accounts-order{about.slug}", lead)


def _first_to_work_on(about: Customers) -> pd.DataFrame:
    enough(bool(about.named["quadrant"].notna().any()), _SAY("order.nothing"))
    ordered = work_order(about.named, about.cuts)
    return ordered[ordered["order"] <= _FIRST]


def _passage(name: str, lead: list[str]) -> Text:
    return Text(name, escape(" ".join(sentence(part) for part in lead)) + "\n")


@or_why
def order_table(study: Study, part: str = "") -> Table:
    """The first accounts to work on in each quadrant."""
    about = customers(study, part)
    first = _first_to_work_on(about)
    columns = ["quadrant", "revenue", "wallet", "untapped", "nps", "months", "worth"]
    return Table(
        id=f"tbl-accounts-order{about.slug}",
        caption=_SAY("order.caption", first=number(_FIRST)),
        frame=first[columns],
        cells=[
            [
                Cell(capitalise(row["quadrant"])),
                Cell(money(row["revenue"])),
                Cell(percent(row["wallet"])),
                Cell(money(row["untapped"])),
                Cell(signed(row["nps"])),
                Cell(figure(row["months"])),
                Cell(row["worth"]),
            ]
            for row in first.to_dict("records")
        ],
        stub=_SAY("order.stub"),
        labels=about.account_names(first.index),
        heads=_SAY.listed("order.heads"),
        align="llrrrrrl",
        widths=(18, 20, 9, 8, 10, 7, 8, 28),
        notes=[_SAY("order.note"), *_few_note(study)],
    )


def _few_note(study: Study, *, parents: bool = False) -> list[str]:
    """Say from how many answers scores stand beside the name of an account, or of a parent."""
    fewest = study.config.privacy.named_base
    if fewest <= 1:
        return []
    return [_SAY("parents.few" if parents else "few", fewest=number(fewest))]


def _unhappy_deciders(about: Customers) -> tuple[pd.DataFrame, int]:
    """Happy accounts with an unhappy decider, and how many have one unhappy or not reached."""
    found = hidden_risks(about.contacts(1), about.landscape)
    return found[found["unhappy_deciders"] > 0], len(found)


@or_why
def hidden_text(study: Study, part: str = "") -> Text:
    """How much revenue hangs on deciders whom an average hides."""
    about = customers(study, part)
    unhappy, _ = _unhappy_deciders(about)
    happy = int(about.landscape["quadrant"].isin(HAPPY).sum())
    count = len(unhappy)
    some, all_ = out_of(count, happy)
    parts = {"unhappy": some if count else _SAY("none"), "happy": all_}
    lead = [_SAY.form("hidden.unhappy", many=count > 1, **parts)]
    if count:
        currency, held = study.supplier.currency, money(unhappy["revenue"].sum())
        lead.append(_SAY("hidden.revenue", currency=currency, revenue=held))
    return _passage(f"txt-accounts-hidden{about.slug}", lead)


@or_why
def hidden_table(study: Study, part: str = "") -> Table:
    """Accounts whose good average hides an unhappy or unreached decider.

    Named where the edition lists contacts; else counted by quadrant, since an account's name beside
    one unhappy decider tells who that is.
    """
    about = customers(study, part)
    unhappy, found = _unhappy_deciders(about)
    listed = study.config.privacy.contacts == "listed"
    enough(len(unhappy) > 0 or not listed, _SAY("hidden.nobody"))
    return (hidden_listed if listed else hidden_counted)(about, unhappy, found)


@or_why
def parents_text(study: Study, part: str = "") -> Text:
    """How much the largest parents weigh, and whether their accounts are of one kind."""
    about = customers(study, part)
    shown = _parents(about).head(_MOST)
    mixed = int(shown["quadrants"].str.contains(",").sum())
    held = percent(100 * shown["revenue"].sum() / about.landscape["revenue"].sum())
    some, every = out_of(mixed, len(shown))
    parts = {"mixed": some if mixed else _SAY("none"), "shown": every}
    lead = [
        _SAY("parents.hold", share=held),
        _SAY.form("parents.mixed", many=mixed > 1, **parts),
    ]
    return _passage(f"txt-accounts-parents{about.slug}", lead)


@or_why
def parents_table(study: Study, part: str = "") -> Table:
    """The largest parent companies, with all that their accounts spend."""
    about = customers(study, part)
    rolled = _parents(about)
    shown = rolled.head(_MOST)
    return Table(
        id=f"tbl-accounts-parents{about.slug}",
        caption=_SAY("parents.caption", shown=number(len(shown))),
        frame=shown,
        cells=[[Cell(text) for text in _parent_cells(row)] for row in shown.to_dict("records")],
        stub=_SAY("parents.stub"),
        labels=about.parent_names(shown.index),
        heads=_SAY.listed("parents.heads"),
        align="lrrrrrrl",
        widths=(20, 10, 10, 8, 10, 7, 9, 36),
        notes=[
            _SAY(
                "parents.note",
                parents=len(rolled),
                accounts=grouped(rolled["accounts"].sum()),
            ),
            *(_few_note(study, parents=True) if shown["nps"].isna().any() else []),
        ],
    )


def _parents(about: Customers) -> pd.DataFrame:
    rolled = parents(about.named, about.contacts(1))
    enough(len(rolled) > 0, _SAY("parents.nothing"))
    return withheld_parents(rolled, about.named, about.study.config.privacy.named_base)


def _parent_cells(row: dict[Any, Any]) -> list[str]:
    return [
        grouped(row["accounts"]),
        money(row["revenue"]),
        percent(row["wallet"]),
        money(row["untapped"]),
        signed(row["nps"]),
        grouped(row["answered"]),
        row["quadrants"],
    ]


@or_why
def observations(study: Study, part: str = "") -> Text:
    """What the second view shows that the first did not."""
    about = customers(study, part)
    summary = quadrant_summary(about.landscape)
    rows = summary.to_dict("index")
    risk, advocates = rows["accounts at risk"], rows["underserved advocates"]
    untapped = sum(rows[name]["untapped"] for name in QUADRANTS)
    share = 100 * advocates["untapped"] / untapped if untapped else np.nan
    lines = [
        _SAY("observations.due", due=risk["due"], months=about.months),
        _SAY("observations.untapped", share=percent(share)),
        _SAY("observations.unplaced", count=rows["unplaced"]["accounts"]),
    ]
    return bulleted(f"accounts{about.slug}", map(escape, lines))
