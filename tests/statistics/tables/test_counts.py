from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.errors import StatisticsError
from research.statistics.answers.variables import Measure, MultipleResponse, Variable
from research.statistics.tables.banner import Banner, Layout
from research.statistics.tables.counts import answered, tally

PEOPLE = pd.DataFrame(
    {
        "sector": ["bank", "bank", "telco", "telco"],
        "rating": [1, 2, 2, np.nan],
        "spend": [5.0, np.nan, 2.0, 4.0],
        "mail": [1, 1, 0, None],
        "web": [1, 0, 1, None],
    }
)
WEIGHTS = np.array([1.0, 2.0, 3.0, 4.0])


def counted(stub, banner, weights=None):
    layout = Layout.of(PEOPLE, banner)
    return tally(PEOPLE, stub, layout, weights, None if weights is None else weights**2)


def test_sums_by_hand():
    found = counted([Variable("rating", mean=True)], Banner(["sector"]), WEIGHTS)
    assert [row.label for row in found.rows] == ["1", "2", "Mean"]
    assert found.bases.n[0].tolist() == [3, 2, 1]
    assert found.bases.weighted[0].tolist() == [6, 3, 3]
    assert found.bases.squares[0].tolist() == [14, 5, 9]
    assert found.moments.mass.tolist() == [[1, 1, 0], [5, 2, 3], [11, 5, 6]]
    assert found.moments.count.tolist() == [[1, 1, 0], [2, 1, 1], [3, 2, 1]]


def test_who_could_have_been_in_a_column_makes_up_its_scope():
    found = counted(["rating"], Banner(["sector"]))
    assert found.scope_bases.n[0].tolist() == [3, 3, 3]


def test_columns_that_share_respondents_have_overlaps():
    used = MultipleResponse(["mail", "web"], "Used")
    found = counted(["rating"], Banner([used]), WEIGHTS)
    assert found.overlaps is not None
    assert found.overlaps.n[0, 1, 2] == 1
    assert found.overlaps.weighted[0, 1, 2] == 1
    assert counted(["rating"], Banner(["sector"])).overlaps is None


def test_a_net_of_several_answers_counts_a_respondent_once():
    used = MultipleResponse(["mail", "web"], "Used", nets={"Any": ["mail", "web"]})
    found = counted([used], Banner([]))
    assert found.moments.mass[:, 0].tolist() == [2, 2, 3]
    assert found.bases.n[:, 0].tolist() == [3, 3, 3]


def test_the_base_of_a_question_is_who_answered_it():
    assert answered(PEOPLE, "rating").tolist() == [True, True, True, False]
    assert answered(PEOPLE, Measure("spend")).tolist() == [True, False, True, True]


@pytest.mark.parametrize(
    ("question", "fault"),
    [
        (Measure("income"), "no column 'income'"),
        (Measure("sector"), "the text 'bank'"),
        (Variable("income"), "no column 'income'"),
    ],
)
def test_a_question_that_cannot_be_tabulated_is_named(question, fault):
    with pytest.raises(StatisticsError, match=fault):
        counted([question], Banner([]))


def test_an_infinite_number_has_no_mean():
    frame = PEOPLE.assign(spend=[np.inf, 1, 2, 3])
    with pytest.raises(StatisticsError, match="hold inf"):
        tally(frame, [Measure("spend")], Layout.of(frame, Banner([])), None, None)


def test_an_empty_stub_is_refused():
    with pytest.raises(StatisticsError, match="empty"):
        counted([], Banner([]))
