from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from research.errors import StatisticsError
from research.statistics.rankings.summaries import (
    co_occurrence,
    rank_by_group,
    rank_distribution,
    rank_summary,
)
from research.statistics.samples.clusters import sureness
from research.statistics.samples.suppression import Suppression


def complete(n: int, k: int, seed: int = 1) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        rng.random((n, k)).argsort(axis=1) + 1, columns=[f"item{j}" for j in range(k)]
    )


@st.composite
def rank_frames(draw: Any) -> pd.DataFrame:
    """Complete rankings with or without ties and gaps."""
    k = draw(st.integers(2, 6))
    row = st.lists(st.integers(1, k), min_size=k, max_size=k) | st.permutations(range(1, k + 1))
    rows = draw(st.lists(row, min_size=1, max_size=12))
    frame = pd.DataFrame(rows, columns=list("abcdef")[:k], dtype=float)
    gaps = draw(st.lists(st.tuples(st.integers(0, len(rows) - 1), st.integers(0, k - 1))))
    for r, c in gaps:
        frame.iloc[r, c] = np.nan
    frame.iloc[0] = range(1, k + 1)
    return frame


def test_summary_of_three_complete_rankings():
    ranks = pd.DataFrame({"a": [1, 2, 1], "b": [2, 1, 3], "c": [3, 3, 2], "d": [4, 4, 4]})
    summary = rank_summary(ranks, top=(2,), bottom=(2,))
    assert summary["rank_sum"].tolist() == [4, 6, 8, 12]
    assert summary["rank"].tolist() == [1, 2, 3, 4]
    assert summary["median"].tolist() == [1, 2, 3, 4]
    assert summary["borda"].tolist() == [8, 6, 4, 0]
    assert summary["first_count"].tolist() == [2, 1, 0, 0]
    assert summary["top2_count"].tolist() == [3, 2, 1, 0]
    assert summary["bottom2"].tolist() == pytest.approx([0, 1 / 3, 2 / 3, 1])
    assert summary["last_count"].tolist() == [0, 0, 0, 3]
    assert summary["rank_sum"].dtype == np.int64


def test_items_tie_on_equal_rank_sums_and_the_next_rank_is_skipped():
    ranks = pd.DataFrame({"a": [1, 2], "b": [2, 1], "c": [3, 3]})
    summary = rank_summary(ranks)
    assert summary["rank"].tolist() == [1, 1, 3]
    assert summary["tied"].tolist() == [True, True, False]


def test_means_on_different_bases_tie_as_fractions():
    ranks = pd.DataFrame({"a": [1, 2, 1, 2, 1, 2], "b": [2, 1, None, None, None, None]})
    summary = rank_summary(ranks)
    assert summary["base"].tolist() == [6, 2]
    assert summary["tied"].all()


def test_boxes_deeper_than_the_items_are_left_out():
    columns = rank_summary(complete(5, 4)).columns
    assert "top3" in columns
    assert "top6" not in columns


def test_an_even_base_has_its_median_between_two_positions():
    ranks = pd.DataFrame({"a": [1, 1, 3, 3], "b": [2, 2, 1, 1], "c": [3, 3, 2, 2]})
    assert rank_summary(ranks)["median"].tolist() == [2, 1.5, 2.5]


@pytest.mark.parametrize("coding", [[1, 1, 3], [1, 1, 2], [1.5, 1.5, 3]])
def test_every_coding_of_a_tie_means_the_same(coding: list[float]):
    summary = rank_summary(pd.DataFrame([coding], columns=list("abc")))
    assert summary["mean_rank"].tolist() == [1.5, 1.5, 3]
    assert summary["first"].tolist() == [0.5, 0.5, 0]


def test_unranked_items_of_a_top_task_share_the_positions_below():
    ranks = pd.DataFrame({"a": [1, 1], "b": [2, None], "c": [None, 2], "d": [None, None]})
    summary = rank_summary(ranks, top=(2,), bottom=(), unranked="last")
    assert summary["mean_rank"].tolist() == [1, 2.75, 2.75, 3.5]
    assert summary["rank"].tolist() == [1, 2, 2, 4]
    assert summary["top2"].tolist() == [1, 0.5, 0.5, 0]


def test_shares_of_partial_rankings_are_of_all_who_ranked_and_count_ranks_given():
    ranks = pd.DataFrame(
        {"a": [1, 1, None, None], "b": [2, None, 1, None], "c": [None, 2, None, None]},
        index=list("wxyz"),
    )
    summary = rank_summary(ranks, top=(2,), bottom=(1,), unranked="rest")
    assert summary["base"].tolist() == [3, 3, 3]
    assert summary["mean_rank"].tolist() == pytest.approx([4.5 / 3, 2, 7.5 / 3])
    assert summary["first_count"].tolist() == [2, 1, 0]
    assert summary["top2_count"].tolist() == [2, 2, 1]
    assert summary["bottom1_count"].tolist() == [0, 0, 0]
    assert summary["median"].tolist() == [1, 2, 2.5]
    table = rank_distribution(ranks, unranked="rest")
    assert table["count"].tolist() == [2, 0, 0, 1, 1, 0, 0, 1, 0]
    assert table["base"].tolist() == [3] * 9


def test_tied_items_of_partial_rankings_count_whole_at_the_place_that_they_share():
    ranks = pd.DataFrame({"a": [1], "b": [1], "c": [None], "d": [None]})
    summary = rank_summary(ranks, top=(2,), bottom=(), unranked="rest")
    assert summary["first_count"].tolist() == [1, 1, 0, 0]
    assert summary["mean_rank"].tolist() == [1.5, 1.5, 3.5, 3.5]


def test_an_item_that_nobody_ranked_has_a_place_among_partial_rankings():
    ranks = pd.DataFrame({"a": [1, 1], "b": [None, None], "c": [2, None]})
    summary = rank_summary(ranks, top=(), bottom=(), unranked="rest")
    assert summary["rank"].tolist() == [1, 3, 2]
    assert summary["first_count"].tolist() == [2, 0, 0]


def test_sums_of_means_of_ranks_left_are_no_tie_for_being_near():
    """Sums of 7.5 and of 7 and a third would be one number if they were counted in halves."""
    rows = [[1, 4, None, None, None], [4, None, 1, 5, None], [2, 1, 3, 4, 5]]
    summary = rank_summary(pd.DataFrame(rows, columns=list("abcde")), unranked="rest")
    assert summary["rank_sum"].tolist() == pytest.approx([7, 7.5, 22 / 3, 37 / 3, 65 / 6])
    assert summary["rank"].tolist() == [1, 3, 2, 5, 4]
    assert not summary["tied"].any()


def test_median_agrees_with_numpy_on_complete_rankings():
    ranks = complete(31, 7)
    assert rank_summary(ranks)["median"].tolist() == ranks.median().tolist()


def test_distribution_lists_every_item_and_position():
    ranks = pd.DataFrame({"a": [1, 1, 2], "b": [2, 2, 1]})
    table = rank_distribution(ranks)
    assert table["count"].tolist() == [2, 1, 1, 2]
    assert table["rank"].tolist() == [1, 2, 1, 2]
    assert table["base"].tolist() == [3] * 4
    assert table["share"].tolist() == pytest.approx([2 / 3, 1 / 3, 1 / 3, 2 / 3])


def test_groups_keep_their_order_and_leave_out_those_without_a_label():
    ranks = pd.DataFrame({"a": [1, 2, 2, 1], "b": [2, 1, 1, 2]})
    groups = pd.Series(pd.Categorical(["x", "y", None, "x"], categories=["y", "x", "empty"]))
    table = rank_by_group(ranks, groups)
    assert table["group"].tolist() == ["y", "y", "x", "x"]
    assert table["base"].tolist() == [1, 1, 2, 2]
    assert table["rank"].tolist() == [2, 1, 1, 2]


def test_group_labels_stay_with_their_respondents_when_one_ranked_nothing():
    ranks = pd.DataFrame({"a": [None, 1, 2], "b": [None, 2, 1]})
    table = rank_by_group(ranks, ["x", "x", "y"])
    assert table["rank"].tolist() == [1, 2, 2, 1]


@settings(max_examples=40)
@given(rank_frames(), st.randoms())
def test_relabelling_items_permutes_the_summary(ranks: pd.DataFrame, random: Any):
    columns = list(ranks.columns)
    random.shuffle(columns)
    pd.testing.assert_frame_equal(rank_summary(ranks[columns]), rank_summary(ranks).loc[columns])


@settings(max_examples=40)
@given(rank_frames(), st.data())
def test_a_weight_of_two_equals_duplication(ranks: pd.DataFrame, data: Any):
    size = len(ranks)
    weights = np.array(data.draw(st.lists(st.integers(1, 3), min_size=size, max_size=size)))
    doubled = ranks.loc[ranks.index.repeat(weights)].reset_index(drop=True)
    # Weights are survey weights: they move estimates, but never pass for further respondents.
    weighted = rank_summary(ranks, weights).filter(regex="^(?!.*(_low|_high|_base)$)")
    pd.testing.assert_frame_equal(
        weighted, rank_summary(doubled)[weighted.columns], check_dtype=False
    )


@settings(max_examples=40)
@given(rank_frames())
def test_weights_of_one_change_nothing(ranks: pd.DataFrame):
    pd.testing.assert_frame_equal(
        rank_summary(ranks, np.ones(len(ranks))), rank_summary(ranks), check_dtype=False
    )


@settings(max_examples=40)
@given(rank_frames())
def test_every_position_is_filled_once_per_respondent(ranks: pd.DataFrame):
    filled = ranks.fillna(ranks.shape[1])
    table = rank_distribution(filled)
    assert table.groupby("rank")["count"].sum().tolist() == pytest.approx(
        [len(ranks)] * ranks.shape[1]
    )


def test_fractional_weights_tie_to_nine_decimals():
    ranks = pd.DataFrame({"a": [1, 2, 1, 2], "b": [2, 1, 2, 1]})
    assert rank_summary(ranks, [0.1, 0.2, 0.2, 0.1])["tied"].all()


@pytest.mark.parametrize("weight", [0, -1, np.nan, np.inf])
def test_weights_that_are_not_above_zero_are_refused(weight: float):
    with pytest.raises(StatisticsError, match="above 0"):
        rank_summary(complete(2, 3), [1, weight])


def test_a_rank_beyond_the_items_is_refused():
    with pytest.raises(StatisticsError, match="rank 7 of item 'b'"):
        rank_summary(pd.DataFrame({"a": [1], "b": [7]}))


def test_an_item_that_nobody_ranked_is_refused():
    with pytest.raises(StatisticsError, match="nobody of 2 ranked 'b'"):
        rank_summary(pd.DataFrame({"a": [1, 1], "b": [None, None]}))


def test_no_ranking_at_all_is_refused():
    with pytest.raises(StatisticsError, match="ranked anything"):
        rank_summary(pd.DataFrame({"a": [None], "b": [None]}))


def test_a_base_of_one_is_that_ranking():
    summary = rank_summary(pd.DataFrame({"a": [2], "b": [1]}))
    assert summary["rank"].tolist() == [2, 1]


def test_shares_carry_their_wilson_interval():
    table = rank_summary(pd.DataFrame({"a": [1] * 1 + [2] * 28, "b": [2] * 1 + [1] * 28}))
    assert table.loc["a", "first_low"] == pytest.approx(0.0061, abs=5e-5)
    assert table.loc["a", "first_high"] == pytest.approx(0.1718, abs=5e-5)


def test_equal_weights_of_any_size_leave_intervals_alone():
    ranks = complete(20, 4)
    limits = ["top3_low", "top3_high"]
    pd.testing.assert_frame_equal(
        rank_summary(ranks, np.full(20, 7.5))[limits], rank_summary(ranks)[limits]
    )


FOUR = pd.DataFrame(
    {"a": [1, 1, 2, 4], "b": [2, 3, 1, 1], "c": [3, 2, 4, 2], "d": [4, 4, 3, 3]},
)


def cell(table: pd.DataFrame, given: str, item: str) -> pd.Series:
    return table.set_index(["given", "item"]).loc[(given, item)]


def test_counts_the_top_among_those_who_put_an_item_first():
    table = co_occurrence(FOUR, k=2)
    assert cell(table, "a", "b")[["count", "base", "share"]].tolist() == [1, 2, 0.5]
    assert cell(table, "b", "a")[["count", "base", "share"]].tolist() == [1, 2, 0.5]
    assert len(table) == 12


def test_an_item_that_nobody_put_first_has_no_share_and_says_why():
    row = cell(co_occurrence(FOUR), "d", "a")
    assert row["base"] == 0
    assert pd.isna(row["share"])
    assert row["note"] == "nobody ranked the given item within 1"


def test_weights_count_in_numerator_and_base():
    row = cell(co_occurrence(FOUR, k=2, weights=[3, 1, 1, 1]), "a", "b")
    assert row[["count", "base", "share"]].tolist() == [3, 4, 0.75]


def test_items_left_out_are_never_in_the_top():
    ranks = pd.DataFrame({"a": [1, 1], "b": [None, 2], "c": [None, None]})
    row = cell(co_occurrence(ranks, k=3, unranked="last"), "a", "b")
    assert row[["count", "base"]].tolist() == [1, 2]


def test_a_depth_beyond_the_items_is_refused():
    with pytest.raises(StatisticsError, match="k is 5; allowed: a whole number of 1 to 4"):
        co_occurrence(FOUR, k=5)


def first_choices(**counts):
    """Complete rankings in which so many put each item first, the others in the order given."""
    items = list(counts)
    rows = [
        [first, *(item for item in items if item != first)]
        for first, count in counts.items()
        for _ in range(count)
    ]
    return pd.DataFrame([{item: row.index(item) + 1 for item in items} for row in rows])


def test_what_few_put_beside_their_first_choice_is_hidden_with_its_guard():
    ranks = first_choices(a=30, b=20, c=12, d=3, e=4)
    told = co_occurrence(ranks, suppression=Suppression(hide=10))
    hidden = told[told["count"].isna()]
    # Three and four are seven together, so twelve others guard them; in c's own case twenty do,
    # since of those who put c first everybody has it in the top.
    assert set(hidden.loc[hidden["item"] != "c", "given"]) == {"c", "d", "e"}
    assert set(hidden.loc[hidden["item"] == "c", "given"]) == {"b", "d", "e"}
    assert hidden[["share", "low", "high"]].isna().all(axis=None)
    assert hidden["note"].ne("").all()
    assert told.loc[told["given"] == "a", "count"].notna().all()
    everything = co_occurrence(ranks)
    assert told["base"].tolist() == everything["base"].tolist()
    shown = told["count"].notna()
    assert told.loc[shown, "count"].tolist() == everything.loc[shown, "count"].tolist()


def test_hidden_first_choices_that_are_enough_together_need_no_guard():
    ranks = first_choices(a=30, b=20, c=6, d=3, e=4)
    told = co_occurrence(ranks, suppression=Suppression(hide=10))
    for item, own in told.groupby("item"):
        # Who puts an item first has it in the top three: of the others enough must be left.
        left = own[own["count"].isna() & (own["base"] > 0)]
        assert left["base"].sum() >= 10, item


def test_a_gap_hides_the_base_as_well():
    ranks = first_choices(a=30, b=20, c=12, d=3).astype(float)
    ranks.loc[ranks["d"] == 1, "b"] = [2.0, np.nan, np.nan]
    ranks.loc[ranks["b"].isna(), ["a", "c"]] = [2.0, 3.0]
    told = co_occurrence(ranks, suppression=Suppression(hide=10))
    assert told.loc[told["given"] == "d", "base"].isna().all()


def test_nothing_is_hidden_without_a_rule():
    ranks = first_choices(a=3, b=2, c=1)
    assert co_occurrence(ranks, suppression=Suppression(hide=0)).equals(co_occurrence(ranks))


def test_clusters_widen_intervals_and_move_nothing_else():
    rng = np.random.default_rng(5)
    once = pd.DataFrame(
        rng.permuted(np.tile(np.arange(1, 5), (25, 1)), axis=1), columns=list("abcd")
    )
    ranks = pd.concat([once] * 4, ignore_index=True)
    cluster = pd.Series(np.tile(np.arange(25), 4)).sample(frac=1, random_state=1)
    for describe in (rank_summary, rank_distribution, co_occurrence):
        plain, nested = describe(ranks), describe(ranks, clusters=cluster)
        limits = [name for name in plain if name.endswith(("low", "high"))]
        pd.testing.assert_frame_equal(plain.drop(columns=limits), nested.drop(columns=limits))
        lows = [name for name in limits if name.endswith("low")]
        highs = [name for name in limits if name.endswith("high")]
        wide = nested[highs].to_numpy() - nested[lows].to_numpy()
        assert (wide >= plain[highs].to_numpy() - plain[lows].to_numpy()).all()
        assert "clusters" in nested.attrs["method"]


def test_the_first_place_of_nested_respondents_has_the_limits_of_their_clusters():
    ranks = pd.DataFrame({"a": [1, 1, 1, 2, 2, 2, 1, 1], "b": [2, 2, 2, 1, 1, 1, 2, 2]})
    cluster = np.repeat(np.arange(4), 2)
    found = rank_summary(ranks, clusters=cluster).loc["a"]
    first = (ranks[["a"]] == 1).to_numpy(dtype=float)
    sure = sureness(first, np.ones((8, 1)), np.ones(8), cluster)
    low, high = sure.limits(np.array([0.625]), 0.95)
    assert (found["first_low"], found["first_high"]) == pytest.approx((low[0], high[0]))
