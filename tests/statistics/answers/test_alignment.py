from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.errors import StatisticsError
from research.statistics.answers.alignment import in_step, index_of, matched, matched_frame

PEOPLE = pd.Index(["ann", "bob", "cat"])


def test_labels_are_those_of_the_first_that_has_any():
    assert index_of([1, 2], pd.Series([1, 2], index=["a", "b"])).tolist() == ["a", "b"]
    assert index_of(None, [1, 2, 3]).tolist() == [0, 1, 2]


def test_a_series_is_matched_by_its_labels_and_may_have_more():
    weights = pd.Series([3.0, 9.0, 1.0, 2.0], index=["cat", "dan", "ann", "bob"])
    assert matched(weights, PEOPLE, "weights").tolist() == [1, 2, 3]


def test_a_list_is_taken_in_its_order():
    assert matched([1, 2, 3], PEOPLE, "weights").tolist() == [1, 2, 3]
    assert matched(np.array([1, 2, 3]), PEOPLE, "weights").index.equals(PEOPLE)


def test_the_same_labels_in_the_same_order_may_repeat():
    twice = pd.Index(["ann", "ann", "bob"])
    assert matched(pd.Series([1, 2, 3], index=twice), twice, "weights").tolist() == [1, 2, 3]


def test_labels_that_repeat_in_another_order_are_refused():
    weights = pd.Series([1, 2, 3], index=["bob", "ann", "ann"])
    with pytest.raises(StatisticsError, match=r"'ann' occurs twice .* label of its own"):
        matched(weights, PEOPLE, "weights")
    with pytest.raises(StatisticsError, match="occurs twice"):
        matched(pd.Series([1, 2], index=["bob", "ann"]), pd.Index(["ann", "ann"]), "weights")


def test_who_has_no_value_is_named():
    weights = pd.Series([1, 2], index=["ann", "dan"])
    with pytest.raises(StatisticsError, match=r"missing for 2 of 3 respondents, the first 'bob'"):
        matched(weights, PEOPLE, "weights")


@pytest.mark.parametrize("wrong", [[1, 2], "abc", 5, np.ones((3, 2)), pd.DataFrame({"a": [1]})])
def test_what_is_not_one_value_each_is_refused(wrong):
    with pytest.raises(StatisticsError, match="allowed: "):
        matched(wrong, PEOPLE, "weights")


def test_frames_are_matched_by_their_rows():
    frame = pd.DataFrame({"x": [3, 1, 2]}, index=["cat", "ann", "bob"])
    assert matched_frame(frame, PEOPLE, "places")["x"].tolist() == [1, 2, 3]
    with pytest.raises(StatisticsError, match="places are missing"):
        matched_frame(frame[:2], PEOPLE, "places")


def test_series_that_are_worked_on_together_follow_the_first():
    counts = pd.Series([1, 2], index=["a", "b"])
    bases = pd.Series([20, 10], index=["b", "a"])
    first, second, third = in_step("counts", counts, bases, 5)
    assert (first.tolist(), second.tolist(), int(third)) == ([1, 2], [10, 20], 5)
    with pytest.raises(StatisticsError, match="2 and 1 times"):
        in_step("counts", counts, bases[:1])
