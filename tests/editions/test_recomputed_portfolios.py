"""Key accounts by potential, managers' portfolios and the page for the board, from the files."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from recomputation import ROOT
from recomputation_supplier import BEFORE, CATEGORIES, DASH, Supplier, money, printed

if TYPE_CHECKING:
    from recomputation import Shown

pytestmark = pytest.mark.slow

EDITION = "2016"
TABLES = {f"tbl-portfolios-{name}" for name in ("potential", "managers", "board")}
COUNT = 20


@cache
def supplier() -> Supplier:
    return Supplier()


@cache
def changed() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Accounts that come in by potential, and those of the largest that fall out."""
    frame = supplier().accounts
    growth = 100 * (frame["revenue_this_year"] / frame["revenue_last_year"] - 1)
    frame = frame.assign(growth=growth)
    fits = frame[(frame["fit"] >= 4) & (growth >= 0) & (frame["wallet"] < 75)]
    chosen = fits.sort_values("untapped", ascending=False).head(COUNT)
    largest = frame.sort_values("revenue_this_year", ascending=False).head(COUNT)
    return chosen.drop(largest.index, errors="ignore"), largest.drop(chosen.index, errors="ignore")


def test_who_comes_in_by_potential_and_who_falls_out(shown: Shown) -> None:
    coming, falling = changed()
    assert shown.rows("tbl-portfolios-potential")[1:] == [
        [
            f"{row['name']} ({key})", way, money(row["revenue_this_year"]),
            money(row["untapped"]), printed(row["fit"]), f"{printed(row['growth'])}%",
        ]
        for way, rows in (("comes in", coming), ("falls out", falling))
        for key, row in rows.head(8).iterrows()
    ]  # fmt: skip


def test_the_portfolio_of_each_manager(shown: Shown) -> None:
    frame = supplier().accounts
    actions = pd.read_csv(ROOT / "data" / "2016" / "actions.csv")
    left = actions[actions["status"] != "done"]
    expected = []
    for name in [*sorted(frame["manager"].dropna().unique()), "No manager"]:
        own = frame[frame["manager"].fillna("No manager") == name]
        mine = left[left["owner"] == name]
        expected.append([
            name, str(len(own)), money(own["revenue_this_year"].sum()),
            str((own["quadrant"] == "accounts at risk").sum()),
            str(own["category"].isin(CATEGORIES[2:]).sum()), str(own["due"].sum()),
            str(len(mine)), str((mine["due"] < "2016-07-01").sum()),
            "over quota" if len(own) > 50 and name != "No manager" else "",
        ])  # fmt: skip
    rows = shown.rows("tbl-portfolios-managers")[1:]
    assert [[cell.rstrip(" ▼") for cell in row] for row in rows] == expected


def test_the_largest_accounts_for_the_board(shown: Shown) -> None:
    own = supplier()
    largest = own.accounts.sort_values("revenue_this_year", ascending=False).head(10)
    before = own.scored(BEFORE)
    expected = []
    for key, row in largest.iterrows():
        told = row["answered"] >= 3
        then = before.loc[key]
        quadrant, category = (row["quadrant"], row["category"]) if told else (None, None)
        first = then["category"] if then["answered"] >= 3 else None
        watched = quadrant == "accounts at risk" or category in CATEGORIES[2:]
        rhythm = "board, each month" if row["due"] else "board, each quarter"
        expected.append([
            f"{row['name']} ({key})", money(row["revenue_this_year"]),
            *(name.capitalize() if isinstance(name, str) else DASH
              for name in (quadrant, first, category)),
            rhythm if watched else "manager, each quarter",
        ])  # fmt: skip
    assert shown.rows("tbl-portfolios-board")[1:] == expected
