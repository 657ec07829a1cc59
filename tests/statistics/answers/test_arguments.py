from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.errors import StatisticsError
from research.statistics.answers.arguments import (
    at_least,
    columns_of,
    confidence_level,
    framed,
    instance_of,
    numbers,
    one_of,
    share,
    whole,
)

FRAME = pd.DataFrame({"a": [1, 2], "b": ["x", "y"]})


@pytest.mark.parametrize("wrong", [95, 0, 1, -0.5, "0.95", None, True, float("nan"), 10**400])
def test_a_confidence_is_a_share_and_no_percentage(wrong):
    assert confidence_level(0.9) == 0.9
    with pytest.raises(StatisticsError, match=r"strictly between 0 and 1, such as 0.95 \(not a"):
        confidence_level(wrong)


def test_a_share_names_itself():
    with pytest.raises(StatisticsError, match="persistence is 1; allowed"):
        share("persistence", 1, 0.9)


@pytest.mark.parametrize("wrong", ["holm ", 1, None, ["holm"]])
def test_one_of_a_few(wrong):
    one_of("correction", "holm", ("holm", "bh"))
    with pytest.raises(StatisticsError, match="allowed: holm, bh"):
        one_of("correction", wrong, ("holm", "bh"))


@pytest.mark.parametrize("wrong", [0, 2.5, "3", float("inf"), None, True])
def test_a_whole_number_in_its_range(wrong):
    assert whole("top", np.int64(3), 1, 12) == 3
    with pytest.raises(StatisticsError, match="a whole number of 1 to 12"):
        whole("top", wrong, 1, 12)


def test_a_range_may_be_open_above():
    assert at_least("pseudo", 0, 0) == 0
    with pytest.raises(StatisticsError, match="pseudo is -1; allowed: a number of 0 or more"):
        at_least("pseudo", -1, 0)


def test_an_object_of_a_kind():
    with pytest.raises(StatisticsError, match=r"banner is \[\] \(list\); allowed: a Banner"):
        instance_of("banner", [], pd.DataFrame, "a Banner")
    with pytest.raises(StatisticsError, match="banner is a list"):
        instance_of("banner", list(range(99)), pd.DataFrame, "a Banner")


def test_a_frame_has_each_column_once():
    assert framed("data", FRAME) is FRAME
    with pytest.raises(StatisticsError, match="DataFrame"):
        framed("data", [1, 2])
    with pytest.raises(StatisticsError, match="'a' twice"):
        framed("data", FRAME[["a", "a"]])


@pytest.mark.parametrize("wrong", ["c", ["a", "c"], [["a"]], 3])
def test_a_column_that_is_not_there_is_named_with_those_that_are(wrong):
    assert columns_of(FRAME, None, "weights") == []
    assert columns_of(FRAME, "a", "weights") == ["a"]
    with pytest.raises(
        StatisticsError, match=r"no column .* for the weights; allowed: \['a', 'b'\]"
    ):
        columns_of(FRAME, wrong, "weights")


@pytest.mark.parametrize(
    ("wrong", "shown"),
    [
        (["1", "2"], "the text '1'"),
        (FRAME["b"], "the text 'x'"),
        ([1, "x", None], "the text 'x'"),
        ([1.0, np.inf], "inf"),
        (pd.Series(pd.to_datetime(["2015-01-01"])), "dates"),
        ([{"a": 1}], "values of type object"),
    ],
)
def test_what_is_no_number_is_shown(wrong, shown):
    with pytest.raises(StatisticsError, match=shown):
        numbers(wrong, "weights")


def test_numbers_keep_gaps_where_gaps_are_allowed():
    assert np.isnan(numbers([1, None], "answers")).tolist() == [False, True]
    assert numbers(pd.Series([True, pd.NA], dtype="boolean"), "answers")[0] == 1
    assert numbers([np.inf], "weights", infinite=True)[0] == np.inf
    with pytest.raises(StatisticsError, match="hold nan"):
        numbers([1, None], "answers", gaps=False)
