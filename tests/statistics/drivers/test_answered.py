from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.errors import StatisticsError
from research.statistics.drivers.answered import Kind, Sample, correlations, read_sample

NAMES = ["trust", "service", "price"]


def answers() -> pd.DataFrame:
    rng = np.random.default_rng(1)
    frame = pd.DataFrame(rng.normal(size=(90, 3)), columns=NAMES)
    frame["score"] = frame["trust"] + rng.normal(size=90)
    frame["account"] = np.repeat(np.arange(30), 3)
    frame["band"] = pd.cut(frame["score"], [-np.inf, -0.5, 1, np.inf], labels=["d", "p", "a"])
    return frame


def read(frame: pd.DataFrame, outcome: str = "score", kind: Kind = "linear") -> Sample:
    return read_sample(frame, outcome, NAMES, kind, None, "account")


def test_counts_of_one_give_the_correlations_of_the_answers():
    frame = answers()
    matrix = correlations(read(frame), np.ones((1, 30)), "linear")[0]
    np.testing.assert_allclose(matrix, frame[[*NAMES, "score"]].corr())


def test_ordered_categories_are_counted_from_nought_up():
    assert set(read(answers(), "band", "ordinal").y) == {0.0, 1.0, 2.0}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"price": 1.0}, "price has the same value"),
        ({"score": 2.0}, "score has the same value"),
        ({"price": "high"}, "answers to 'price' hold the text"),
        ({"score": "high"}, "outcome 'score' is text"),
        ({"account": 1}, "one cluster"),
        ({"trust": np.nan}, "0 of 90 rows"),
    ],
)
def test_columns_that_cannot_be_used_are_named(change, words):
    with pytest.raises(StatisticsError, match=words):
        read(answers().assign(**change))


def test_an_absent_column_is_named_with_those_there_are():
    with pytest.raises(
        StatisticsError, match=r"no column 'price' for the drivers; allowed: \['trust', 'service'"
    ):
        read(answers().drop(columns="price"))


def test_weights_of_nought_are_an_error():
    with pytest.raises(StatisticsError, match="numbers above 0"):
        read_sample(answers().assign(weight=0.0), "score", NAMES, "linear", "weight", None)


def test_binary_outcome_with_three_values_is_an_error():
    with pytest.raises(StatisticsError, match="binary outcome 'band' has 3 values"):
        read(answers(), "band", "binary")
