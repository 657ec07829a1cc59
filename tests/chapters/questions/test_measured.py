from __future__ import annotations

import numpy as np
import pytest

from research.chapters.questions.measured import DRIVING, chosen, measured
from research.errors import ThinDataError
from tests.tabulation.asked import answers

QUESTIONS = """
- {name: score, type: nps, column: score, codes: {98: {text: Don't know, role: dont_know}}}
- name: sector
  type: single
  column: sector
  codes: {1: Banking, 2: Retail, 3: Food, 9: {text: Refused, role: refused}}
  nets: {Goods: [2, 3]}
- name: used
  type: multi
  rows: {web: {column: web, text: Web}, fair: {column: fair, text: Fair},
         nothing: {column: nothing, text: None of these, role: none}}
  counted: [1]
- {name: wallet, type: allocation, rows: {us: {column: us}, others: {column: others}}, sum: 100}
- name: matters
  type: ranking
  slots: [first, second]
  codes: {1: {key: price, text: Price}, 2: {key: speed, text: Speed}, 3: {key: green, text: Green}}
  top: 2
  gaps: true
"""
CELLS = """
score,sector,web,fair,nothing,us,others,first,second
10,1,1,,,60,40,1,2
98,1,,1,,50,50,2,1
4,2,1,1,,20,80,3,1
7,3,,,1,70,30,1,3
0,1,1,,,10,90,2,3
6,9,,,1,30,70,1,2
"""


@pytest.fixture
def held(tmp_path):
    return answers(tmp_path, CELLS, QUESTIONS)


def numbers(held, name, **asked):
    found = measured(held.table.question(name), held, **asked)
    return {key: column.tolist() for key, column in found.columns.items()}, found


def test_a_likelihood_is_its_number_and_dont_know_is_none(held):
    columns, _ = numbers(held, "score")
    assert np.array_equal(columns["score"], [10, np.nan, 4, 7, 0, 6], equal_nan=True)


def test_each_answer_counts_against_the_one_given_most_often(held):
    columns, found = numbers(held, "sector")
    assert np.array_equal(columns["retail"], [0, 0, 1, 0, 0, np.nan], equal_nan=True)
    assert list(columns) == ["retail", "food"]
    assert found.labels["retail"] == "sector: Retail"
    assert found.notes == (
        "“sector”: each answer counts against “Banking”, the one given most often.",
    )


def test_an_answer_of_too_few_is_none_and_said_to_be(held):
    columns, found = numbers(held, "sector", least=2)
    assert columns == {}
    assert found.notes == (
        "“sector”: what fewer than 2 gave counts as no answer (Retail and Food).",
    )


def test_a_question_whose_answers_are_all_of_few_is_worth_nothing(held):
    with pytest.raises(ThinDataError, match="nobody gave an answer"):
        measured(held.table.question("sector"), held, least=5)


def test_options_are_one_where_they_were_chosen_and_none_of_these_is_no_driver(held):
    columns, _ = numbers(held, "used")
    assert columns == {"web": [1, 0, 1, 0, 1, 0], "fair": [0, 1, 1, 0, 0, 0]}


def test_the_last_part_of_a_whole_follows_from_the_others(held):
    columns, found = numbers(held, "wallet")
    assert columns == {"us": [60, 50, 20, 70, 10, 30]}
    assert "“others” follows from the others" in found.notes[0]


def test_one_part_that_is_named_stands_by_itself(held):
    columns, found = numbers(held, "wallet", row="others")
    assert columns == {"others": [40, 50, 80, 30, 90, 70]}
    assert not found.notes


def test_places_are_points_and_what_was_not_ranked_has_none(held):
    columns, found = numbers(held, "matters")
    assert columns == {"price": [2, 1, 1, 2, 0, 2], "speed": [1, 2, 0, 0, 2, 1]}
    assert "2 for a first place, one less for each place below" in found.notes[0]
    assert "“Green” follows" in found.notes[1]


@pytest.mark.parametrize(
    ("name", "answer", "expected"),
    [
        ("sector", "Goods", [0, 0, 1, 1, 0, np.nan]),
        ("score", "promoters", [1, np.nan, 0, 0, 0, 0]),
        ("used", "web", [1, 0, 1, 0, 1, 0]),
    ],
)
def test_an_answer_a_net_or_a_group_is_an_outcome(held, name, answer, expected):
    given = chosen(held.table.question(name), answer, held)
    assert np.array_equal(given, expected, equal_nan=True)


def test_all_types_of_questions_but_open_ones_and_days_drive():
    assert set(DRIVING) == {
        *("scale", "grid", "nps", "numeric"),
        *("single", "multi", "allocation", "ranking"),
    }
