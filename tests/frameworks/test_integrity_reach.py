from __future__ import annotations

import pandas as pd
import pytest

from research.errors import StatisticsError
from research.frameworks.integrity_reach import additions

ACCOUNTS = pd.DataFrame({"worth": [10.0, 50.0, None, 30.0]}, index=["A", "B", "C", "D"])
PEOPLE = pd.DataFrame(
    [
        ("A", "buyer", True),
        ("A", "user", True),
        ("B", "buyer", False),
        ("B", "user", True),
        ("D", "user", False),
        ("D", "user", False),
    ],
    columns=["account", "role", "answered"],
)


def test_accounts_under_target_come_by_their_value():
    found = additions(ACCOUNTS, PEOPLE, by="account", fewest=2, value="worth", rate=0.5)
    assert found.units.index.tolist() == ["B", "D", "C"]
    assert found.units["lacking"].tolist() == [1, 2, 2]
    assert found.units["remind"].tolist() == [1, 2, 0]


def test_who_is_reminded_may_still_answer():
    """At one half, two reminders bring one answer of two that lack, two more people the other."""
    found = additions(ACCOUNTS, PEOPLE, by="account", fewest=2, value="worth", rate=0.5)
    assert found.units["invite"].to_dict() == {"B": 1, "D": 2, "C": 4}
    assert found.invite == 7


def test_roles_that_nobody_spoke_for_are_named():
    found = additions(
        ACCOUNTS, PEOPLE, by="account", fewest=1, role="role", roles=["buyer", "user"], rate=0.5
    )
    assert found.units.loc["D", "uninvited"] == ("buyer",)
    assert found.units.loc["D", "silent"] == ("user",)
    assert found.units.loc["C", "uninvited"] == ("buyer", "user")
    assert "A" not in found.units.index
    assert found.roles.loc["buyer"].tolist() == [2, 1, 0.5, 2, 1]
    assert found.roles.loc["user"].tolist() == [4, 2, 0.5, 1, 1]


def test_without_roles_wanted_they_are_only_counted():
    found = additions(ACCOUNTS, PEOPLE, by="account", fewest=1, role="role", rate=0.5)
    assert found.units["uninvited"].map(len).sum() == 0
    assert found.roles.index.tolist() == ["buyer", "user"]


def test_the_rate_of_this_survey_is_counted_on():
    assert additions(ACCOUNTS, PEOPLE, by="account").rate == pytest.approx(0.5)
    silent = PEOPLE.assign(answered=False)
    assert additions(ACCOUNTS, silent, by="account").rate == pytest.approx(0.5)


def test_a_role_of_nobody_is_said():
    with pytest.raises(StatisticsError, match="nobody invited is 'buyr' in 'role'; known: buyer"):
        additions(ACCOUNTS, PEOPLE, by="account", role="role", roles=["buyr"])
