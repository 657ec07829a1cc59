"""Account planning: the same accounts by size, by share of wallet, and then by sentiment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from research.chapters.customers import Customers, customers
from research.chapters.naming import source_of
from research.display.chart import Chart
from research.display.escape import escape
from research.display.result import Result
from research.display.specification.parts import Axis, Base, Entry, NumberFormat
from research.display.specification.scatter import Point, Views
from research.display.table import Cell, Table
from research.display.text import Text
from research.frameworks.accounts import (
    HAPPY,
    QUADRANTS,
    hidden_risks,
    parents,
    quadrant_summary,
    work_order,
)
from research.wording.figures import grouped, money
from research.wording.numbers import number
from research.wording.sentences import capitalise, sentence
from research.wording.shares import percent

if TYPE_CHECKING:
    import pandas as pd

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

_FIRST = 5
_MOST = 6


def opening(study: Study, part: str = "") -> Text:
    """Heading of the chapter and the sentence that opens it."""
    about = customers(study, part)
    summary = quadrant_summary(about.landscape)
    rows = summary.to_dict("index")
    risk, grow = rows["accounts at risk"], rows["underserved advocates"]
    currency = study.supplier.currency
    lead = (
        f"{currency} {money(float(risk['revenue']))} of revenue is with {risk['accounts']} large "
        f"but unhappy accounts; {grow['accounts']} happy ones spend {currency} "
        f"{money(float(grow['untapped']))} elsewhere."
    )
    title = "Which accounts come first" + (f": {about.value}" if part else "")
    return Text(
        f"txt-accounts-opening{about.slug}",
        f"## {escape(title)}\n\n::: {{.lead}}\n\n{escape(lead)}\n\n:::\n",
    )


def _points(study: Study, part: str) -> pd.DataFrame:
    frame = customers(study, part).landscape
    return frame.dropna(subset=["wallet"]).rename(columns={"wallet": "x", "revenue": "y"})


def views_chart(study: Study, part: str = "") -> Chart:
    """The same accounts side by side: by size and share of wallet, then with sentiment."""
    about, points = customers(study, part), _points(study, part)
    unknown = len(about.landscape) - len(points)
    high = points["nps"] >= about.cuts.nps
    roles = np.select([points["nps"].isna(), high], ["other", "subject"], "contrast")
    key = (
        Entry(role="subject", text="promoter accounts"),
        Entry(role="contrast", text="all others heard"),
        Entry(role="other", text="not heard"),
    )
    parted = ", ".join(f"{(roles == entry.role).sum()} {entry.text}" for entry in key)
    views = Views(
        title="Accounts that look alike by size need unequal plans",
        subtitle="Revenue against share of wallet",
        base=Base(counts=(len(points),), of="accounts"),
        source=source_of(study),
        points=tuple(
            Point(x=x, y=y, role=role)
            for x, y, role in zip(points["x"], points["y"], roles, strict=True)
        ),
        heads=("By size and share of wallet", "With the customer's sentiment"),
        x=Axis(label="share of wallet, %"),
        y=Axis(
            label=f"revenue a year, {study.supplier.currency}",
            log=True,
            format=NumberFormat(scaled=True),
        ),
        x_cut=about.cuts.wallet,
        key=key,
    )
    return Chart(
        id=f"fig-accounts-views{about.slug}",
        caption="The same accounts without and with sentiment",
        alt=f"Two scatter charts of the same {len(points)} accounts, revenue from "
        f"{money(points['y'].min())} to {money(points['y'].max())} against share of wallet from "
        f"{points['x'].min():.0f}% to {points['x'].max():.0f}%. The second tells apart {parted}.",
        figure=views,
        data=points[["x", "y", "nps"]].set_axis(["share of wallet", "revenue", "nps"], axis=1),
        notes=[
            f"Population: {escape(about.population)}. Sentiment is high from an account net "
            f"promoter score of {about.cuts.nps:g}. Total spend with all suppliers is unknown for "
            f"{unknown} accounts, which are not drawn."
        ],
    )


def quadrant_table(study: Study, part: str = "") -> Table:
    """The four quadrants with their revenue and plays."""
    about = customers(study, part)
    summary = quadrant_summary(about.landscape)
    currency = study.supplier.currency
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
        caption="Four quadrants of accounts",
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
        stub="Quadrant",
        labels=[capitalise(str(name)) for name in summary.index],
        heads=["Accounts", f"Revenue, {currency}", "Untapped", "Due", "Thin", "Play"],
        align="lrrrrrl",
        widths=(22, 11, 12, 11, 7, 7, 44),
        notes=[
            f"Sentiment is high from a net promoter score of {about.cuts.nps:g}, share of wallet "
            f"from {about.cuts.wallet:g}%. Untapped: what accounts spend with others. Due: the "
            f"contract ends within {about.cuts.due_months:g} months of {about.today:%d %B %Y}. "
            "Thin: heard through too few people. Unplaced: nobody answered, or total spend is "
            "unknown."
        ],
        results=results,
    )


def order_text(study: Study, part: str = "") -> Text:
    """What is at stake with the accounts that come first."""
    about, currency = customers(study, part), study.supplier.currency
    first = _first_to_work_on(about)
    lead = [
        f"the first {number(_FIRST)} accounts of each quadrant hold {currency} "
        f"{money(first['revenue'].sum())} of revenue, and spend {currency} "
        f"{money(first['untapped'].sum())} with others",
        f"{_of(int(first['due'].sum()), f'{len(first)}', 'comes', 'come')} up for renewal within "
        f"{about.cuts.due_months:g} months",
    ]
    return _passage(f"txt-accounts-order{about.slug}", lead)


def _first_to_work_on(about: Customers) -> pd.DataFrame:
    ordered = work_order(about.landscape, about.cuts)
    return ordered[ordered["order"] <= _FIRST]


def _passage(name: str, lead: list[str]) -> Text:
    return Text(name, escape(" ".join(sentence(part) for part in lead)) + "\n")


def _of(count: int, whole: str, one: str, many: str) -> str:
    """Some of a whole, and their verb: ``5 of the 6 parents have``."""
    return f"{count or 'none'} of the {whole} {one if count < 2 else many}"


def order_table(study: Study, part: str = "") -> Table:
    """The first accounts to work on in each quadrant."""
    about = customers(study, part)
    first = _first_to_work_on(about)
    columns = ["quadrant", "revenue", "wallet", "untapped", "nps", "months", "worth"]
    return Table(
        id=f"tbl-accounts-order{about.slug}",
        caption=f"The first {_FIRST} accounts to work on in each quadrant",
        frame=first[columns],
        cells=[
            [
                Cell(capitalise(row["quadrant"])),
                Cell(money(row["revenue"])),
                Cell(percent(row["wallet"])),
                Cell(money(row["untapped"])),
                Cell(f"{row['nps']:+.0f}".replace("-", "−")),
                Cell(f"{row['months']:.0f}"),
                Cell(row["worth"]),
            ]
            for row in first.to_dict("records")
        ],
        stub="Account",
        labels=_names(first),
        heads=["Quadrant", "Revenue", "Wallet", "Untapped", "NPS", "Months", "Because of"],
        align="llrrrrrl",
        widths=(18, 20, 9, 8, 10, 7, 8, 28),
        notes=[
            "Accounts at risk and big fans: renewal due first, then revenue. Underserved "
            "advocates: good fit first, then untapped revenue. Selective fixes: by how many "
            "reasons hold, then untapped revenue. Months: to the contract's end."
        ],
    )


def _names(frame: pd.DataFrame) -> list[str]:
    if "name" not in frame:
        return [str(key) for key in frame.index]
    return [f"{name} ({key})" for key, name in frame["name"].items()]


def _unhappy_deciders(about: Customers) -> tuple[pd.DataFrame, int]:
    """Happy accounts with an unhappy decider, and how many have one unhappy or not reached."""
    found = hidden_risks(about.contacts(1), about.landscape)
    return found[found["unhappy_deciders"] > 0], len(found)


def hidden_text(study: Study, part: str = "") -> Text:
    """How much revenue hangs on deciders whom an average hides."""
    about = customers(study, part)
    unhappy, _ = _unhappy_deciders(about)
    happy = int(about.landscape["quadrant"].isin(HAPPY).sum())
    lead = [
        f"{_of(len(unhappy), f'{happy} accounts of high sentiment', 'has', 'have')} a decider who "
        "is unhappy, which the average over all contacts does not show"
    ]
    if len(unhappy):
        held = f"{study.supplier.currency} {money(unhappy['revenue'].sum())}"
        lead.append(f"{held} of revenue is with them")
    return _passage(f"txt-accounts-hidden{about.slug}", lead)


def hidden_table(study: Study, part: str = "") -> Table:
    """Accounts whose good average hides an unhappy or unreached decider."""
    about = customers(study, part)
    unhappy, found = _unhappy_deciders(about)
    shown = unhappy.head(_MOST).join(about.accounts.set_index("account")[["name"]])
    columns = ["buyers", "unhappy", "unreached", "unhappy_deciders", "unreached_deciders"]
    return Table(
        id=f"tbl-accounts-hidden{about.slug}",
        caption="Happy accounts with an unhappy decider",
        frame=shown[["quadrant", "revenue", *columns]],
        cells=[
            [
                Cell(capitalise(row["quadrant"])),
                Cell(money(row["revenue"])),
                *(Cell(grouped(row[name])) for name in columns),
            ]
            for row in shown.to_dict("records")
        ],
        stub="Account",
        labels=_names(shown),
        heads=[
            "Quadrant",
            "Revenue",
            "Buyers",
            "Unhappy",
            "Unreached",
            "Unhappy deciders",
            "Unreached deciders",
        ],
        align="llrrrrrr",
        widths=(18, 20, 10, 9, 10, 11, 11, 11),
        notes=[
            f"{len(unhappy)} accounts of high sentiment have an unhappy decider; the "
            f"{len(shown)} with most revenue are shown. {found} have a decider who is unhappy "
            "or was not reached."
        ],
        results=[
            Result(
                f"accounts{about.dotted}.hidden.count",
                len(unhappy),
                "count",
                label="happy accounts with an unhappy decider",
            )
        ],
    )


def parents_text(study: Study, part: str = "") -> Text:
    """How much the largest parents weigh, and whether their accounts are of one kind."""
    about = customers(study, part)
    shown = parents(about.landscape, about.contacts(1)).head(_MOST)
    mixed = int(shown["quadrants"].str.contains(",").sum())
    held = percent(100 * shown["revenue"].sum() / about.landscape["revenue"].sum())
    lead = [
        f"the largest parent companies hold {held} of all revenue",
        f"{_of(mixed, f'{len(shown)}', 'has', 'have')} accounts in more than one quadrant, which "
        "one plan for all would not fit",
    ]
    return _passage(f"txt-accounts-parents{about.slug}", lead)


def parents_table(study: Study, part: str = "") -> Table:
    """The largest parent companies, with all that their accounts spend."""
    about = customers(study, part)
    rolled = parents(about.landscape, about.contacts(1))
    shown = rolled.head(_MOST)
    named = about.accounts.drop_duplicates("parent").set_index("parent")
    labels = [
        f"{named.loc[key, 'parent_name']} ({key})" if "parent_name" in named else str(key)
        for key in shown.index
    ]
    return Table(
        id=f"tbl-accounts-parents{about.slug}",
        caption=f"The {len(shown)} largest parent companies",
        frame=shown,
        cells=[[Cell(text) for text in _parent_cells(row)] for row in shown.to_dict("records")],
        stub="Parent",
        labels=labels,
        heads=["Accounts", "Revenue", "Wallet", "Untapped", "NPS", "Answers", "Quadrants"],
        align="lrrrrrrl",
        widths=(20, 10, 10, 8, 10, 7, 9, 36),
        notes=[
            f"{len(rolled)} parents hold {grouped(rolled['accounts'].sum())} accounts. Share of "
            "wallet and untapped revenue are of the accounts whose total spend is known; the net "
            "promoter score is that of all answers."
        ],
    )


def _parent_cells(row: dict[Any, Any]) -> list[str]:
    return [
        grouped(row["accounts"]),
        money(row["revenue"]),
        percent(row["wallet"]),
        money(row["untapped"]),
        "–" if np.isnan(row["nps"]) else f"{row['nps']:+.0f}".replace("-", "−"),
        grouped(row["answered"]),
        row["quadrants"],
    ]


def observations(study: Study, part: str = "") -> Text:
    """What the second view shows that the first did not."""
    about = customers(study, part)
    summary = quadrant_summary(about.landscape)
    rows = summary.to_dict("index")
    risk, advocates = rows["accounts at risk"], rows["underserved advocates"]
    large = rows["big fans"]["accounts"] + risk["accounts"]
    untapped = sum(rows[name]["untapped"] for name in QUADRANTS)
    lines = [
        f"Of {large} accounts with a large share of wallet, {risk['accounts']} are not happy: they "
        "look as stable as the others until sentiment is added.",
        f"{risk['due']} of the accounts at risk come up for renewal within "
        f"{about.cuts.due_months:g} months.",
        f"{percent(100 * advocates['untapped'] / untapped if untapped else np.nan)} of the "
        " untapped revenue lies with underserved advocates.",
        f"{rows['unplaced']['accounts']} accounts have no quadrant, for want of answers or "
        "of their total spend.",
    ]
    body = "\n".join(f"- {escape(line)}" for line in lines)
    return Text(f"txt-accounts{about.slug}", f"::: {{.observations}}\n\n{body}\n\n:::\n")
