from __future__ import annotations

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import kendalltau

from research.errors import StatisticsError
from research.statistics.rankings.likeness import (
    _open_overlap,
    _Order,
    group_overlap,
    kendall_tau,
    rank_biased_overlap,
)

orders = st.lists(st.integers(1, 5), min_size=5, max_size=5).filter(lambda x: len(set(x)) > 1)


def sample(n: int, seed: int = 2, k: int = 6) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    liking = rng.gumbel(size=(n, k)) - np.linspace(0, 2, k)
    return pd.DataFrame((-liking).argsort(axis=1).argsort(axis=1) + 1)


@given(orders, orders)
def test_tau_is_scipys_tau_b(a: list[int], b: list[int]):
    assert kendall_tau(a, b) == pytest.approx(kendalltau(a, b).statistic)


@given(orders, orders)
def test_overlap_is_symmetric_within_bounds_and_one_for_the_same_order(a: list[int], b: list[int]):
    assert rank_biased_overlap(a, b) == pytest.approx(rank_biased_overlap(b, a))
    assert 0 <= rank_biased_overlap(a, b) <= 1
    assert rank_biased_overlap(a, a) == pytest.approx(1)


def test_overlap_follows_its_definition_without_ties():
    p = 0.7
    for b in permutations([1, 2, 3, 4]):
        depths = [
            sum(x <= d and y <= d for x, y in zip([1, 2, 3, 4], b, strict=True)) / d
            for d in range(1, 5)
        ]
        expected = (1 - p) * sum(a * p**i for i, a in enumerate(depths)) + p**4
        assert rank_biased_overlap([1, 2, 3, 4], b, persistence=p) == pytest.approx(expected)


def test_a_change_at_the_top_weighs_more_than_at_the_bottom():
    order = [1, 2, 3, 4, 5, 6]
    assert rank_biased_overlap(order, [2, 1, 3, 4, 5, 6]) < rank_biased_overlap(
        order, [1, 2, 3, 4, 6, 5]
    )


def test_tied_items_enter_together():
    # Depth 1: one of one against both of two, so 2 * 1 / 3; depth 2 agrees.
    assert rank_biased_overlap([1, 2], [1, 1], persistence=0.5) == pytest.approx(
        0.5 * 2 / 3 + 0.25 + 0.25
    )


def test_limits_hold_for_groups_alike_and_opposed():
    ranks = sample(300)
    opposed = pd.concat([ranks[:200], 7 - ranks[200:]])
    table = group_overlap(opposed, ["x"] * 100 + ["y"] * 100 + ["z"] * 100)
    assert table[["group", "other"]].to_numpy().tolist() == [["x", "y"], ["x", "z"], ["y", "z"]]
    assert table["tau_high"].iloc[0] == 1
    assert table["tau_high"].iloc[1] < 0
    assert (table["tau_low"] <= table["tau"]).all()
    assert (table["tau"] <= table["tau_high"]).all()
    assert (table["overlap_low"] <= table["overlap"]).all()
    assert (table["overlap"] <= table["overlap_high"]).all()
    assert (table["note"] == "").all()


def test_one_and_the_same_order_is_within_its_limits():
    held = [
        group_overlap(sample(80, seed=seed), ["x"] * 40 + ["y"] * 40, draws=1024).iloc[0]
        for seed in range(60)
    ]
    # The truth is 1 for both; a bootstrap's percentiles held it in none of them.
    assert sum(row["tau_high"] == 1 for row in held) >= 57
    assert sum(row["overlap_high"] > 1 - 1e-9 for row in held) >= 57
    assert np.mean([row["tau"] for row in held]) < 0.95


def test_many_answers_leave_one_order_and_no_room():
    clear = pd.DataFrame([[1, 2, 3, 4]] * 300 + [[1, 2, 4, 3], [2, 1, 3, 4], [1, 3, 2, 4]] * 20)
    row = group_overlap(clear, ["x", "y"] * 180).iloc[0]
    assert (row["tau_low"], row["tau_high"]) == (1, 1)
    assert (row["overlap_low"], row["overlap_high"]) == pytest.approx((1, 1))


@settings(max_examples=60)
@given(st.integers(2, 5), st.data())
def test_the_open_overlap_holds_every_pair_of_orders_left_open(k, data):
    spans = st.lists(st.tuples(st.integers(1, k), st.integers(1, k)), min_size=k, max_size=k)
    open_ = [[(min(span), max(span)) for span in data.draw(spans)] for _ in range(2)]
    left = [
        [
            o
            for o in permutations(range(1, k + 1))
            if all(a <= p <= b for p, (a, b) in zip(o, own, strict=True))
        ]
        for own in open_
    ]
    assume(all(left))
    orders = [
        _Order(
            np.array(some[0], float),
            np.zeros(k * (k - 1) // 2),
            np.array([span[0] for span in own]),
            np.array([span[1] for span in own]),
            9,
        )
        for some, own in zip(left, open_, strict=True)
    ]
    low, high = _open_overlap(*orders, 0.8)
    for one in left[0]:
        for other in left[1]:
            assert low - 1e-9 <= rank_biased_overlap(one, other, persistence=0.8) <= high + 1e-9


def test_weights_of_one_and_clusters_of_one_change_nothing():
    ranks, groups = sample(30), ["x"] * 15 + ["y"] * 15
    plain = group_overlap(ranks, groups)
    pd.testing.assert_frame_equal(group_overlap(ranks, groups, np.ones(30)), plain)
    clustered = group_overlap(ranks, groups, clusters=range(30))
    pd.testing.assert_frame_equal(clustered, plain)


def test_clusters_that_agree_leave_more_open():
    ranks = sample(30).loc[np.repeat(range(30), 6)].reset_index(drop=True)
    groups, clusters = np.repeat(["x", "y"], 90), np.repeat(range(30), 6)
    alone, together = (group_overlap(ranks, groups, clusters=c).iloc[0] for c in (None, clusters))
    assert together["tau_low"] < alone["tau_low"]


def test_a_base_of_one_and_a_tied_order_say_so():
    ranks = pd.DataFrame({"a": [1, 1, 2], "b": [2, 2, 1]})
    table = group_overlap(ranks, ["x", "y", "y"])
    assert pd.isna(table.loc[0, "tau"])
    assert "ties all" in table.loc[0, "note"]
    alone = group_overlap(ranks, ["x", "y", "z"]).loc[0]
    assert "base of one" in alone["note"]
    assert (alone["tau_low"], alone["tau_high"]) == (-1, 1)


def test_ill_posed_questions_are_refused():
    with pytest.raises(StatisticsError, match="ties all"):
        kendall_tau([1, 1], [1, 2])
    with pytest.raises(StatisticsError, match="shapes"):
        kendall_tau([1, 2], [1, 2, 3])
    with pytest.raises(StatisticsError, match="persistence is 1; allowed"):
        rank_biased_overlap([1, 2], [1, 2], persistence=1)
    with pytest.raises(StatisticsError, match="everybody"):
        group_overlap(sample(4), ["x"] * 4)
    with pytest.raises(StatisticsError, match="draws is 5; allowed"):
        group_overlap(sample(4), list("xxyy"), draws=5)
