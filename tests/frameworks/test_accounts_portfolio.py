"""Key accounts by potential, portfolios of managers, and who looks at an account how often."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from research.frameworks.accounts_portfolio import (
    NOBODY,
    Potential,
    board,
    managers,
    potential,
    rhythm,
)

RULE = Potential(fit=4, growth=0.1, wallet_below=50)


def landscape(**own: Any) -> pd.DataFrame:
    """Six accounts of falling revenue, none strategic, and X as given: the smallest of all."""
    rows = [
        {"revenue": 1000.0 - number, "revenue_last_year": 1000.0, "fit": 1, "wallet": 90.0,
         "untapped": 100.0}
        for number in range(6)
    ]  # fmt: skip
    usual = {"revenue": 110.0, "revenue_last_year": 100.0, "fit": 4, "wallet": 49.0,
             "untapped": 120.0}  # fmt: skip
    index = [*(f"A{number}" for number in range(6)), "X"]
    return pd.DataFrame([*rows, {**usual, **own}], index=index)


@pytest.mark.parametrize(
    ("own", "comes"),
    [
        ({}, True),
        ({"fit": 3.9}, False),
        ({"revenue": 109.9}, False),
        ({"wallet": 50.0}, False),
        ({"untapped": None, "wallet": None}, False),
    ],
)
def test_each_part_of_the_rule_decides(own, comes):
    found = potential(landscape(**own), RULE, 5)
    assert ("X" in found.index) == comes
    if comes:
        assert found.loc["X", "way"] == "in"


def test_of_strategic_accounts_those_that_spend_most_with_others_are_chosen():
    frame = landscape().assign(fit=5, revenue_last_year=100.0, wallet=10.0)
    frame["untapped"] = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]
    found = potential(frame, RULE, 5)
    assert found.index[found["way"] == "in"].tolist() == ["X", "A5"]
    assert found.index[found["way"] == "out"].tolist() == ["A0", "A1"]
    assert found.index[found["way"] == "stays"].tolist() == ["A2", "A3", "A4"]


def owned(sizes: dict[str, int]) -> pd.DataFrame:
    names = [name for name, count in sizes.items() for _ in range(count)]
    return pd.DataFrame(
        {"manager": names, "revenue": 1.0, "quadrant": "big fans", "category": "rational",
         "due": False}
    )  # fmt: skip


@pytest.mark.parametrize(("count", "quota"), [(4, "under"), (5, ""), (50, ""), (51, "over")])
def test_a_manager_has_a_quota_of_five_to_fifty(count, quota):
    assert managers(owned({"M1": count})).loc["M1", "quota"] == quota


def test_accounts_without_a_manager_stand_last_and_have_no_quota():
    found = managers(owned({"": 60, "M2": 5, "M1": 5}))
    assert found.index.tolist() == ["M1", "M2", NOBODY]
    assert found.loc[NOBODY, "quota"] == ""


def test_what_is_at_risk_weak_due_and_overdue_is_counted():
    frame = owned({"M1": 3})
    frame["quadrant"] = ["accounts at risk", None, "big fans"]
    frame["category"] = ["stalker", None, "ambassador"]
    frame["due"] = [True, True, False]
    actions = pd.DataFrame(
        {"owner": ["M1", "M1", "M1", "M9"], "state": ["late", "running", "done", "late"]}
    )
    row = managers(frame, actions).loc["M1"]
    assert row[["risk", "weak", "due", "open", "overdue"]].tolist() == [1, 1, 2, 2, 1]
    assert "open" not in managers(frame)


@pytest.mark.parametrize(
    ("quadrant", "category", "due", "who"),
    [
        ("accounts at risk", "rational", True, "month"),
        ("accounts at risk", "rational", False, "quarter"),
        ("big fans", "opponent", True, "month"),
        ("selective fixes", "ambivalent", False, "quarter"),
        ("big fans", "rational", True, "manager"),
        (None, None, True, "manager"),
    ],
)
def test_the_board_looks_at_what_is_at_risk_or_weak(quadrant, category, due, who):
    assert rhythm(quadrant, category, due=due) == who


def test_the_board_sees_key_accounts_in_their_order_with_the_survey_before():
    frame = owned({"M1": 2}).set_axis(["A", "B"])
    found = board(frame, pd.Series({"A": "stalker"}), ["B", "A"])
    assert found.index.tolist() == ["B", "A"]
    assert found["before"].isna().tolist() == [True, False]
    assert found["rhythm"].tolist() == ["manager", "manager"]
