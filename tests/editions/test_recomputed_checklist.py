"""The six questions and the page for finance of 2016, cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from recomputation_checklist import LEDGER, NAMES, checklist, standing

if TYPE_CHECKING:
    from recomputation import Shown

pytestmark = pytest.mark.slow

EDITION = "2016"
TABLES = {
    "tbl-checklist-questions",
    "tbl-checklist-accounts",
    "tbl-finance-measures",
    "tbl-finance-trail",
    "tbl-finance-signed",
}
BOTH = "accounts.csv, contacts.csv"
FILES = {
    "whitespace": ("lines.csv", "Line of business, bought from, spend"),
    "value": ("2016.yml", "What a programme costs and reaches"),
    "revenue": ("accounts.csv", "Revenue this year"),
    "spend": ("accounts.csv", "Total spend"),
    "untapped": ("accounts.csv", "Revenue this year, total spend"),
    "wallet": ("accounts.csv", "Revenue this year, total spend"),
    "growth": ("accounts.csv", "Revenue this year, revenue last year"),
    "renewal": ("accounts.csv", "Renewal"),
    "risk": (BOTH, "Revenue this year, total spend, likelihood to recommend"),
    "stake": (BOTH, "Revenue this year, renewal, likelihood to recommend"),
}


def plain(rows: list[list[str]]) -> list[list[str]]:
    """Rows without the head and without marks."""
    return [
        [cell.replace("\xa0", " ").replace("\\", "").strip("▲▼ ") for cell in row]
        for row in rows[1:]
    ]


def test_the_six_questions_and_their_evidence(shown: Shown) -> None:
    found = plain(shown.rows("tbl-checklist-questions"))
    assert [row[1:] for row in found] == [
        [standing(share), evidence] for share, evidence in checklist().questions
    ]
    assert all(row[0].endswith("?") for row in found)


def test_the_key_accounts(shown: Shown) -> None:
    assert plain(shown.rows("tbl-checklist-accounts")) == checklist().account_rows


def test_what_each_measure_comes_to_and_who_answers_for_it(shown: Shown) -> None:
    own = checklist()
    expected = [
        [
            NAMES[name],
            value if value.endswith("%") else f"EUR {value}",
            own.asked["accountable"].get(name, "nobody yet"),
            "yes" if name in own.asked["agreed"] else "not yet",
        ]
        for name, (value, _, _) in own.measures.items()
    ]
    found = plain(shown.rows("tbl-finance-measures"))
    assert [[row[0], row[2], row[3].lower(), row[4]] for row in found] == expected
    assert len({row[1] for row in found}) == len(found)


def test_the_trail_of_each_measure(shown: Shown) -> None:
    expected = [
        [
            NAMES[name], *FILES[name], str(base), str(left), LEDGER.get(name, f"finance.{name}"),
        ]
        for name, (_, base, left) in checklist().measures.items()
    ]  # fmt: skip
    assert plain(shown.rows("tbl-finance-trail")) == expected
    names = {name for row in expected for name in row[-1:]}
    assert len(names) == len(expected)


def test_there_is_room_to_sign_for_each_role(shown: Shown) -> None:
    roles = dict.fromkeys(checklist().asked["accountable"].values())
    expected = [[role.capitalize(), "", "", ""] for role in roles]
    assert plain(shown.rows("tbl-finance-signed")) == expected
