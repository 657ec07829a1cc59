from __future__ import annotations

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau

from research.errors import StatisticsError
from research.statistics.rankings.likeness import group_overlap, kendall_tau, rank_biased_overlap

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


def test_intervals_hold_for_groups_alike_and_opposed():
    ranks = sample(300)
    opposed = pd.concat([ranks[:200], 7 - ranks[200:]])
    table = group_overlap(opposed, ["x"] * 100 + ["y"] * 100 + ["z"] * 100, draws=200)
    assert table[["group", "other"]].to_numpy().tolist() == [["x", "y"], ["x", "z"], ["y", "z"]]
    assert table["tau"].iloc[0] > 0.7
    assert table["tau_high"].iloc[1] < -0.5
    assert (table["overlap_low"] <= table["overlap_high"]).all()
    assert (table["note"] == "").all()


def test_the_seed_alone_decides_the_intervals():
    ranks, groups = sample(30), ["x"] * 15 + ["y"] * 15
    first = group_overlap(ranks, groups, draws=100, seed=5)
    pd.testing.assert_frame_equal(group_overlap(ranks, groups, draws=100, seed=5), first)
    assert not group_overlap(ranks, groups, draws=100, seed=6).equals(first)


def test_weights_of_one_and_clusters_of_one_change_nothing():
    ranks, groups = sample(30), ["x"] * 15 + ["y"] * 15
    plain = group_overlap(ranks, groups, draws=100)
    pd.testing.assert_frame_equal(group_overlap(ranks, groups, np.ones(30), draws=100), plain)
    clustered = group_overlap(ranks, groups, clusters=range(30), draws=100)
    pd.testing.assert_frame_equal(clustered, plain)


def test_a_base_of_one_and_a_tied_order_say_so():
    ranks = pd.DataFrame({"a": [1, 1, 2], "b": [2, 2, 1]})
    table = group_overlap(ranks, ["x", "y", "y"], draws=100)
    assert pd.isna(table.loc[0, "tau"])
    assert "ties all" in table.loc[0, "note"]
    assert "base of one" in group_overlap(ranks, ["x", "y", "z"], draws=100).loc[0, "note"]


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
