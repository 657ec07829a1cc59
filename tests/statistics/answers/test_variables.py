from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.errors import StatisticsError
from research.statistics.answers.variables import MultipleResponse, Variable, encode


@pytest.mark.parametrize(
    "column",
    [
        pd.Series([3, 1, np.nan, 2]),
        pd.Series([3.5, 1.5, np.nan, 2.5]),
        pd.Series(["c", "a", None, "b"]),
        pd.Series(pd.Categorical(["c", "a", None, "b"])),
        pd.Series([3, 1, None, 2], dtype="Int64"),
        pd.Series([30000, 1, np.nan, 20000]),
    ],
)
def test_answers_of_any_kind_are_coded_in_order(column):
    codes, categories = encode(pd.DataFrame({"q": column}), Variable("q"), complete=True)
    assert codes.tolist() == [2, 0, 3, 1]
    assert categories == sorted(column.dropna())


def test_given_categories_keep_their_order_and_empty_ones_stay():
    frame = pd.DataFrame({"q": ["a", "b", "a"]})
    codes, categories = encode(frame, Variable("q", categories=["b", "x", "a"]), complete=True)
    assert (codes.tolist(), categories) == ([2, 0, 2], ["b", "x", "a"])


def test_an_unlisted_answer_is_named_where_the_base_depends_on_it():
    frame = pd.DataFrame({"q": ["a", "b"]})
    with pytest.raises(StatisticsError, match="'b'"):
        encode(frame, Variable("q", categories=["a"]), complete=True)
    assert encode(frame, Variable("q", categories=["a"]), complete=False)[0].tolist() == [0, 1]


def test_a_column_without_answers_is_refused():
    with pytest.raises(StatisticsError, match="no answer"):
        encode(pd.DataFrame({"q": [np.nan, np.nan]}), Variable("q"), complete=True)


def test_boxes_follow_the_good_end_of_the_scale():
    rating = Variable("q", top=[2], bottom=[1])
    assert rating.boxes([1, 2, 3]) == {"Top 2": [3, 2], "Bottom 1": [1]}
    rank = Variable("q", top=[2], bottom=[1], best="low")
    assert rank.boxes([1, 2, 3]) == {"Top 2": [1, 2], "Bottom 1": [3]}


@pytest.mark.parametrize("box", [0, 4])
def test_a_box_must_fit_the_scale(box):
    with pytest.raises(StatisticsError, match="allowed: "):
        Variable("q", top=[box]).boxes([1, 2, 3])


@pytest.mark.parametrize("members", [[], [9]])
def test_a_net_must_hold_answers_of_the_question(members):
    with pytest.raises(StatisticsError, match="net 'low'"):
        Variable("q", nets={"low": members}).boxes([1, 2, 3])


def test_a_mean_of_words_asks_for_scores():
    with pytest.raises(StatisticsError, match="scores"):
        Variable("q", mean=True).values(["good", "bad"])
    assert Variable("q", scores={"good": 1, "bad": 0}).values(["good", "bad"]).tolist() == [1, 0]


def test_an_indicator_holds_only_yes_and_no():
    frame = pd.DataFrame({"a": [0, 1, 2]})
    with pytest.raises(StatisticsError, match="no indicator"):
        MultipleResponse(["a"], "Used").chosen(frame)


def test_who_has_any_indicator_is_asked():
    frame = pd.DataFrame({"a": [1, None, None], "b": [None, 0, None]})
    chosen, asked = MultipleResponse(["a", "b"], "Used").chosen(frame)
    assert asked.tolist() == [True, True, False]
    assert chosen.tolist() == [[True, False], [False, False], [False, False]]
