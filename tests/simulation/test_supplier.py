from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.frameworks.loyalty import Comparison, prepare
from research.frameworks.loyalty_ladder import ladder
from research.frameworks.relationship import account_scores
from research.simulation.supplier import Model, Supplier, simulate_supplier
from research.statistics.drivers.key_drivers import importance

SAMPLES = 8


@pytest.fixture(scope="module")
def supplier() -> Supplier:
    return simulate_supplier()


def before_decisions(made: Supplier) -> tuple[pd.DataFrame, pd.DataFrame]:
    contacts = made.contacts[made.contacts["survey"] == 2015]
    surveyed = contacts.groupby("account")["answered_on"].max()
    return prepare(made.accounts, account_scores(contacts), surveyed), contacts


def test_the_same_seed_gives_the_same_supplier(supplier):
    for ours, again in zip(supplier, simulate_supplier(), strict=True):
        pd.testing.assert_frame_equal(ours, again)


def test_the_supplier_has_the_size_that_was_asked_for(supplier):
    assert len(supplier.accounts) == 600
    assert supplier.contacts.groupby("survey").size().tolist() == [2_500, 2_500]
    assert supplier.contacts["recommend"].notna().mean() == pytest.approx(0.6, abs=0.02)
    assert supplier.contacts.groupby(["survey", "account"]).size().min() >= 1


def test_some_accounts_share_a_parent(supplier):
    sizes = supplier.accounts.loc[supplier.accounts["parent"] != "", "parent"].value_counts()
    assert 0.2 < sizes.sum() / 600 < 0.3
    assert sizes.between(2, 5).all()


def test_decisions_lie_between_the_two_surveys(supplier):
    answered = supplier.contacts.groupby("survey")["answered_on"].agg(["min", "max"])
    assert answered.loc[2015, "max"] < supplier.accounts["decided_on"].min()
    assert supplier.accounts["decided_on"].max() < answered.loc[2016, "min"]


def test_nobody_spends_less_in_all_than_with_the_supplier(supplier):
    spend = supplier.accounts["total_spend"]
    assert not (spend < supplier.accounts["revenue_this_year"]).any()
    assert spend.isna().any()


def test_answers_are_whole_and_on_their_scales(supplier):
    rated = supplier.contacts[["trust", "value", "solution", "responsiveness", "portal"]]
    assert rated.min().min() == 1
    assert rated.max().max() == 7
    assert (rated.fillna(1) % 1 == 0).all(axis=None)
    assert supplier.contacts["recommend"].dropna().between(0, 10).all()


def test_all_five_categories_occur(supplier):
    _, contacts = before_decisions(supplier)
    assert account_scores(contacts)["category"].value_counts().min() >= 20


def test_planted_effects_are_found_where_the_crude_gap_misleads():
    # The full study, on 250 samples, is recorded in tests/benchmarks/recovery_2016.csv.
    model, covered, crude = Model(), [], []
    for seed in range(SAMPLES):
        frame, _ = before_decisions(simulate_supplier(model, seed=seed))
        chosen = Comparison(
            "growth", confounders=("service", "tenure", "segment"), cluster="family"
        )
        rungs = ladder(frame, chosen).rungs
        truth = 100 * model.growth_gap
        hold = (rungs["low"] <= truth) & (truth <= rungs["high"])
        covered.append(hold[["adjusted", "weighted", "doubly robust"]].to_numpy())
        crude.append(bool(hold["crude"]))
    assert np.mean(covered) > 0.7
    assert np.mean(crude) < 0.5


def test_the_true_order_of_drivers_lies_inside_their_rank_sets(supplier):
    _, contacts = before_decisions(supplier)
    names = list(Model().drivers)
    drivers = importance(contacts, "recommend", names, clusters="account", draws=300).drivers
    truth = np.arange(1, len(names) + 1)
    assert (drivers["rank_low"] <= truth).all()
    assert (truth <= drivers["rank_high"]).all()
    assert drivers["rank_high"].iloc[0] < len(names) / 2


def test_without_planted_gaps_there_is_none_to_find():
    model = Model(renewal_gap=0.0, growth_gap=0.0)
    frame, _ = before_decisions(simulate_supplier(model, seed=1))
    chosen = Comparison("growth", confounders=("service", "tenure"), cluster="family")
    rung = ladder(frame, chosen).rungs.loc["doubly robust"]
    assert rung["low"] < 0 < rung["high"]
