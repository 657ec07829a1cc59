"""Touchpoints held against limits: each edge of each rule, and what is hidden."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.frameworks.touchpoints import charted, periods_of, standing


def rated(by_month: list[list[float]]) -> pd.DataFrame:
    """Ratings on the first days of months from January 2015 on."""
    rows = [
        (pd.Timestamp("2015-01-01") + pd.DateOffset(months=month), rating)
        for month, ratings in enumerate(by_month)
        for rating in ratings
    ]
    return pd.DataFrame(rows, columns=["day", "rating"])


def months(count: int) -> pd.PeriodIndex:
    return pd.period_range("2015-01", periods=count, freq="M")


def test_periods_without_an_answer_are_there_too():
    days = pd.Series(pd.to_datetime(["2015-01-31", "2015-04-01"]))
    assert [str(one) for one in periods_of(days, "month")] == [
        "2015-01", "2015-02", "2015-03", "2015-04",
    ]  # fmt: skip
    assert len(periods_of(days, "quarter")) == 2


@pytest.mark.parametrize(("day", "weeks"), [("2015-01-11", 1), ("2015-01-12", 2)])
def test_a_week_begins_on_monday(day, weeks):
    days = pd.Series(pd.to_datetime(["2015-01-05", day]))
    assert len(periods_of(days, "week")) == weeks


@pytest.mark.parametrize(("count", "limited"), [(11, 0), (12, 12)])
def test_limits_need_as_many_periods_as_are_asked_for(count, limited):
    found = standing(charted(rated([[4, 5, 6]] * count), months(count), fewest=12))
    assert (found.limited, found.shown) == (limited, count)


@pytest.mark.parametrize(("size", "shown"), [(9, 11), (10, 12)])
def test_a_period_of_a_small_base_is_not_shown_and_has_no_limits(size, shown):
    by_month = [[4.0, 6.0] * 10] * 11 + [[1.0] * size]
    found = standing(charted(rated(by_month), months(12), least=10, fewest=3))
    assert (found.shown, found.limited) == (shown, shown)
    assert found.beyond == (1 if shown == 12 else 0)
    assert found.answers == 220 + size


def test_the_period_furthest_outside_is_named():
    by_month = [[4.0, 5.0, 6.0] * 10 for _ in range(20)]
    by_month[6], by_month[13] = [3.0, 4.0, 5.0] * 10, [2.0, 3.0, 4.0] * 10
    found = standing(charted(rated(by_month), months(20)))
    assert (found.beyond, found.furthest) == (2, 13)
    assert found.last == 5.0


@pytest.mark.parametrize(("rating", "share"), [(3.0, 100.0), (3.5, 0.0)])
def test_a_rating_is_low_up_to_the_highest_that_is(rating, share):
    by_month = [[rating] * 20, *[[6.0, 6.0, 3.0, 3.0] * 5] * 12]
    found = charted(rated(by_month), months(13), kind="share", low=3)
    assert found["value"].iloc[0] == share
    assert found["centre"].iloc[0] == pytest.approx(100 * (12 * 10 + 0.2 * share) / 260)
    assert found["high"].max() <= 100


def test_single_values_take_their_limits_from_what_is_shown():
    by_month = [[4.0, 5.0], [5.0, 6.0], [9.0], [4.0, 5.0]]
    found = charted(rated(by_month), months(4), kind="individuals", least=2, fewest=3)
    assert found["value"].isna().tolist() == [False, False, True, False]
    # Means of 4.5, 5.5 and 4.5: one move of 1.
    assert found["high"].iloc[0] == pytest.approx(14.5 / 3 + 3 / 1.128)


@pytest.mark.parametrize("kind", ["mean", "individuals", "share"])
def test_ratings_too_thin_for_limits_are_told_without_them(kind):
    own = standing(charted(rated([[4.0], [5.0]]), months(2), kind=kind, low=4, least=10))
    assert (own.shown, own.limited, own.beyond, own.furthest) == (0, 0, 0, None)
    assert np.isnan(own.last)
    assert own.answers == 2
