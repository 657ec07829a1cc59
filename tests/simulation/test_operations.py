"""Made-up tickets and delays: dated, owned or not, more of them where contacts are less happy."""

from __future__ import annotations

import pandas as pd
import pytest

from research.simulation.operations import made_up_tickets
from research.simulation.supplier import simulate_supplier


@pytest.fixture(scope="module")
def contacts():
    return simulate_supplier(seed=11).contacts


@pytest.fixture(scope="module")
def tickets(contacts):
    return made_up_tickets(contacts, seed=11)


def test_days_are_in_order_and_within_the_half_year(tickets):
    opened = pd.to_datetime(tickets["opened"])
    resolved = pd.to_datetime(tickets["resolved"].replace("", None))
    assert opened.is_monotonic_increasing
    assert opened.between("2016-01-01", "2016-06-30").all()
    assert (resolved.dropna() >= opened[resolved.notna()]).all()
    assert resolved.max() <= pd.Timestamp("2016-06-30")
    assert tickets["id"].is_unique


def test_one_cause_has_no_owner(tickets):
    assert set(tickets.loc[tickets["owner"] == "", "cause"]) == {"Between product and support"}


def test_delays_are_more_where_contacts_are_less_happy(contacts, tickets):
    answered = contacts[contacts["survey"] == 2016].dropna(subset=["recommend"])
    score = answered.groupby("account")["recommend"].mean()
    counts = tickets[tickets["kind"] == "delay"]["account"].value_counts()
    assert score.corr(counts.reindex(score.index, fill_value=0)) < -0.05
