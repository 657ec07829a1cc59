from __future__ import annotations

import pandas as pd
import pytest

from research.errors import StatisticsError
from research.frameworks.priorities import group_ranks, group_sizes, priorities, sample

RANKS = pd.DataFrame(
    [[2, 1, 3], [2, 3, 1], [1, 2, 3], [3, 1, 2]],
    index=["a", "b", "c", "d"],
    columns=["one", "two", "three"],
)
LABELS = pd.Series(["X", "X", "Y", "Z"], index=RANKS.index)


def test_the_highest_priority_comes_first_with_its_shares() -> None:
    summary = priorities(RANKS)
    assert list(summary.index) == ["two", "one", "three"]
    assert list(summary["rank_sum"]) == [7, 8, 9]
    assert summary.loc["two", "first_count"] == 2
    assert summary.loc["two", "first"] == 0.5


def test_themes_that_tie_keep_the_order_of_the_study() -> None:
    summary = priorities(RANKS.loc[["a", "b"]])
    assert list(summary.index) == ["one", "two", "three"]
    assert list(summary["rank"]) == [1, 1, 1]
    assert summary["tied"].all()


def test_groups_are_ranked_apart_in_the_order_asked_for() -> None:
    tidy = group_ranks(RANKS, LABELS, {"y": "Y", "x": "X"})
    assert list(tidy["group"].unique()) == ["y", "x"]
    ranks = tidy.pivot(index="item", columns="group", values="rank")
    assert ranks["y"].to_dict() == {"one": 1, "two": 2, "three": 3}
    assert ranks["x"].to_dict() == {"one": 1, "two": 1, "three": 1}
    assert not tidy["hidden"].any()


def test_a_group_below_the_threshold_keeps_its_base_and_loses_its_ranks() -> None:
    tidy = group_ranks(RANKS, LABELS, {"x": "X", "y": "Y"}, hide_base=2)
    small = tidy[tidy["group"] == "y"]
    assert list(small["base"]) == [1, 1, 1]
    assert small["hidden"].all()
    assert small[["mean_rank", "rank", "tied"]].isna().all(axis=None)
    assert not tidy.loc[tidy["group"] == "x", "hidden"].any()


def test_a_base_at_the_threshold_is_shown() -> None:
    tidy = group_ranks(RANKS, LABELS, {"x": "X"}, hide_base=2)
    assert not tidy["hidden"].any()


def test_a_group_without_respondents_is_refused_by_name() -> None:
    with pytest.raises(StatisticsError, match="no respondent belongs to Nowhere"):
        group_ranks(RANKS, LABELS, {"x": "X", "n": "Nowhere"})


def test_the_sample_counts_every_group_the_largest_first() -> None:
    groups = {"z": "Z", "x": "X", "n": "Nowhere", "y": "Y"}
    counts = sample(group_sizes(LABELS, groups), groups)
    assert list(counts.index) == ["x", "z", "y", "n"]
    assert list(counts["count"]) == [2, 1, 1, 0]
    assert set(counts["base"]) == {4}
    assert counts["share"].sum() == 1


def test_respondents_of_no_group_are_not_in_the_base() -> None:
    groups = {"x": "X", "y": "Y"}
    counts = sample(group_sizes(LABELS, groups), groups)
    assert set(counts["base"]) == {3}
