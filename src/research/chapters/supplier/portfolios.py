"""Portfolios of accounts: of each manager, of the board, and by what accounts could become."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.chapters.customers import LAID_OUT, SCORED, customers
from research.chapters.remarks import opened
from research.chapters.supplier.register import registered
from research.chapters.thinness import enough, or_why
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.frameworks.accounts_plan import FEWEST, MOST, key_accounts
from research.frameworks.accounts_portfolio import NOBODY, Potential, board, managers, potential
from research.frameworks.relationship import account_scores
from research.wording.dates import day
from research.wording.figures import DASH, grouped, money, plain
from research.wording.frames import Frames
from research.wording.numbers import number
from research.wording.sentences import capitalise
from research.wording.shares import percent

if TYPE_CHECKING:
    import pandas as pd

    from research.display.text import Text
    from research.study import Study

__all__ = ["board_table", "managers_table", "opening", "potential_table"]

NEEDS = (
    *("data.accounts", "data.contacts", "supplier.today", *SCORED, *LAID_OUT),
    "data.accounts.revenue_last_year",
)

_SAY = Frames(__file__)

# Accounts of each way that a table names, and key accounts that the board looks at.
_SHOWN, _TOP = 8, 10


def _potential(study: Study) -> pd.DataFrame:
    asked = study.supplier.potential
    rule = Potential(asked.fit, asked.growth, asked.wallet_below)
    return potential(customers(study).named, rule, study.supplier.key_accounts)


@or_why
def opening(study: Study) -> Text:
    """Heading of the chapter, and how many key accounts would change by potential."""

    def lead() -> str:
        found = _potential(study)
        coming = found[found["way"] == "in"]
        return escape(
            _SAY(
                "opening.lead",
                count=study.supplier.key_accounts,
                coming=len(coming),
                currency=study.supplier.currency,
                untapped=money(float(coming["untapped"].sum())),
            )
        )

    return opened("portfolios-opening", _SAY("opening.title"), lead)


@or_why
def potential_table(study: Study) -> Table:
    """Accounts that come in by strategic potential, and those of the largest that fall out."""
    found, asked = _potential(study), study.supplier.potential
    ways = found["way"].value_counts()
    changed = found[found["way"] != "stays"]
    enough(len(changed) > 0, _SAY("potential.same"))
    shown = changed.groupby("way", sort=False).head(_SHOWN)
    words = _SAY.named("potential.ways")
    return Table(
        id="tbl-portfolios-potential",
        caption=_SAY("potential.caption", count=study.supplier.key_accounts),
        frame=shown,
        cells=[
            [
                Cell(words[row["way"]]),
                Cell(money(row["revenue"])),
                Cell(money(row["untapped"])),
                Cell(plain(row["fit"])),
                Cell(percent(100 * row["growth"])),
            ]
            for row in shown.to_dict("records")
        ],
        stub=_SAY("potential.stub"),
        labels=customers(study).account_names(shown.index),
        heads=_SAY.listed("potential.heads", currency=study.supplier.currency),
        names=_SAY.named("potential.columns", currency=study.supplier.currency),
        shares=["growth"],
        align="llrrrr",
        widths=(24, 14, 16, 22, 8, 10),
        notes=[
            _SAY(
                "potential.note",
                count=study.supplier.key_accounts,
                fit=plain(asked.fit),
                growth=percent(100 * asked.growth),
                wallet=percent(asked.wallet_below),
                coming=int(ways.get("in", 0)),
                falling=int(ways.get("out", 0)),
                shown=_SHOWN,
            )
        ],
        results=[
            Result(f"accounts.potential.{way}", int(ways.get(way, 0)), "count", label=label)
            for way, label in _SAY.named("potential.results").items()
        ],
    )


@or_why
def managers_table(study: Study) -> Table:
    """The portfolio of each manager: accounts, what is at risk, and what is overdue."""
    frame = customers(study).landscape
    enough("manager" in frame, _SAY("managers.none"))
    known = study.config.table("actions") is not None
    found = managers(frame, registered(study) if known else None)
    quotas = _SAY.named("managers.quotas")
    counts = ["accounts", "risk", "weak", "due", *(["open", "overdue"] if known else [])]
    heads = _SAY.named("managers.heads", currency=study.supplier.currency)
    over = int((found["quota"] == "over").sum())
    return Table(
        id="tbl-portfolios-managers",
        caption=_SAY("managers.caption"),
        frame=found,
        cells=[
            [
                Cell(grouped(row["accounts"])),
                Cell(money(row["revenue"])),
                *(Cell(grouped(row[name])) for name in counts[1:]),
                Cell(quotas.get(row["quota"], ""), "worse" if row["quota"] == "over" else ""),
            ]
            for row in found.to_dict("records")
        ],
        stub=_SAY("managers.stub"),
        labels=[_SAY("managers.nobody") if name == NOBODY else str(name) for name in found.index],
        heads=[
            heads["accounts"],
            heads["revenue"],
            *(heads[name] for name in counts[1:]),
            heads["quota"],
        ],
        names=heads,
        align="l" + "r" * (len(counts) + 1) + "l",
        widths=(14, *(12 for _ in range(len(counts) + 1)), 16),
        notes=[
            _SAY(
                "managers.note",
                fewest=FEWEST,
                most=MOST,
                today=day(customers(study).today),
            )
        ],
        results=[
            Result("accounts.managers.over", over, "count", len(found), _SAY("managers.result"))
        ],
    )


@or_why
def board_table(study: Study) -> Table:
    """The largest accounts for the board: where they stand, where they stood, who looks when."""
    about = customers(study)
    named = about.named
    keys = key_accounts(named, study.supplier.key_accounts)[:_TOP]
    fewest, before = study.config.privacy.named_base, named["category"].mask(named["revenue"] >= 0)
    if study.supplier.surveys is not None:
        scores = account_scores(about.contacts(0))
        before = scores["category"].where(scores["answered"] >= fewest)
    found = board(named, before, keys)
    rhythms = _SAY.named("board.rhythms")
    return Table(
        id="tbl-portfolios-board",
        caption=_SAY("board.caption", count=number(len(found))),
        frame=found,
        cells=[
            [
                Cell(money(row["revenue"])),
                *(Cell(_told(row[name])) for name in ("quadrant", "before", "category")),
                Cell(rhythms[row["rhythm"]]),
            ]
            for row in found.to_dict("records")
        ],
        stub=_SAY("board.stub"),
        labels=about.account_names(found.index),
        heads=_SAY.listed("board.heads", currency=study.supplier.currency),
        align="lrllll",
        widths=(24, 12, 24, 16, 16, 24),
        notes=[_SAY("board.note", months=about.months)],
    )


def _told(value: object) -> str:
    return capitalise(value) if isinstance(value, str) else DASH
