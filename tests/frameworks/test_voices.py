"""The same asked in several places: intervals, clusters, and what both speak of."""

from __future__ import annotations

import pandas as pd
import pytest
from scipy import stats

from research.frameworks.voices import differences, side_by_side, voice


def test_a_difference_is_that_of_welch():
    one, two = [7.0, 8, 6, 9, 7, 8], [5.0, 6, 9, 4, 5, 6, 7, 3]
    apart, low, high = differences(voice(pd.Series(one)), voice(pd.Series(two)))
    found = stats.ttest_ind(two, one, equal_var=False).confidence_interval(0.95)
    assert (low, high) == pytest.approx((found.low, found.high))
    assert apart == pytest.approx(sum(two) / 8 - sum(one) / 6)


def test_answers_of_one_account_count_as_a_cluster():
    values = pd.Series([9.0, 9, 9, 2, 2, 2, 5, 5, 5])
    alone = voice(values)
    nested = voice(values, pd.Series(list("aaabbbccc")))
    assert (nested.base, nested.df, alone.df) == (9, 2, 8)
    assert nested.se > alone.se


def test_missing_answers_are_left_out_with_their_clusters():
    found = voice(pd.Series([1.0, None, 3.0, 5.0]), pd.Series(["a", "b", "c", "c"]))
    assert (found.base, found.mean, found.df) == (3, 3.0, 1)


def test_what_does_not_vary_differs_without_doubt():
    same, other = voice(pd.Series([5.0] * 4)), voice(pd.Series([6.0] * 4))
    assert differences(same, other) == (1.0, 1.0, 1.0)


def test_what_both_speak_of_comes_first():
    first = pd.DataFrame({"late": [True] * 6 + [False] * 4, "dear": [True] * 10})
    other = pd.DataFrame({"late": [True] * 5 + [False] * 5, "dear": [True] + [False] * 9})
    found = side_by_side(first, other, ["dear", "late"])
    assert found.index.tolist() == ["late", "dear"]
    assert found.loc["dear", ["first", "other", "shared"]].tolist() == [100, 10, 10]
    assert found.loc["dear", "difference"] == -90
    assert found.loc["dear", "low"] < -90 < found.loc["dear", "high"]
