"""In the plan of one account: what its team notes of the customer, and what is aimed at."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from research.chapters.customers import customers
from research.chapters.supplier.recorded import recorded
from research.chapters.thinness import or_why
from research.display.table import Cell, Table
from research.display.text import Text
from research.frameworks.briefs import OVERDUE, brief_faults, brief_states, room_for
from research.wording.dates import day
from research.wording.figures import grouped, money
from research.wording.frames import Frames
from research.wording.numbers import number
from research.wording.sentences import sentence

if TYPE_CHECKING:
    from research.study import Study

__all__ = ["LINES", "brief_table", "briefed", "briefs_of"]

NEEDS = ("data.accounts", "supplier.today")

_SAY = Frames(__file__)

LINES = 10
"""Lines of a plan that notes of the account's team may take."""
_ASKED = ["kind", "text", "measure", "unit", "due", "state"]
_TONES = {OVERDUE: "worse", "missed": "worse", "reached": "better"}


@lru_cache(maxsize=64)
def briefs_of(study: Study, account: str = "") -> pd.DataFrame:
    """Notes of an account's team on the edition's day, in the order of a plan; every fault at once.

    Parameters
    ----------
    study : with a supplier.
    account : whose notes alone are read and judged; those of all where left out.

    Returns
    -------
    ``account, kind, text, measure, unit, due, state``; no row where the edition has no such table.
    """
    if study.config.table("briefs") is None:
        return pd.DataFrame(columns=["account", *_ASKED])
    sheet = recorded(
        study, "briefs", lambda rows: brief_faults(rows[["account", *_ASKED]]), account=account
    )
    return brief_states(sheet[["account", *_ASKED]], customers(study).today)


def briefed(study: Study, kind: str) -> set[str]:
    """Accounts of which something of a kind is noted.

    Parameters
    ----------
    study : with a supplier.
    kind : one of `research.frameworks.briefs.KINDS`.
    """
    found = briefs_of(study)
    return set(found.loc[found["kind"] == kind, "account"])


@or_why
def brief_table(study: Study, account: str) -> Table | Text:
    """The customer's business, market and goals, the value brought and the targets.

    Nothing where its team noted nothing. What the page has no room for is counted below.

    Parameters
    ----------
    study : with a supplier.
    account : its key.
    """
    found, named = briefs_of(study, account), f"plan-{account.lower()}-brief"
    if found.empty:
        return Text(f"txt-{named}", "")
    shown = room_for(found, LINES)
    more = len(found) - len(shown)
    told = {"count": number(more)}
    kinds = _SAY.named("kinds")
    return Table(
        id=f"tbl-{named}",
        caption=_SAY("caption", account=account),
        frame=shown.assign(kind=shown["kind"].map(kinds)).set_index("kind")[
            ["text", "measure", "unit", "due", "state"]
        ],
        cells=[
            [Cell(str(row["text"])), Cell(_measure(row, study.supplier.currency)), _by(row)]
            for row in shown.to_dict("records")
        ],
        stub=_SAY("stub"),
        labels=[kinds[kind] for kind in shown["kind"]],
        heads=_SAY.listed("heads"),
        align="llll",
        widths=(20, 55, 16, 37),
        notes=[sentence(_SAY.form("more", many=more > 1, **told))] if more else [],
    )


def _measure(row: dict[Any, Any], currency: str) -> str:
    if pd.isna(row["measure"]):
        return ""
    unit = "" if pd.isna(row["unit"]) else str(row["unit"]).strip()
    if unit and unit == currency:
        return _SAY("amount", currency=currency, amount=money(float(row["measure"])))
    join = "" if unit == "%" else " "
    return f"{grouped(row['measure'], _digits(row['measure']))}{join}{unit}".strip()


def _digits(value: float) -> int:
    """No more digits than the measure needs, and two at most."""
    return next((digits for digits in (0, 1) if round(value, digits) == value), 2)


def _by(row: dict[Any, Any]) -> Cell:
    """The day by which, and how far it has come."""
    state = "" if pd.isna(row["state"]) else str(row["state"])
    due = "" if pd.isna(row["due"]) else day(row["due"])
    return Cell(", ".join(part for part in (due, state) if part), _TONES.get(state, ""))
