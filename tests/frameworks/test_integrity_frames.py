from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from research.errors import StatisticsError
from research.frameworks.integrity_frames import (
    above,
    limits,
    numeric,
    ordered,
    proportion,
    require,
    said_yes,
    units_of,
    whole_column,
)
from research.statistics.effects import crude


def test_columns_that_are_not_there_are_named_with_those_that_are():
    frame = pd.DataFrame({"region": ["N"]})
    assert require(frame, "region", "segments") == ["region"]
    with pytest.raises(StatisticsError, match="no column 'regoin' for the segments; known: region"):
        require(frame, ["regoin"], "segments")
    with pytest.raises(StatisticsError, match="0 columns are named for the segments"):
        require(frame, [], "segments", least=1)


def test_truth_may_stand_as_numbers():
    assert said_yes(pd.DataFrame({"a": [1, 0]}), "a").tolist() == [True, False]
    with pytest.raises(StatisticsError, match="who came stands in 'a'"):
        said_yes(pd.DataFrame({"a": ["yes"]}), "a", "who came")


def test_everybody_is_in_a_cluster_or_nobody():
    frame = pd.DataFrame({"firm": ["x", "y", "x", None]})
    assert units_of(frame, None) is None
    found = units_of(frame.head(3), "firm")
    assert found is not None
    assert found.tolist() == [0, 1, 0]
    with pytest.raises(StatisticsError, match="1 of 4 people have no 'firm'"):
        units_of(frame, "firm")


def test_values_stand_in_the_order_of_their_categories():
    texts = pd.Series(["b", "a", None, "b"])
    assert ordered(texts) == ["a", "b"]
    assert ordered(texts.astype(pd.CategoricalDtype(["c", "b", "a"]))) == ["b", "a"]
    assert ordered(pd.Series([10, 9])) == ["9", "10"]


def test_gaps_are_filled_by_the_mean_or_by_nothing():
    held = pd.Series([1.0, None, 3.0])
    assert whole_column(held).tolist() == [1, 2, 3]
    assert whole_column(held, numbers=False).tolist() == ["1.0", "", "3.0"]
    assert whole_column(pd.Series(["a", None])).tolist() == ["a", ""]
    assert not numeric(pd.Series([True, False]))


def test_the_interval_of_independent_people_is_that_of_two_means():
    rng = np.random.default_rng(1)
    values, side = rng.normal(size=400), np.arange(400) % 2 == 0
    effect = crude(values, side)
    told = limits(effect.influence, effect.estimate, None, 0.95)
    own = stats.ttest_ind(values[side], values[~side])
    assert told["statistic"] == pytest.approx(own.statistic, rel=0.01)
    assert told["df"] == 398
    interval = own.confidence_interval()
    assert (told["low"], told["high"]) == pytest.approx((interval.low, interval.high), rel=0.02)


def test_two_units_tell_nothing_of_how_units_differ():
    told = limits(np.ones(4), 1.0, np.array([0, 0, 1, 1]), 0.95)
    assert np.isnan(list(told.values())).all()


@pytest.mark.parametrize(("check", "value"), [(proportion, 60), (above, 0), (above, 1.5)])
def test_numbers_out_of_range_are_said(check, value):
    with pytest.raises(StatisticsError, match=r"share is .*; allowed"):
        check("share", value) if check is proportion else check("share", value, 1)
