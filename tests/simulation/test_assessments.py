from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from research.errors import StatisticsError
from research.simulation.assessments import made_up_assessments


@given(
    low=st.integers(0, 30),
    high=st.integers(75, 100),
    mean=st.floats(45, 55),
    count=st.integers(10, 15),
    seed=st.integers(0, 5),
)
@settings(max_examples=25)
def test_lowest_mean_and_highest_come_out(low, high, mean, count, seed):
    made = made_up_assessments(
        {"Retail": count}, {"brand": {"Retail": (low, mean, high)}}, seed=seed
    )
    assert (made["brand"].min(), made["brand"].max()) == (low, high)
    assert made["brand"].sum() == round(mean * count)


def test_firms_are_shuffled_and_one_seed_makes_the_same():
    firms = {"Retail": 12, "Banking": 9}
    scores = {"brand": {"Retail": (10, 40.0, 80), "Banking": (20, 50.0, 90)}}
    once, again = (made_up_assessments(firms, scores, seed=3) for _ in range(2))
    assert once.equals(again)
    assert once["firm"].is_unique
    assert once["sector"].value_counts().to_dict() == firms
    assert (once["sector"] != once["sector"].shift()).sum() > 2


def test_values_that_no_scores_have_are_refused():
    with pytest.raises(StatisticsError, match="brand in Retail: 4 whole scores from 10 to 90"):
        made_up_assessments({"Retail": 4}, {"brand": {"Retail": (10, 85, 90)}}, seed=1)
