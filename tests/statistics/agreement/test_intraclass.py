from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from research.errors import StatisticsError
from research.statistics.agreement.intraclass import intraclass_correlation

# Shrout and Fleiss 1979, table 2: six targets by four judges.
JUDGED = pd.DataFrame(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]],
    columns=["first", "second", "third", "fourth"],
)


@pytest.mark.parametrize(
    ("raters", "single", "mean"),
    [
        ("one-way", (0.17, -0.13, 0.72), (0.44, -0.88, 0.91)),
        ("random", (0.29, 0.02, 0.76), (0.62, 0.07, 0.93)),
        ("fixed", (0.71, 0.34, 0.95), (0.91, 0.68, 0.99)),
    ],
)
def test_the_six_forms_come_out_as_published_with_their_limits(raters, single, mean):
    found = intraclass_correlation(JUDGED, raters)
    assert (found.single, found.single_low, found.single_high) == pytest.approx(single, abs=0.006)
    assert (found.mean, found.mean_low, found.mean_high) == pytest.approx(mean, abs=0.006)
    assert (found.units, found.raters) == (6, 4)


tables = st.lists(st.lists(st.integers(1, 5), min_size=3, max_size=3), min_size=4, max_size=12).map(
    pd.DataFrame
)


@pytest.mark.parametrize("raters", ["one-way", "random", "fixed"])
@given(ratings=tables)
@example(ratings=pd.DataFrame([[1, 1, 4], [1, 1, 4], [1, 1, 4], [1, 5, 1]]))
@example(ratings=pd.DataFrame([[2, 1], [2, 1], [1, 3], [2, 2]]))
@example(ratings=pd.DataFrame([[4, 2], [1, 5], [2, 5]]))
@example(ratings=pd.DataFrame([[5, 1, 5], [5, 1, 4], [5, 4, 2]]))
def test_limits_enclose_the_coefficient_and_stay_a_correlation(raters, ratings):
    assume(np.ptp(ratings.mean(axis=1)) > 1e-9)
    found = intraclass_correlation(ratings, raters)
    ends = (found.single_low, found.single, found.single_high)
    assert -1 <= ends[0] <= ends[1] + 1e-9 <= 1 + 1e-8
    assert ends[1] <= ends[2] + 1e-9 <= 1 + 1e-8
    assert -1 <= found.mean_low <= found.mean + 1e-9 <= found.mean_high + 2e-9 <= 1 + 1e-8


def test_raters_of_different_levels_agree_in_order_alone():
    ratings = pd.DataFrame({"mild": [3, 4, 5, 5], "harsh": [1, 2, 3, 3]})
    assert intraclass_correlation(ratings, "fixed").single == pytest.approx(1)
    assert intraclass_correlation(ratings, "random").single < 0.5


def test_who_agrees_fully_has_a_coefficient_of_one():
    ratings = pd.DataFrame({"ann": [1, 2, 5], "bob": [1, 2, 5]})
    for raters in ("one-way", "random", "fixed"):
        found = intraclass_correlation(ratings, raters)
        assert (found.single, found.mean, found.single_low) == pytest.approx((1, 1, 1))


def test_units_that_a_rater_left_out_are_left_out():
    gap = pd.concat([JUDGED, pd.DataFrame([[5, None, 5, 5]], columns=JUDGED.columns)])
    assert intraclass_correlation(gap) == intraclass_correlation(JUDGED)


@pytest.mark.parametrize(
    ("ratings", "said"),
    [
        ({"ann": [1, 2, 3]}, "3 complete units by 1 raters"),
        ({"ann": [1, None], "bob": [2, 3]}, "1 complete units by 2 raters"),
        ({"ann": [4, 4], "bob": [4, 4]}, "all units have the mean 4"),
    ],
)
def test_what_cannot_be_correlated_is_said(ratings, said):
    with pytest.raises(StatisticsError, match=said):
        intraclass_correlation(pd.DataFrame(ratings))
