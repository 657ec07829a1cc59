"""A page for finance: every money measure defined, traced to its file, and signed for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.customers import LAID_OUT, SCORED, customers
from research.chapters.remarks import opened
from research.chapters.supplier.appraisal import appraised
from research.chapters.supplier.loyalty import asked_of
from research.chapters.supplier.loyalty_value import stake_table
from research.chapters.supplier.whitespace import summary
from research.chapters.thinness import or_why
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.edition.planning import MEASURES
from research.frameworks.accounts import quadrant_summary
from research.wording.figures import grouped, money, plain
from research.wording.frames import Frames
from research.wording.numbers import number, out_of
from research.wording.sentences import capitalise, inside
from research.wording.shares import percent

if TYPE_CHECKING:
    from collections.abc import Callable

    from research.display.text import Text
    from research.study import Study

__all__ = ["agreed_measures", "measures_table", "opening", "signed_table", "trail_table"]

NEEDS = ("data.accounts", "data.contacts", "supplier.today", *SCORED, *LAID_OUT)

_SAY = Frames(__file__)

_RATES = ("wallet", "growth", "renewal")


@dataclass(frozen=True)
class _Traced:
    """A measure with its trail.

    Parameters
    ----------
    value : money, or a percentage.
    table, columns : of the data that it is made of; the parameter file where there are none.
    rows, left : what it rests on, and what is left out for want of a value.
    ledger : its name among the results.
    own : whether this page is the one that puts it there.
    """

    value: float
    table: str
    columns: tuple[str, ...]
    rows: int
    left: int
    ledger: str
    own: bool = False


def _of_accounts(study: Study, name: str) -> _Traced:
    """Revenue, spend and what is made of the two."""
    frame = customers(study).landscape
    known = frame["total_spend"].notna()
    revenue, spend = frame["revenue"], frame["total_spend"]
    both = ("revenue_this_year", "total_spend")
    value, columns, used = {
        "revenue": (revenue.sum(), both[:1], revenue.notna()),
        "spend": (spend.sum(), both[1:], known),
        "untapped": (frame["untapped"].sum(), both, known),
        "wallet": (100 * revenue[known].sum() / spend.sum(), both, known),
    }[name]
    count = int(used.sum())
    left = len(frame) - count
    return _Traced(float(value), "accounts", columns, count, left, f"finance.{name}", own=True)


def _rate(study: Study, name: str) -> _Traced | None:
    """Growth or renewal of the accounts, where loyalty measures it."""
    frame = customers(study).loyalty
    if name not in frame or study.supplier.loyalty is None:
        return None
    column = frame[name].astype(float)
    columns = {"growth": ("revenue_this_year", "revenue_last_year"), "renewal": ("renewed",)}[name]
    count = int(column.notna().sum())
    if not count:
        return None
    value, left = 100 * float(column.mean()), len(frame) - count
    return _Traced(value, "accounts", columns, count, left, f"finance.{name}", own=True)


def _risk(study: Study) -> _Traced:
    frame = customers(study).landscape
    row = quadrant_summary(frame).to_dict("index")["accounts at risk"]
    left = int(frame["quadrant"].isna().sum())
    columns = ("revenue_this_year", "total_spend", "recommend")
    name = "accounts.accountsatrisk.revenue"
    return _Traced(float(row["revenue"]), "accounts", columns, len(frame) - left, left, name)


def _stake(study: Study) -> _Traced | None:
    if study.supplier.loyalty is None or asked_of(study).stake is None:
        return None
    made = stake_table(study)
    if not isinstance(made, Table):
        return None
    total = next(one for one in made.results if one.name == "loyalty.stake.total")
    base, count = int(total.base or 0), len(customers(study).loyalty)
    columns = (str(asked_of(study).stake), "renewed", "recommend")
    return _Traced(float(total.value), "accounts", columns, base, count - base, total.name)


def _whitespace(study: Study) -> _Traced | None:
    if study.config.table("lines") is None:
        return None
    known = study.read("lines").tidy("id")["account"].nunique()
    left = len(customers(study).landscape) - known
    value = float(summary(study)["whitespace"].sum())
    return _Traced(value, "lines", ("line", "seller", "spend"), known, left, "planning.whitespace")


def _value(study: Study) -> _Traced | None:
    if study.supplier.roi is None or study.supplier.loyalty is None:
        return None
    own = appraised(study)
    return _Traced(own.value["value"], "", (), len(own.held), 0, "roi.value")


@lru_cache(maxsize=4)
def _traced(study: Study) -> dict[str, _Traced]:
    """The measures that the edition has, in one order."""
    makers: dict[str, Callable[[Study], _Traced | None]] = {
        **{name: _named(_of_accounts, name) for name in ("revenue", "spend", "untapped", "wallet")},
        **{name: _named(_rate, name) for name in ("growth", "renewal")},
        "risk": _risk,
        "stake": _stake,
        "whitespace": _whitespace,
        "value": _value,
    }
    found = {name: makers[name](study) for name in MEASURES}
    return {name: one for name, one in found.items() if one is not None}


def _named(
    make: Callable[[Study, str], _Traced | None], name: str
) -> Callable[[Study], _Traced | None]:
    return lambda study: make(study, name)


def agreed_measures(study: Study) -> tuple[int, int, int]:
    """Count the measures: those agreed with finance, those somebody answers for, and all.

    Parameters
    ----------
    study : with a supplier.
    """
    asked, found = study.supplier.finance, _traced(study)
    agreed = sum(name in asked.agreed for name in found)
    accountable = sum(bool(who) for name, who in asked.accountable.items() if name in found)
    return agreed, accountable, len(found)


@or_why
def opening(study: Study) -> Text:
    """Heading of the page, and how much of it is agreed."""

    def lead() -> str:
        agreed, accountable, count = agreed_measures(study)
        held, whole = out_of(agreed, count)
        told = number(accountable)
        lead = _SAY("opening.lead", agreed=held, accountable=told, count=whole)
        return escape(capitalise(lead))

    return opened("finance-opening", _SAY("opening.title"), lead, sheet=True)


@or_why
def measures_table(study: Study) -> Table:
    """What each measure is, what it comes to, who answers for it, and whether it is agreed."""
    found, asked = _traced(study), study.supplier.finance
    labels = _SAY.named("measures.rows")
    definitions = _SAY.named("measures.definitions", wallet=plain(study.supplier.wallet_cut))
    roles = {str(name): role for name, role in asked.accountable.items()}
    cells = [
        [
            Cell(definitions[name]),
            Cell(_written(name, one.value, study.supplier.currency)),
            Cell(capitalise(roles[name]) if roles.get(name) else _SAY("measures.nobody")),
            Cell(_SAY("measures.agreed" if name in asked.agreed else "measures.open")),
        ]
        for name, one in found.items()
    ]
    return Table(
        id="tbl-finance-measures",
        caption=_SAY("measures.caption"),
        frame=pd.DataFrame(
            {"value": [one.value for one in found.values()]}, index=[labels[name] for name in found]
        ),
        cells=cells,
        stub=_SAY("measures.stub"),
        labels=[labels[name] for name in found],
        heads=_SAY.listed("measures.heads"),
        align="llrll",
        widths=(24, 54, 14, 18, 12),
        results=[
            Result(
                one.ledger,
                one.value,
                "percent" if name in _RATES else "money",
                one.rows,
                labels[name],
            )
            for name, one in found.items()
            if one.own
        ],
    )


def _written(name: str, value: float, currency: str) -> str:
    return percent(value, digits=1) if name in _RATES else f"{currency} {money(value)}".strip()


@or_why
def trail_table(study: Study) -> Table:
    """Where each measure comes from, what it rests on, what is left out, and its ledger name."""
    found, labels = _traced(study), _SAY.named("measures.rows")
    cells = [
        [
            Cell(", ".join(_files(study, one))),
            Cell(_made_of(study, one) if one.table else _SAY("trail.roi")),
            Cell(grouped(one.rows)),
            Cell(grouped(one.left)),
            Cell(one.ledger),
        ]
        for one in found.values()
    ]
    return Table(
        id="tbl-finance-trail",
        caption=_SAY("trail.caption"),
        frame=pd.DataFrame(
            {
                "rows": [one.rows for one in found.values()],
                "left": [one.left for one in found.values()],
            },
            index=[labels[name] for name in found],
        ),
        cells=cells,
        stub=_SAY("measures.stub"),
        labels=[labels[name] for name in found],
        heads=_SAY.listed("trail.heads"),
        names=_SAY.named("trail.columns"),
        align="lllrrl",
        widths=(24, 18, 30, 11, 11, 48),
        notes=[_SAY("trail.note")],
    )


def _files(study: Study, one: _Traced) -> list[str]:
    """Names of the files that hold the columns of a measure."""
    if not one.table:
        return [study.path.name]
    tables = dict.fromkeys(_holder(study, one, name) for name in one.columns)
    return [study.source(table).name for table in tables]


def _holder(study: Study, one: _Traced, name: str) -> str:
    """The table with a column of a measure: its own, or that of the contacts."""
    held = study.config.table(one.table)
    return one.table if held and held.holds(name) else "contacts"


def _made_of(study: Study, one: _Traced) -> str:
    """What a measure is made of, as questions are called; a name reads as words."""
    told = (study.label(_holder(study, one, name), name) for name in one.columns)
    return capitalise(", ".join(inside(label.replace("_", " ")) for label in told))


@or_why
def signed_table(study: Study) -> Table:
    """Room for those who answer for the measures to sign."""
    asked = study.supplier.finance
    roles = list(dict.fromkeys(capitalise(role) for role in asked.accountable.values() if role))
    roles = roles or [_SAY("signed.finance")]
    return Table(
        id="tbl-finance-signed",
        caption=_SAY("signed.caption"),
        frame=pd.DataFrame({"role": roles}).set_index("role"),
        cells=[[Cell(), Cell(), Cell()] for _ in roles],
        stub=_SAY("signed.stub"),
        labels=roles,
        heads=_SAY.listed("signed.heads"),
        align="llll",
        widths=(24, 34, 18, 48),
        notes=[_SAY("signed.note")],
    )
