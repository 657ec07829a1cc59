from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.errors import StatisticsError, ThinDataError
from research.frameworks.integrity_answers import (
    any_of,
    copies,
    longest_runs,
    marked,
    speeders,
    straight_liners,
)


def test_a_speeder_needs_less_than_a_third_of_the_median():
    minutes = pd.Series([12.0, 12, 12, 4, 3.99, 0, np.nan, 900], index=list("abcdefgh"))
    found = speeders(minutes)
    assert found.base == 6
    assert list(found.who) == ["e"]
    assert found.rule == "less than 33% of the median duration, which is 12.0"


def test_a_fastest_duration_takes_the_place_of_the_share():
    found = speeders(pd.Series([5.0, 4.9, 30]), fastest=5)
    assert found.flagged.tolist() == [False, True, False]
    assert found.rule == "less than 5.0"


def test_without_durations_nobody_is_judged():
    with pytest.raises(ThinDataError, match="no duration"):
        speeders(pd.Series([np.nan, 0.0]))


def test_straight_liners_gave_one_answer_to_all_rows_that_they_answered():
    grid = pd.DataFrame(
        [[3, 3, 3, 3, 3], [3, 3, 3, 3, 4], [5, None, 5, 5, 5], [2, 2, 2, None, None]],
        index=list("abcd"),
    )
    found = straight_liners(grid)
    assert list(found.who) == ["a", "c"]
    assert found.base == 3
    assert straight_liners(grid, least=3).count == 3


def test_a_run_may_be_what_is_too_long():
    grid = pd.DataFrame([[1, 4, 4, 4, 4], [4, 1, 4, 4, 4], [1, 2, 3, 4, 5]])
    assert straight_liners(grid, run=4).flagged.tolist() == [True, False, False]


@pytest.mark.parametrize("wrong", [{"least": 1}, {"run": 1}])
def test_one_answer_is_no_line(wrong):
    with pytest.raises(StatisticsError, match="2 or more"):
        straight_liners(pd.DataFrame([[1, 1, 1, 1]]), **wrong)


def test_a_grid_that_nobody_answered_judges_nobody():
    with pytest.raises(ThinDataError, match="4 rows or more"):
        straight_liners(pd.DataFrame([[1, None, None, None]]))


@given(
    st.lists(
        st.lists(st.sampled_from([None, 1, 2, 3]), min_size=5, max_size=5), min_size=1, max_size=8
    )
)
def test_the_longest_run_is_that_of_the_answers_one_by_one(rows):
    def longest(row):
        best = run = 0
        last = None
        for value in row:
            if value is None:
                continue
            run = run + 1 if value == last else 1
            last, best = value, max(best, run)
        return best

    grid = pd.DataFrame(rows, dtype=float)
    assert longest_runs(grid).tolist() == [longest(row) for row in rows]


def test_copies_agree_in_every_answer_and_in_what_is_missing():
    answers = pd.DataFrame(
        {
            "a": pd.Categorical(["x", "x", "x", "x"]),
            **{name: [1.0, 1.0, 1.0, np.nan] for name in "bcdef"},
            "g": [2.0, 2.0, np.nan, 2.0],
        }
    )
    found = copies(answers)
    assert found.flagged.tolist() == [False, True, False]
    assert found.base == 3  # the last gave two answers
    assert copies(answers, least=2).base == 4


def test_too_few_answers_make_no_copy():
    with pytest.raises(ThinDataError, match="6 answers or more"):
        copies(pd.DataFrame({"a": [1, 1], "b": [1, 1]}))


def test_what_a_check_prints_names_nobody():
    check = speeders(pd.Series([10.0, 10, 10, 1], index=["Ann", "Ben", "Cem", "Dora"]))
    assert list(check.who) == ["Dora"]
    for name in ("Ann", "Ben", "Cem", "Dora"):
        assert name not in repr(check) + str(check)


def test_several_checks_together_count_each_record_once():
    one = marked("one", "one", pd.Series([True, False, False], index=list("abc")))
    two = marked("two", "two", pd.Series([True, True], index=["a", "d"]))
    found = any_of([one, two])
    assert sorted(found.who) == ["a", "d"]
    assert (found.count, found.base, found.share) == (2, 4, 0.5)
    with pytest.raises(ThinDataError):
        any_of([])
