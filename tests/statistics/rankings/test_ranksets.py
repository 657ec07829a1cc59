from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.errors import StatisticsError
from research.statistics.rankings import ranksets
from research.statistics.rankings.ranksets import rank_sets

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
        monkeypatch.setattr(ranksets, "_SCRAMBLE", scramble)
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
