"""The action register of 2016, counted from its file."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest
from recomputation import ROOT, Shown, percent
from recomputation_plans import plans

if TYPE_CHECKING:
    from conftest import Built

pytestmark = pytest.mark.slow

TABLES = {"tbl-register-owners", "tbl-register-overdue"}
TODAY = date(2016, 7, 1)


@cache
def actions() -> list[dict[str, str]]:
    with (ROOT / "data" / "2016" / "actions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def late(row: dict[str, str]) -> int:
    """Days that an action is late; none where it is done or not yet due."""
    return 0 if row["status"] == "done" else max((TODAY - date.fromisoformat(row["due"])).days, 0)


def closed(accounts: set[str]) -> int:
    """With how many accounts everything is done."""
    left = {row["account"] for row in actions() if row["status"] != "done"}
    return len(accounts - left)


def counted() -> dict[str, int]:
    """What the opening sentence counts."""
    accounts = {row["account"] for row in actions()}
    return {
        "done": sum(row["status"] == "done" for row in actions()),
        "actions": len(actions()),
        "overdue": sum(late(row) > 0 for row in actions()),
        "closed": closed(accounts),
        "accounts": len(accounts),
    }


@pytest.fixture(scope="module")
def shown(each: Built) -> Shown:
    if each.edition != "2016":
        pytest.skip("an edition without a register")
    return Shown(each.folder)


def test_the_actions_of_each_manager(shown: Shown) -> None:
    expected = []
    for name in [*sorted({row["owner"] for row in actions()}), "All"]:
        own = [row for row in actions() if name in (row["owner"], "All")]
        done, overdue = (
            sum(row["status"] == "done" for row in own),
            sum(late(row) > 0 for row in own),
        )
        accounts = {row["account"] for row in own}
        expected.append([
            name, str(len(own)), str(len(own) - done), str(overdue), str(done),
            f"{percent(overdue, len(own))}%", str(len(accounts)),
            f"{percent(closed(accounts), len(accounts))}%",
        ])  # fmt: skip
    assert shown.rows("tbl-register-owners")[1:] == expected


def test_what_is_overdue(shown: Shown) -> None:
    found = sorted((row for row in actions() if late(row)), key=lambda row: (row["due"], row["id"]))
    rows = shown.rows("tbl-register-overdue")[1:]
    assert [[row[0], row[1], row[2], row[3], row[5]] for row in rows] == [
        [row["id"], plans().called(row["account"]), row["action"], row["owner"], str(late(row))]
        for row in found
    ]
    for row, own in zip(rows, found, strict=True):
        due = date.fromisoformat(own["due"])
        assert row[4] == f"{due.day} {due:%B %Y}"
