"""Two surveys of one supplier: accounts that answer twice, and how they move."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from research.frameworks.relationship import CATEGORIES
from research.frameworks.relationship_change import (
    SCORES,
    UNKNOWN,
    direction,
    movement,
    score_changes,
)

PARTS = ["trust", "commitment", "satisfaction", "value", "solution", "experience"]


def contacts(scores: dict[str, float], recommend: float = 8) -> pd.DataFrame:
    """One answer an account, the same score in every part."""
    frame = pd.DataFrame({"account": list(scores), "recommend": float(recommend)})
    return frame.assign(**{part: list(scores.values()) for part in PARTS})


def test_a_change_that_all_accounts_share_is_sure_where_they_answer_twice():
    before = contacts({"A": 2.0, "B": 4.0, "C": 6.0})
    after = contacts({"A": 3.0, "B": 5.0, "C": 7.0})
    same = score_changes(before, after).loc["trust"]
    apart = score_changes(before, contacts({"D": 3.0, "E": 5.0, "F": 7.0})).loc["trust"]
    assert same["change"] == apart["change"] == pytest.approx(1)
    assert apart["high"] - apart["low"] > 2
    assert not same["high"] - same["low"] > 1e-6


def test_each_surveys_own_limits_are_students_between_accounts():
    values = [2.0, 4.0, 6.0, 7.0]
    before = contacts(dict(zip("ABCD", values, strict=True)))
    row = score_changes(before, contacts({"A": 4.0, "B": 3.0})).loc["value"]
    half = stats.t.ppf(0.975, 3) * np.std(values, ddof=1) / 2
    assert row["earlier"] == pytest.approx(4.75)
    assert row["earlier_low"] == pytest.approx(4.75 - half)
    assert row["earlier_high"] == pytest.approx(4.75 + half)


def test_contacts_of_one_account_are_no_more_sure_than_it():
    few = contacts({"A": 2.0, "B": 6.0})
    many = pd.concat([few] * 5, ignore_index=True)
    after = contacts({"A": 3.0, "B": 4.0})
    one, other = (score_changes(frame, after).loc["trust"] for frame in (few, many))
    assert one["earlier_high"] - one["earlier_low"] == pytest.approx(
        other["earlier_high"] - other["earlier_low"]
    )


def test_who_did_not_answer_counts_for_nothing():
    before = contacts({"A": 2.0, "B": 6.0})
    silent = contacts({"C": 7.0}).assign(recommend=np.nan)
    found = score_changes(pd.concat([before, silent], ignore_index=True), before)
    assert list(found.index) == list(SCORES)
    assert found.loc["quality", "earlier"] == pytest.approx(4)
    assert found.loc["quality", "base_earlier"] == 2


def test_net_promoters_are_compared_in_points():
    before, after = contacts({"A": 4.0, "B": 4.0}), contacts({"A": 4.0, "B": 4.0}, recommend=9)
    row = score_changes(before, after).loc["nps"]
    assert (row["earlier"], row["later"], row["change"]) == (0, 100, 100)


def test_accounts_are_counted_by_both_categories_and_those_without_one_apart():
    before = pd.DataFrame({"category": ["ambassador", "rational", None]}, index=["A", "B", "C"])
    after = pd.DataFrame({"category": ["rational", "rational", "opponent"]}, index=["A", "B", "D"])
    found = movement(before, after)
    assert list(found.index) == list(found.columns) == [*CATEGORIES, UNKNOWN]
    assert found.loc["ambassador", "rational"] == 1
    assert found.loc["rational", "rational"] == 1
    assert found.loc[UNKNOWN, "opponent"] == 1
    assert found.loc[UNKNOWN, UNKNOWN] == 1
    assert found.sum().sum() == 4


@pytest.mark.parametrize(
    ("before", "after", "way"),
    [
        ("rational", "ambassador", "better"),
        ("ambassador", "rational", "worse"),
        ("stalker", "opponent", "worse"),
        ("opponent", "stalker", "better"),
        ("stalker", "stalker", "same"),
        (UNKNOWN, "stalker", ""),
        ("stalker", UNKNOWN, ""),
    ],
)
def test_a_way_is_up_or_down_the_five(before, after, way):
    assert direction(before, after) == way
