"""Who looks after accounts and what they cost: planted as written, from streams of their own."""

from __future__ import annotations

import numpy as np
import pytest

from research.frameworks.relationship import account_scores
from research.simulation.service import COST, MANAGERS, cost_to_serve, managers
from research.simulation.supplier import simulate_supplier


@pytest.fixture(scope="module")
def supplier():
    return simulate_supplier()


def first_of(supplier):
    return supplier.contacts[supplier.contacts["survey"] == 2015]


def test_only_dedicated_accounts_have_a_manager(supplier):
    given = managers(supplier.accounts)
    assert ((given != "") == (supplier.accounts["service"] == "dedicated")).all()
    assert set(given) - {""} == set(MANAGERS)


def test_one_manager_has_more_accounts_than_one_can_plan_for(supplier):
    counts = managers(supplier.accounts).value_counts().drop("")
    assert counts[counts > 50].index.tolist() == ["M03"]
    assert counts.min() >= 5


def test_costs_are_what_is_planted_by_category(supplier):
    accounts = supplier.accounts
    category = accounts["account"].map(account_scores(first_of(supplier))["category"])
    shares = cost_to_serve(accounts, first_of(supplier)) / accounts["revenue_this_year"]
    for name, planted in COST.items():
        own = shares[category == name]
        # Four standard errors of a mean with a spread of three tenths.
        assert abs(own.mean() - planted) < 4 * 0.31 * planted / np.sqrt(len(own))


def test_a_seed_gives_the_same_and_another_gives_others(supplier):
    accounts, first = supplier.accounts, first_of(supplier)
    one, again, other = (cost_to_serve(accounts, first, seed=seed) for seed in (1, 1, 2))
    assert one.equals(again)
    assert not one.equals(other)
    assert not managers(accounts, seed=1).equals(managers(accounts, seed=2))
