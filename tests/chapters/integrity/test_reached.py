from __future__ import annotations

import pandas as pd
import pytest

from research.chapters.integrity.reached import (
    absence_table,
    additions_table,
    response_table,
    to_invite,
)
from research.display.table import Table
from research.display.text import Text
from research.errors import ThinDataError
from research.study import Study, open_study


@pytest.fixture(scope="module")
def supplier() -> Study:
    return open_study("params/2016.yml")


@pytest.fixture(scope="module")
def customers() -> Study:
    return open_study("params/customers.yml")


@pytest.fixture(scope="module")
def invited() -> pd.DataFrame:
    contacts = pd.read_csv("data/2016/contacts.csv")
    accounts = pd.read_csv("data/2016/accounts.csv")[["account", "region", "segment", "service"]]
    both = contacts.merge(accounts, on="account")
    return both.assign(answered=both["answered_on"].notna())


def test_rates_of_this_survey_and_the_one_before(supplier, invited):
    table = response_table(supplier)
    assert isinstance(table, Table)
    rates = invited.groupby(["survey", "region"])["answered"].mean()
    own = table.frame.loc["Americas"]
    assert own["Rate"] == pytest.approx(rates[2016, "Americas"])
    assert own["Before"] == pytest.approx(rates[2015, "Americas"])
    assert own["Change"] == pytest.approx(rates[2016, "Americas"] - rates[2015, "Americas"])
    assert "The target of 60% was met." in " ".join(table.notes)


def test_those_who_answered_beside_those_who_did_not(supplier, invited):
    table = absence_table(supplier)
    assert isinstance(table, Table)
    now = invited[invited["survey"] == 2016]
    shares = now.groupby("answered")["side"].value_counts(normalize=True)
    assert table.frame.loc["payer", "Who answered"] == pytest.approx(shares[True, "payer"])
    assert table.frame.loc["payer", "Who did not"] == pytest.approx(shares[False, "payer"])


def test_accounts_that_were_heard_enough(supplier, invited):
    table = additions_table(supplier)
    assert isinstance(table, Table)
    now = invited[invited["survey"] == 2016].groupby("account")["answered"].agg(["size", "sum"])
    enough = now["sum"] >= now["size"].clip(1, 2)
    assert table.frame.loc["Accounts", "Count"] == 600
    assert table.frame.loc["Somebody answered", "Count"] == int((now["sum"] > 0).sum())
    assert table.frame.loc["2 answers or more, or all who were invited", "Count"] == enough.sum()


def test_accounts_to_add_people_at_are_for_the_researcher(supplier, customers):
    found = to_invite(supplier)
    assert found["value"].is_monotonic_decreasing
    printed = additions_table(supplier).markdown()
    assert not [one for one in found.index if str(one) in printed]
    with pytest.raises(ThinDataError, match="who was invited"):
        to_invite(customers)


@pytest.mark.parametrize("make", [response_table, absence_table, additions_table])
def test_nothing_stands_where_nobody_knows_who_was_invited(customers, make):
    made = make(customers)
    assert isinstance(made, Text)
    assert made.markdown == ""
