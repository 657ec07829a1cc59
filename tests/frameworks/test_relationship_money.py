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


def test_costs_of_equal_families_have_limits_like_those_without_one_of_them():
    costs = [8.0, 10, 12, 18]
    frame = accounts(category=["stalker"] * 4).assign(cost_to_serve=costs)
    found = money_by_category(frame).loc["stalker"]
    # Each of four without the others' mean: deviations over three in place of four.
    error = np.sqrt(((np.array(costs) - 12) ** 2).sum()) / 3
    half = error * stats.t.ppf(0.975, 3)
    assert (found["cost"], found["cost_high"]) == pytest.approx((12, 12 + half))
    assert found["cost_low"] == pytest.approx(max(12 - half, 0))


def test_a_family_that_has_nearly_all_revenue_leaves_costs_open():
    even = accounts(category=["stalker"] * 6)
    costs = [8.0, 10, 12, 14, 10, 12]
    large = even.assign(revenue_this_year=[1000.0, *[100.0] * 5])
    widths = []
    for frame in (even, large):
        told = frame.assign(cost_to_serve=frame["revenue_this_year"] * np.array(costs) / 100)
        found = money_by_category(told).loc["stalker"]
        widths.append(found["cost_high"] - found["cost_low"])
    assert widths[1] > 3 * widths[0]


def test_costs_are_never_told_to_be_below_nought():
    frame = accounts(category=["stalker"] * 3).assign(cost_to_serve=[0.0, 0.0, 30.0])
    found = money_by_category(frame).loc["stalker"]
    assert found["cost_low"] == 0
    assert found["cost_high"] > 30


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
