from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.errors import StatisticsError
from research.statistics.rankings import paired
from research.statistics.rankings.meanranks import mean_ranks
from research.statistics.rankings.rankdata import read_ranks
from research.statistics.rankings.ranksets import rank_sets, rank_sets_from

LIMITS = ["marginal_low", "marginal_high", "simultaneous_low", "simultaneous_high"]


def sample(n: int, k: int = 6, spread: float = 1.0, seed: int = 4) -> pd.DataFrame:
    """Made-up rankings with the first item liked best."""
    rng = np.random.default_rng(seed)
    liking = rng.gumbel(size=(n, k)) - np.linspace(0, spread, k)
    order = (-liking).argsort(axis=1).argsort(axis=1) + 1
    return pd.DataFrame(order, columns=list("abcdefghijkl")[:k])


def test_sets_hold_the_observed_position_and_marginal_ones_are_no_wider():
    items = rank_sets(sample(60), draws=4096).items
    assert (items["simultaneous_low"] <= items["rank"]).all()
    assert (items["rank"] <= items["simultaneous_high"]).all()
    assert (items["marginal_low"] >= items["simultaneous_low"]).all()
    assert (items["marginal_high"] <= items["simultaneous_high"]).all()


def test_many_clear_answers_leave_one_position_each():
    items = rank_sets(sample(4000, 4, spread=3), draws=4096).items
    assert items["simultaneous_low"].tolist() == [1, 2, 3, 4]
    assert items["simultaneous_high"].tolist() == [1, 2, 3, 4]
    assert items["letters"].tolist() == ["a", "b", "c", "d"]


def test_answers_without_order_leave_every_position_open():
    items = rank_sets(sample(40, 4, spread=0), draws=4096).items
    assert items["simultaneous_low"].tolist() == [1] * 4
    assert items["simultaneous_high"].tolist() == [4] * 4
    assert items["letters"].tolist() == ["a"] * 4


def test_the_limits_do_not_move_with_the_seed():
    ranks = sample(105, 12)
    first = rank_sets(ranks, seed=1)
    for seed in (2, 3):
        again = rank_sets(ranks, seed=seed)
        pd.testing.assert_frame_equal(again.items[LIMITS], first.items[LIMITS])
        assert np.abs(again.items["top_probability"] - first.items["top_probability"]).max() < 2e-3


def test_another_set_of_directions_gives_the_same_limits(monkeypatch: pytest.MonkeyPatch):
    ranks = sample(105, 12, seed=2)
    first = rank_sets(ranks)
    assert first.margin > 0.003
    for scramble in (1, 2):
        monkeypatch.setattr(paired, "_SCRAMBLE", scramble)
        again = rank_sets(ranks)
        pd.testing.assert_frame_equal(again.items[LIMITS], first.items[LIMITS])
        assert again.critical == pytest.approx(first.critical, abs=0.003)


def test_relabelling_items_permutes_the_sets():
    ranks = sample(50)
    shuffled = rank_sets(ranks[list("dbface")], draws=4096).items
    expected = rank_sets(ranks, draws=4096).items.loc[list("dbface")]
    pd.testing.assert_frame_equal(shuffled, expected)


def test_weights_of_one_and_clusters_of_one_change_nothing():
    ranks = sample(50)
    plain = rank_sets(ranks, draws=4096).items
    pd.testing.assert_frame_equal(rank_sets(ranks, np.full(50, 3.0), draws=4096).items, plain)
    pd.testing.assert_frame_equal(rank_sets(ranks, clusters=range(50), draws=4096).items, plain)


def test_copies_of_respondents_narrow_the_sets_only_when_they_are_no_cluster():
    ranks = sample(40)
    copies = pd.concat([ranks] * 5, ignore_index=True)
    clustered = rank_sets(copies, clusters=np.tile(np.arange(40), 5), draws=4096)
    alone = rank_sets(ranks, draws=4096)
    pd.testing.assert_frame_equal(clustered.items[LIMITS], alone.items[LIMITS])
    assert rank_sets(copies, draws=4096).pairs["separated"].sum() > alone.pairs["separated"].sum()


def test_no_two_items_of_a_group_are_separated_and_every_item_is_in_one():
    sets = rank_sets(sample(105, 8), draws=4096)
    separated = {
        frozenset(pair)
        for pair in sets.pairs.loc[sets.pairs["separated"], ["item", "other"]].itertuples(
            index=False
        )
    }
    for _, members in sets.groups.groupby("group")["item"]:
        assert not any(pair <= set(members) for pair in separated)
    assert set(sets.groups["item"]) == set(sets.items.index)


def test_probabilities_of_a_place_in_the_top_add_up_to_its_depth():
    items = rank_sets(sample(30), top=2, draws=4096).items
    assert items["top_probability"].sum() == pytest.approx(2)


def test_incomplete_rankings_have_sets_too():
    ranks = sample(80).astype(float)
    ranks = ranks.where(ranks <= 3)
    items = rank_sets(ranks, unranked="last", draws=4096).items
    assert (items["base"] == 80).all()
    assert (items["simultaneous_low"] <= items["simultaneous_high"]).all()


def test_respondents_who_all_agree_separate_everything_and_the_note_says_so():
    sets = rank_sets(pd.DataFrame({"a": [1] * 5, "b": [2] * 5, "c": [3] * 5}), draws=1024)
    assert sets.items["simultaneous_high"].tolist() == [1, 2, 3]
    assert sets.items["top_probability"].tolist() == [1, 1, 1]
    assert sets.pairs["note"].str.contains("same difference").all()


def test_respondents_who_tie_everything_separate_nothing():
    sets = rank_sets(pd.DataFrame({"a": [1] * 5, "b": [1] * 5}), top=1, draws=1024)
    assert sets.items["simultaneous_low"].tolist() == [1, 1]
    assert sets.items["simultaneous_high"].tolist() == [2, 2]


def test_two_items_are_judged_as_by_a_t_test():
    ranks = pd.DataFrame({"a": [1] * 18 + [2] * 12, "b": [2] * 18 + [1] * 12})
    sets = rank_sets(ranks, top=1, draws=4096)
    difference = (ranks["b"] - ranks["a"]).to_numpy()
    expected = difference.mean() / (difference.std(ddof=1) / np.sqrt(30))
    assert sets.pairs.loc[0, "statistic"] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"confidence": 95}, "confidence is 95; allowed"),
        ({"top": 9}, "whole number of 1 to 6"),
        ({"draws": 10}, "1,024 or more"),
    ],
)
def test_parameters_out_of_range_are_refused(change: dict[str, int], message: str):
    with pytest.raises(StatisticsError, match=message):
        rank_sets(sample(20), **change)


def test_one_respondent_is_refused():
    with pytest.raises(StatisticsError, match="one respondent"):
        rank_sets(sample(1))


def test_sets_from_estimates_are_those_of_the_rankings_that_they_come_from():
    ranks = sample(60, 5)
    whole = rank_sets(ranks, draws=2048)
    means = mean_ranks(read_ranks(ranks))
    made = rank_sets_from(
        pd.Series(means.mean, index=ranks.columns),
        pd.DataFrame(means.covariance, index=ranks.columns, columns=ranks.columns)[::-1],
        df=means.units - 1,
        best="low",
        draws=2048,
    )
    shared = whole.items.drop(columns=["base", "mean_rank"])
    pd.testing.assert_frame_equal(made.items[shared.columns], shared)
    pd.testing.assert_frame_equal(made.pairs, whole.pairs)
    assert made.critical == whole.critical


def test_two_independent_estimates_are_told_apart_by_a_normal_test():
    # Two one-sided statements at once have the quantile of a two-sided test.
    near = rank_sets_from([1.95, 0.0], standard_errors=[0.6, 0.8], top=1, draws=1024)
    apart = rank_sets_from([1.97, 0.0], standard_errors=[0.6, 0.8], top=1, draws=1024)
    assert near.critical == pytest.approx(1.959964, abs=1e-3)
    assert near.items["simultaneous_high"].tolist() == [2, 2]
    assert apart.items["simultaneous_high"].tolist() == [1, 2]
    assert "normal" in near.method
    few = rank_sets_from([1.97, 0.0], standard_errors=[0.6, 0.8], df=5, top=1, draws=1024)
    assert few.critical == pytest.approx(2.570582, abs=2e-3)


def test_the_highest_comes_first_unless_the_lowest_is_best():
    scores = pd.Series({"a": 10.0, "b": 30.0, "c": 20.0})
    errors = pd.Series({"c": 1.0, "a": 1.0, "b": 1.0})
    high = rank_sets_from(scores, standard_errors=errors, top=1, draws=1024)
    low = rank_sets_from(scores, standard_errors=errors, best="low", top=1, draws=1024)
    assert high.items["rank"].tolist() == [3, 1, 2]
    assert low.items["rank"].tolist() == [1, 3, 2]
    assert high.pairs["item"].tolist() == ["b", "b", "c"]
    assert (high.pairs["difference"] > 0).all()
    assert high.items["top_probability"].round(3).tolist() == [0, 1, 0]


def test_step_down_separates_what_a_single_step_does_not():
    # Six clear differences leave the family; the last is then judged among fewer.
    scores = [60.0, 40.0, 20.0, 0.0, -2.65]
    single = rank_sets_from(scores, standard_errors=[0.6, 0.6, 0.6, 0.6, 0.8], top=1, draws=8192)
    last = single.pairs.iloc[-1]
    assert last["statistic"] < single.critical
    assert last["separated"]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({}, "exactly one"),
        ({"covariance": np.eye(3), "standard_errors": [1, 1, 1]}, "exactly one"),
        ({"standard_errors": [1, 1]}, "2 values for 3"),
        ({"standard_errors": [1, -1, 1]}, "0 or more"),
        ({"covariance": np.eye(2)}, "for each of 3 estimates"),
        ({"covariance": [[1, 2, 0], [0, 1, 0], [0, 0, 1]]}, "not symmetric"),
        ({"covariance": [[1, 2, 0], [2, 1, 0], [0, 0, 1]]}, "negative variance"),
        ({"standard_errors": [1, 1, 1], "df": 0}, "df is 0"),
        ({"standard_errors": [1, 1, 1], "best": "up"}, "high, low"),
    ],
)
def test_estimates_that_cannot_be_judged_are_refused(change, fault):
    with pytest.raises(StatisticsError, match=fault):
        rank_sets_from([1.0, 2.0, 3.0], draws=1024, **change)
