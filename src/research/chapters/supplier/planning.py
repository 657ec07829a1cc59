"""Plans for accounts in detail: unlike pairs, promoters asked, introductions, potential."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.customers import LAID_OUT, SCORED, customers
from research.chapters.remarks import bulleted, opened
from research.chapters.supplier.recorded import recorded
from research.chapters.thinness import enough, or_why
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.frameworks.accounts import QUADRANTS
from research.frameworks.planning import (
    activated,
    ask_faults,
    favours,
    introductions,
    pairs,
    paths,
    potential,
)
from research.wording.dates import day
from research.wording.figures import DASH, figure, grouped, money, plain, signed
from research.wording.frames import Frames
from research.wording.numbers import number, out_of
from research.wording.sentences import capitalise
from research.wording.shares import percent

if TYPE_CHECKING:
    from research.display.text import Text
    from research.study import Study

__all__ = [
    "activation",
    "asks_of",
    "asks_table",
    "favours_table",
    "introductions_table",
    "key_promoters",
    "observations",
    "opening",
    "pairs_table",
    "paths_table",
    "potential_table",
]

NEEDS = (
    *("data.accounts", "data.contacts", "supplier.today", *SCORED, *LAID_OUT),
    "data.contacts.decides",
)

_SAY = Frames(__file__)

_PAIRS, _MOST = 3, 8


@lru_cache(maxsize=4)
def _pairs(study: Study) -> pd.DataFrame:
    about, asked = customers(study), study.supplier.planning
    found = pairs(about.named, asked.revenue_within, asked.wallet_within, about.cuts.nps)
    enough(len(found) > 0, _SAY("pairs.none"))
    return found


@lru_cache(maxsize=4)
def asks_of(study: Study, account: str = "") -> pd.DataFrame:
    """What contacts were asked for, with every fault that cannot be true.

    Parameters
    ----------
    study : with a supplier.
    account : whose contacts alone are read and judged, of whom none may have been asked; those of
        all where left out.
    """
    enough(study.config.table("asks") is not None, _SAY("asks.none"))
    today = customers(study).today
    people = study.contacts[["contact", "account"]]
    return recorded(study, "asks", lambda rows: ask_faults(rows, people, today), account=account)


@lru_cache(maxsize=4)
def activation(study: Study) -> pd.DataFrame:
    """Promoters by quadrant, and ``all`` last, as of `research.frameworks.planning.activated`.

    Parameters
    ----------
    study : with a supplier.
    """
    about, asks = customers(study), asks_of(study)
    quadrant = about.landscape["quadrant"].fillna("unplaced")
    present = about.contacts(1)
    whole = activated(present, asks, pd.Series("all", index=quadrant.index))
    order = [*QUADRANTS, "unplaced"]
    parts = activated(present, asks, quadrant).reindex(order, fill_value=0)
    return pd.concat([parts, whole])


def key_promoters(study: Study) -> pd.DataFrame | None:
    """Promoters of each account and how many were asked; None where the edition has no asks.

    Parameters
    ----------
    study : with a supplier.
    """
    if study.config.table("asks") is None:
        return None
    about = customers(study)
    index = about.landscape.index
    own = activated(about.contacts(1), asks_of(study), pd.Series(index, index=index))
    return own.reindex(index, fill_value=0)


@or_why
def opening(study: Study) -> Text:
    """Heading of the chapter, and how many accounts have a like of another mind."""

    def lead() -> str:
        asked = study.supplier.planning
        told = _SAY(
            "opening.lead",
            pairs=number(len(_pairs(study))),
            revenue=plain(asked.revenue_within),
            wallet=plain(asked.wallet_within),
        )
        return escape(capitalise(told))

    return opened("planning-opening", _SAY("opening.title"), lead)


@or_why
def pairs_table(study: Study) -> Table:
    """The largest pairs of accounts that size and share of wallet cannot tell apart."""
    about, found = customers(study), _pairs(study)
    shown = found.head(_PAIRS)
    order = [key for row in shown.to_dict("records") for key in (row["happy"], row["unhappy"])]
    frame = about.named.loc[order]
    labels = [chr(ord("A") + place) for place in range(len(order))]
    plays = _SAY.named("pairs.plays")
    asked = study.supplier.planning
    return Table(
        id="tbl-planning-pairs",
        caption=_SAY("pairs.caption"),
        frame=frame[["revenue", "wallet", "nps", "quadrant"]].assign(label=labels),
        cells=[
            [
                Cell(name),
                Cell(money(row["revenue"])),
                Cell(percent(row["wallet"])),
                Cell(signed(row["nps"])),
                Cell(capitalise(str(row["quadrant"]))),
                Cell(plays[str(row["quadrant"])]),
            ]
            for name, row in zip(
                about.account_names(frame.index), frame.to_dict("records"), strict=True
            )
        ],
        stub=_SAY("pairs.stub"),
        labels=labels,
        heads=_SAY.listed("pairs.heads", currency=study.supplier.currency),
        names=_SAY.named("pairs.columns", currency=study.supplier.currency),
        align="llrrrll",
        widths=(6, 20, 12, 9, 8, 20, 36),
        notes=[
            _SAY(
                "pairs.note",
                revenue=plain(asked.revenue_within),
                wallet=plain(asked.wallet_within),
                high=plain(about.cuts.nps),
                pairs=len(found),
            )
        ],
        results=[Result("planning.pairs", len(found), "count", label=_SAY("pairs.result"))],
    )


@or_why
def asks_table(study: Study) -> Table:
    """Promoters who were asked for something since they answered, by quadrant."""
    found = activation(study)
    whole = found.loc[["all"]].iloc[0]
    rows = found.to_dict("index")
    return Table(
        id="tbl-planning-asks",
        caption=_SAY("asks.caption"),
        frame=found,
        cells=[
            [
                Cell(grouped(row["promoters"])),
                Cell(grouped(row["asked"])),
                Cell(percent(row["asked"], row["promoters"]) if row["promoters"] else DASH),
                Cell(grouped(row["agreed"])),
                Cell(grouped(row["waiting"])),
                Cell(figure(row["days"]) if row["asked"] else DASH),
                Cell(grouped(row["accounts"])),
                Cell(grouped(row["untouched"])),
            ]
            for row in rows.values()
        ],
        stub=_SAY("asks.stub"),
        labels=[
            _SAY("asks.all") if name == "all" else capitalise(str(name)) for name in found.index
        ],
        heads=_SAY.listed("asks.heads"),
        names=_SAY.named("asks.columns"),
        widths=(24, 11, 9, 9, 9, 9, 14, 12, 16),
        notes=[_SAY("asks.note", today=day(customers(study).today))],
        results=[
            Result(f"planning.{name}", int(whole[name]), "count", int(whole["promoters"]), label)
            for name, label in _SAY.named("asks.results").items()
        ],
    )


@or_why
def favours_table(study: Study) -> Table:
    """What contacts were asked for, what came of it, and what those accounts are worth."""
    revenue = customers(study).landscape["revenue"]
    found = favours(asks_of(study), revenue)
    return Table(
        id="tbl-planning-favours",
        caption=_SAY("favours.caption"),
        frame=found,
        cells=[
            [
                *(
                    Cell(grouped(row[name]))
                    for name in ("asks", "agreed", "declined", "waiting", "accounts")
                ),
                Cell(money(row["revenue"])),
            ]
            for row in found.to_dict("records")
        ],
        stub=_SAY("favours.stub"),
        labels=[capitalise(str(name)) for name in found.index],
        heads=_SAY.listed("favours.heads", currency=study.supplier.currency),
        widths=(20, 10, 10, 10, 10, 18, 20),
        notes=[_SAY("favours.note")],
        results=[
            Result(
                f"planning.{str(name).replace(' ', '')}.agreed",
                int(count),
                "count",
                label=str(name),
            )
            for name, count in found["agreed"].items()
        ],
    )


def _introductions(study: Study) -> pd.DataFrame:
    about = customers(study)
    parents = about.landscape["parent"].replace("", pd.NA)
    return introductions(about.contacts(1), parents)


@or_why
def introductions_table(study: Study) -> Table:
    """Buyers who are unhappy or were not reached, and whether a promoter could introduce."""
    found = _introductions(study)
    labels = [_SAY(f"introductions.rows.{status} {decides}") for status, decides in found.index]
    return Table(
        id="tbl-planning-introductions",
        caption=_SAY("introductions.caption"),
        frame=found.set_axis(labels),
        cells=[
            [Cell(grouped(row[name])) for name in ("contacts", "within", "sister", "nobody")]
            for row in found.to_dict("records")
        ],
        stub=_SAY("introductions.stub"),
        labels=labels,
        heads=_SAY.listed("introductions.heads"),
        widths=(36, 14, 22, 24, 12),
        notes=[_SAY("introductions.note")],
        results=[
            Result(f"planning.introduced.{name}", int(found[name].sum()), "count", label=label)
            for name, label in _SAY.named("introductions.results").items()
        ],
    )


@or_why
def paths_table(study: Study) -> Table:
    """From which account to which of the same parent an introduction could lead."""
    about = customers(study)
    found = paths(about.named, about.cuts.nps)
    enough(len(found) > 0, _SAY("paths.none"))
    why, shown = _SAY.named("paths.why"), found.head(_MOST)
    return Table(
        id="tbl-planning-paths",
        caption=_SAY("paths.caption"),
        frame=shown.set_index("to"),
        cells=[
            [
                Cell(parent),
                Cell(via),
                Cell(why[str(row["why"])]),
                Cell(money(row["untapped"])),
            ]
            for parent, via, row in zip(
                about.parent_names(shown["parent"]),
                about.account_names(shown["via"]),
                shown.to_dict("records"),
                strict=True,
            )
        ],
        stub=_SAY("paths.stub"),
        labels=about.account_names(shown["to"]),
        heads=_SAY.listed("paths.heads", currency=study.supplier.currency),
        names=_SAY.named("paths.columns", currency=study.supplier.currency),
        align="llllr",
        widths=(20, 20, 20, 20, 14),
        notes=[_SAY("paths.note", shown=min(_MOST, len(found)), found=len(found))],
        results=[Result("planning.paths", len(found), "count", label=_SAY("paths.result"))],
    )


@or_why
def potential_table(study: Study) -> Table:
    """Parents that are larger customers by what they spend in all than by what they spend here."""
    about = customers(study)
    found = potential(about.landscape)
    enough(len(found) > 0, _SAY("potential.none"))
    return Table(
        id="tbl-planning-potential",
        caption=_SAY("potential.caption"),
        frame=found.head(_MOST),
        cells=[
            [
                Cell(grouped(row["accounts"])),
                *(Cell(money(row[name])) for name in ("revenue", "total_spend", "untapped")),
                Cell(grouped(row["by_revenue"])),
                Cell(grouped(row["by_spend"])),
            ]
            for row in found.head(_MOST).to_dict("records")
        ],
        stub=_SAY("potential.stub"),
        labels=about.parent_names(found.index[:_MOST]),
        heads=_SAY.listed("potential.heads", currency=study.supplier.currency),
        widths=(20, 10, 14, 14, 14, 13, 13),
        notes=[_SAY("potential.note", shown=min(_MOST, len(found)), found=len(found))],
    )


@or_why
def observations(study: Study) -> Text:
    """How many promoters nobody asked, and whom a promoter could introduce."""
    lines = []
    if study.config.table("asks") is not None:
        whole = activation(study).loc[["all"]].iloc[0]
        count = int(whole["promoters"])
        left, promoters = out_of(count - int(whole["asked"]), count)
        told = _SAY("observations.asked", left=left, promoters=promoters)
        lines.append(capitalise(told))
    found = _introductions(study)
    chosen = found.index.get_level_values("decides") == "yes"
    deciders = {name: int(found.loc[chosen, name].sum()) for name in found.columns}
    reached, contacts = out_of(deciders["within"] + deciders["sister"], deciders["contacts"])
    lines.append(
        _SAY(
            "observations.introduced",
            reached=reached,
            contacts=contacts,
        )
    )
    return bulleted("planning-observations", map(escape, lines))
