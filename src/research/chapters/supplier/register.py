"""The action register: what is open, overdue and done, by account manager."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from research.chapters.customers import customers
from research.chapters.remarks import opened
from research.chapters.supplier.recorded import recorded
from research.chapters.thinness import enough, or_why
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.frameworks.actions import by_owner, register, register_faults
from research.frameworks.maturity_actions import LATE
from research.wording.dates import day
from research.wording.figures import grouped
from research.wording.frames import Frames
from research.wording.shares import percent

if TYPE_CHECKING:
    import pandas as pd

    from research.display.text import Text
    from research.study import Study

__all__ = ["opening", "overdue_table", "owners_table", "registered"]

NEEDS = (
    *("data.accounts", "supplier.today", "data.actions"),
    *(f"data.actions.{name}" for name in ("action", "owner", "due", "status", "opened", "closed")),
)

_SAY = Frames(__file__)

_ASKED = ["action", "owner", "due", "status", "opened", "closed"]


@lru_cache(maxsize=64)
def registered(study: Study, account: str = "") -> pd.DataFrame:
    """The register on the edition's day, indexed by action; every fault of it at once.

    Parameters
    ----------
    study : with a register.
    account : whose actions alone are read and judged; those of all where left out.
    """
    today = customers(study).today
    sheet = recorded(
        study,
        "actions",
        lambda rows: register_faults(rows[["account", *_ASKED]], today),
        account=account,
    )
    return register(sheet, today)


@or_why
def opening(study: Study) -> Text:
    """Heading of the chapter, and how far the actions have come."""

    def lead() -> str:
        whole = by_owner(registered(study)).to_dict("index")["all"]
        return escape(
            _SAY(
                "opening.lead",
                done=int(whole["done"]),
                actions=int(whole["actions"]),
                overdue=int(whole["overdue"]),
                today=day(customers(study).today),
                closed=int(whole["closed"]),
                accounts=int(whole["accounts"]),
            )
        )

    return opened("register-opening", _SAY("opening.title"), lead)


@or_why
def owners_table(study: Study) -> Table:
    """Actions of each manager: open, overdue, done, and accounts with which the loop is closed."""
    found = by_owner(registered(study))
    labels = [_SAY("owners.all") if name == "all" else str(name) for name in found.index]
    rows = []
    for row in found.to_dict("records"):
        counts = [Cell(grouped(row[name])) for name in ("actions", "open", "overdue", "done")]
        shares = [(row["overdue"], row["actions"]), (row["closed"], row["accounts"])]
        late, closed = (Cell(percent(100 * count / base)) for count, base in shares)
        rows.append([*counts, late, Cell(grouped(row["accounts"])), closed])
    names = _SAY.named("owners.results")
    whole = found.to_dict("index")["all"]
    return Table(
        id="tbl-register-owners",
        caption=_SAY("owners.caption"),
        frame=found.rename(index={"all": _SAY("owners.all")}),
        cells=rows,
        stub=_SAY("owners.stub"),
        labels=labels,
        heads=_SAY.listed("owners.heads"),
        widths=(18, 10, 10, 10, 10, 16, 12, 16),
        notes=[_SAY("owners.note", today=day(customers(study).today))],
        results=[
            Result(f"register.{name}", int(whole[name]), "count", int(whole["actions"]), label)
            for name, label in names.items()
        ],
    )


@or_why
def overdue_table(study: Study) -> Table:
    """Every action that is overdue, the longest first."""
    found = registered(study)
    late = found[found["state"] == LATE].sort_values("days", ascending=False, kind="stable")
    enough(len(late) > 0, _SAY("overdue.none"))
    return Table(
        id="tbl-register-overdue",
        caption=_SAY("overdue.caption"),
        frame=late[["account", "action", "owner", "due", "days"]],
        cells=[
            [
                Cell(account),
                Cell(str(row["action"])),
                Cell(str(row["owner"])),
                Cell(day(row["due"])),
                Cell(grouped(row["days"])),
            ]
            for account, row in zip(
                customers(study).account_names(late["account"]),
                late.to_dict("records"),
                strict=True,
            )
        ],
        stub=_SAY("overdue.stub"),
        labels=[str(key) for key in late.index],
        heads=_SAY.listed("overdue.heads"),
        align="lllllr",
        widths=(9, 21, 50, 10, 18, 9),
    )
