"""Who could introduce whom at one account."""

from __future__ import annotations

import pandas as pd

from research.frameworks.introducing import introduced_by

PARENTS = {"A1": "P1", "A2": "P1", "A3": "", "A4": ""}


def _contacts(*rows: tuple[str, str, float | None]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["account", "role", "recommend"])


def test_promoters_from_nine_introduce_to_detractors_and_to_those_not_reached():
    contacts = _contacts(
        ("A1", "IT", 9.0),
        ("A1", "Operations", 8.0),
        ("A1", "Finance", 6.0),
        ("A1", "Procurement", None),
        ("A2", "IT", 10.0),
    )
    to_win, promoters, sisters = introduced_by(contacts, PARENTS, "A1")
    assert to_win == ["Finance", "Procurement"]
    assert promoters == ["IT"]
    assert sisters == ["A2"]


def test_accounts_without_a_parent_are_no_sisters_of_each_other():
    contacts = _contacts(("A3", "IT", None), ("A4", "IT", 10.0))
    assert introduced_by(contacts, PARENTS, "A3") == (["IT"], [], [])


def test_a_sister_without_promoters_introduces_nobody():
    contacts = _contacts(("A1", "IT", 3.0), ("A2", "IT", 8.0))
    assert introduced_by(contacts, PARENTS, "A1") == (["IT"], [], [])
