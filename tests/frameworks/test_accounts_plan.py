from __future__ import annotations

import pandas as pd
import pytest

from research.errors import StatisticsError
from research.frameworks.accounts import landscape
from research.frameworks.accounts_plan import account_plan, key_accounts
from research.frameworks.relationship import account_scores
from research.simulation.supplier import Model, simulate_supplier

SUPPLIER = simulate_supplier(Model(accounts=40, contacts=160), seed=3)
CONTACTS = SUPPLIER.contacts[SUPPLIER.contacts["survey"] == 2016]
FRAME = landscape(SUPPLIER.accounts, account_scores(CONTACTS), pd.Timestamp("2016-07-01"))


def test_key_accounts_are_the_largest():
    keys = key_accounts(FRAME, 5)
    assert FRAME.loc[keys, "revenue"].min() >= FRAME.drop(index=keys)["revenue"].max()


@pytest.mark.parametrize("count", [4, 51])
def test_a_manager_plans_for_five_to_fifty(count):
    with pytest.raises(StatisticsError, match="allowed: 5 to 50"):
        key_accounts(FRAME, count)


def test_every_key_account_has_a_plan_with_all_its_people():
    for key in key_accounts(FRAME, 10):
        plan = account_plan(key, FRAME, CONTACTS)
        assert len(plan.people) == plan.scores["invited"]
        assert len(plan.plays) == bool(plan.quadrant) + bool(plan.category)
        assert (plan.steps[["owner", "due"]] == "").all(axis=None)


def test_a_silent_decider_is_a_caution():
    silent = CONTACTS[(CONTACTS["decides"] == "yes") & CONTACTS["recommend"].isna()]
    plan = account_plan(silent["account"].iloc[0], FRAME, CONTACTS)
    assert any("unreached:" in text for text in plan.caution)


def test_as_many_are_named_as_are_told_to_decide_and_be_silent():
    told = [text for key in FRAME.index for text in account_plan(key, FRAME, CONTACTS).caution]
    several = [text for text in told if text.startswith("Three deciders")]
    assert several
    for text in several:
        roles = text.rpartition(": ")[2].rstrip(".").replace(" and ", ", ").split(", ")
        assert sum(int(role[-2]) if role.endswith(")") else 1 for role in roles) == 3


def test_an_unknown_account_is_an_error():
    with pytest.raises(StatisticsError, match="no account 'A9999'"):
        account_plan("A9999", FRAME, CONTACTS)


def test_nothing_is_said_of_deciders_where_contacts_are_not_listed():
    silent = CONTACTS[(CONTACTS["decides"] == "yes") & CONTACTS["recommend"].isna()]
    plan = account_plan(silent["account"].iloc[0], FRAME, CONTACTS, listed=False)
    assert not any("decider" in text for text in plan.caution)
