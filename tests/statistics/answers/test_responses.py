from __future__ import annotations

import pandas as pd
import pytest

from research.errors import StatisticsError
from research.statistics.answers.responses import from_categories, from_dichotomies, from_lists


def test_who_answered_no_column_is_not_asked():
    answers = pd.DataFrame({"mail": ["Yes", None, "No"], "web": [None, None, "Yes"]})
    indicators = from_dichotomies(answers, ["mail", "web"], "Yes")
    assert indicators.isna().all(axis=1).tolist() == [False, True, False]
    assert indicators.fillna(False).to_numpy().tolist() == [
        [True, False],
        [False, False],
        [False, True],
    ]


def test_a_counted_value_that_nobody_has_is_refused_with_those_there():
    with pytest.raises(StatisticsError, match="No"):
        from_dichotomies(pd.DataFrame({"mail": ["No", "No"]}), ["mail"], "Yes")


def test_an_answer_given_twice_counts_once():
    answers = pd.DataFrame({"first": ["web"], "second": ["web"]})
    assert from_categories(answers, ["first", "second"]).sum().tolist() == [1]


def test_lists_keep_the_order_of_the_categories():
    indicators = from_lists(pd.Series([["web"], ["mail", "web"], None]), ["web", "mail", "visit"])
    assert list(indicators.columns) == ["web", "mail", "visit"]
    assert indicators.sum().tolist() == [2, 1, 0]


def test_an_unlisted_answer_is_named():
    with pytest.raises(StatisticsError, match="fax"):
        from_lists(pd.Series([["fax"]]), ["web"])


def test_no_answers_at_all_are_refused():
    with pytest.raises(StatisticsError, match="nobody"):
        from_lists(pd.Series([[], None]))
