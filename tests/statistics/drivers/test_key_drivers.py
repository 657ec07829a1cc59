from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from research.errors import StatisticsError
from research.statistics.drivers.key_drivers import importance, rank_sets_of_draws

NAMES = ["trust", "service", "price"]


def answers(seed: int = 1, accounts: int = 60, each: int = 3) -> pd.DataFrame:
    """Made-up answers: trust matters most, price not at all; accounts share their mood."""
    rng = np.random.default_rng(seed)
    rows = accounts * each
    mood = np.repeat(rng.normal(size=accounts), each)
    X = rng.normal(size=(rows, 3)) + 0.5 * mood[:, None]
    frame = pd.DataFrame(X, columns=NAMES)
    frame["score"] = X @ [1.0, 0.5, 0.0] + rng.normal(size=rows) + 0.5 * mood
    frame["account"] = np.repeat(np.arange(accounts), each)
    frame["renewed"] = (frame["score"] > 0).astype(int)
    frame["band"] = pd.cut(frame["score"], [-np.inf, -0.5, 1, np.inf], labels=["d", "p", "a"])
    return frame


@pytest.mark.parametrize("kind", ["linear", "binary", "ordinal"])
def test_shares_sum_to_hundred_and_the_strongest_driver_comes_first(kind):
    outcome = {"linear": "score", "binary": "renewed", "ordinal": "band"}[kind]
    result = importance(answers(), outcome, NAMES, kind=kind, clusters="account", draws=200)
    table = result.drivers
    assert table["share"].sum() == pytest.approx(100)
    assert table["lmg"].sum() == pytest.approx(result.r2)
    assert table["rank"].tolist() == [1, 2, 3]
    assert (table["share_low"] <= table["share"]).all()
    assert (table["share"] <= table["share_high"]).all()
    assert result.clusters == 60


def test_clusters_widen_the_intervals_of_an_outcome_shared_by_the_account():
    frame = answers(each=6)
    frame["service"] = frame.groupby("account")["service"].transform("mean")
    frame["score"] = frame.groupby("account")["score"].transform("mean")
    alone = importance(frame, "score", NAMES, draws=300)
    together = importance(frame, "score", NAMES, clusters="account", draws=300)
    assert together.r2_high - together.r2_low > 1.5 * (alone.r2_high - alone.r2_low)


def test_missing_answers_are_counted_and_said():
    frame = answers()
    frame.loc[:8, "price"] = np.nan
    frame.loc[5:10, "score"] = np.nan
    result = importance(frame, "score", NAMES, draws=100)
    assert result.base == 180 - 11
    assert result.missing.loc["price", "missing"] == 9
    assert result.missing.loc["score", "percent"] == pytest.approx(100 * 6 / 180)
    assert any("11 of 180 rows" in note for note in result.notes)


def test_a_weight_of_two_equals_a_second_row():
    frame = answers(accounts=30)
    frame["weight"] = np.where(frame["account"] < 10, 2.0, 1.0)
    twice = pd.concat([frame, frame[frame["account"] < 10]])
    weighted = importance(frame, "score", NAMES, weights="weight", draws=100)
    doubled = importance(twice, "score", NAMES, draws=100)
    np.testing.assert_allclose(weighted.drivers["lmg"], doubled.drivers["lmg"])
    np.testing.assert_allclose(weighted.drivers["mean"], doubled.drivers["mean"])


def test_the_same_seed_gives_the_same_intervals():
    one = importance(answers(), "score", NAMES, draws=100, seed=4)
    two = importance(answers(), "score", NAMES, draws=100, seed=4)
    pd.testing.assert_frame_equal(one.drivers, two.drivers)


def test_a_suppressor_is_flagged():
    rng = np.random.default_rng(3)
    signal, noise = rng.normal(size=(2, 400))
    frame = pd.DataFrame({"seen": signal + noise, "noise": noise, "y": signal})
    frame["y"] += 0.1 * rng.normal(size=400)
    frame["noise"] += 0.1 * rng.normal(size=400)
    table = importance(frame, "y", ["seen", "noise"], draws=100).drivers
    assert table["suppressed"].tolist() == [True, True]


def test_rank_sets_hold_the_estimated_rank_and_part_clear_differences():
    rng = np.random.default_rng(5)
    estimate = np.array([3.0, 1.0, 1.02])
    low, high = rank_sets_of_draws(estimate, estimate + 0.1 * rng.normal(size=(500, 3)))
    assert low.tolist() == [1, 2, 2]
    assert high.tolist() == [1, 3, 3]


def test_a_driver_that_is_a_sum_of_others_is_an_error():
    frame = answers()
    frame["price"] = frame["trust"] + frame["service"]
    with pytest.raises(StatisticsError, match="linearly dependent"):
        importance(frame, "score", NAMES, draws=100)


def test_perfect_separation_is_an_error():
    frame = answers()
    frame["renewed"] = (frame["trust"] > 0).astype(int)
    with pytest.raises(StatisticsError, match="separated"):
        importance(frame, "renewed", NAMES, kind="binary", draws=100)


@settings(max_examples=10)
@given(order=st.sampled_from(list(itertools.permutations(NAMES))))
def test_the_order_of_the_drivers_changes_nothing(order):
    usual = importance(answers(), "renewed", NAMES, kind="binary", draws=100).drivers
    permuted = importance(answers(), "renewed", list(order), kind="binary", draws=100).drivers
    columns = ["lmg", "johnson", "pratt", "beta", "first", "last", "vif"]
    pd.testing.assert_frame_equal(permuted.loc[NAMES, columns], usual[columns])
