"""Money by category: estimates, limits between families, and what there is too little of."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from research.frameworks.relationship_money import money_by_category


def accounts(**columns: list) -> pd.DataFrame:
    count = len(columns["category"])
    usual = {
        "revenue_this_year": [100.0] * count, "growth": [0.0] * count, "renewal": [1.0] * count,
        "family": [f"A{number}" for number in range(count)],
    }  # fmt: skip
    return pd.DataFrame({**usual, **columns})


def test_growth_is_a_mean_over_accounts_with_students_limits():
    growth = [0.00, 0.02, 0.04, 0.10]
    found = money_by_category(accounts(category=["rational"] * 4, growth=growth)).loc["rational"]
    half = stats.t.ppf(0.975, 3) * np.std(growth, ddof=1) / 2
    assert found["growth"] == pytest.approx(4)
    assert found["growth_low"] == pytest.approx(100 * (0.04 - half))
    assert found["growth_high"] == pytest.approx(100 * (0.04 + half))


def test_accounts_of_one_parent_count_as_one_between_which_it_varies():
    apart = accounts(category=["stalker"] * 4, growth=[0.0, 0.0, 0.1, 0.1])
    joined = apart.assign(family=["P1", "P1", "P2", "P2"])
    spread = [
        money_by_category(frame).loc["stalker", ["growth_low", "growth_high"]].diff().iloc[1]
        for frame in (apart, joined)
    ]
    assert spread[1] > 2 * spread[0]


def test_cost_to_serve_is_all_costs_of_all_revenue():
    frame = accounts(category=["opponent"] * 2, revenue_this_year=[100.0, 300.0])
    found = money_by_category(frame.assign(cost_to_serve=[30.0, 30.0])).loc["opponent"]
    assert found["cost"] == pytest.approx(15)
    assert found["cost_low"] < 15 < found["cost_high"]


def test_renewal_rests_on_those_who_decided_and_stays_a_share():
    renewal = [1.0, 1.0, 1.0, 0.0, np.nan]
    found = money_by_category(accounts(category=["ambassador"] * 5, renewal=renewal))
    row = found.loc["ambassador"]
    assert (row["accounts"], row["renewal_base"]) == (5, 4)
    assert row["renewal"] == pytest.approx(75)
    assert row["renewal_high"] == 100


def test_without_a_column_of_costs_none_are_told():
    assert "cost" not in money_by_category(accounts(category=["rational"]))


def test_one_family_has_no_limits_and_an_empty_category_nothing():
    found = money_by_category(accounts(category=["rational"], growth=[0.05]))
    assert found.loc["rational", "growth"] == pytest.approx(5)
    assert np.isnan(found.loc["rational", "growth_low"])
    assert np.isnan(found.loc["opponent", "growth"])
    assert found.loc["opponent", "accounts"] == 0


def test_shares_of_revenue_add_up_with_accounts_of_no_category():
    frame = accounts(category=["rational", None], revenue_this_year=[100.0, 300.0])
    found = money_by_category(frame)
    assert found["share"].sum() == pytest.approx(100)
    assert found.loc["none", "share"] == pytest.approx(75)
