from __future__ import annotations

import pandas as pd
import pytest

from research.frameworks.capability import WHOLE, benchmark, benchmarks

SCORES = pd.DataFrame(
    {
        "sector": ["Banking", "Banking", "Retail"],
        "win": [20.0, 50.0, 80.0],
        "keep": [40.0, None, 10.0],
    },
    index=["A1", "A2", "A3"],
)


@pytest.fixture
def scores() -> pd.DataFrame:
    return benchmark(SCORES, {"b": "Banking"}).set_index(["theme", "group"])


def test_the_benchmark_is_over_all_firms_those_of_groups_not_shown_too(
    scores: pd.DataFrame,
) -> None:
    assert scores.loc["win", WHOLE].tolist() == [3, 20, 50, 80]


def test_a_group_counts_its_own_firms(scores: pd.DataFrame) -> None:
    assert scores.loc[("win", "b")].tolist() == [2, 20, 35, 50]


def test_a_score_that_is_missing_is_not_in_the_base(scores: pd.DataFrame) -> None:
    assert scores.loc["keep", "firms"].tolist() == [2, 1]
    assert scores.loc[("keep", WHOLE), "mean"] == 25


def test_themes_keep_their_order_and_the_whole_comes_first(scores: pd.DataFrame) -> None:
    assert list(scores.index) == [("win", WHOLE), ("win", "b"), ("keep", WHOLE), ("keep", "b")]


def test_many_sets_at_once_give_what_each_gives_by_itself() -> None:
    other = SCORES.assign(win=[10.0, 30.0, 90.0], keep=[5.0, 6.0, 7.0])
    more = pd.concat([other, other.tail(1)])
    groups = {"r": "Retail", "b": "Banking"}
    sets = pd.concat([more.assign(set=2), SCORES.assign(set=1)])
    first, second = benchmarks(sets, groups, by="set")
    pd.testing.assert_frame_equal(first, benchmark(SCORES, groups), check_dtype=False)
    pd.testing.assert_frame_equal(second, benchmark(more, groups), check_dtype=False)
