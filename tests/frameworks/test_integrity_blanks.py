from __future__ import annotations

import math

import pandas as pd
import pytest

from research.errors import StatisticsError
from research.frameworks.integrity_blanks import blanks, by_section, skippers, thirds

COLUMNS = {"q1": "q1", "q2.a": "q2", "q2.b": "q2", "q3": "q3"}
ASKED = pd.DataFrame(
    [[1, 1, 1, 0], [1, 1, 1, 0], [1, 0, 0, 0], [1, 1, 0, 0]], columns=list(COLUMNS), index=range(4)
).astype(bool)
GIVEN = pd.DataFrame(
    [[1, 1, 0, 1], [0, 0, 0, 0], [1, 1, 0, 0], [0, 1, 0, 0]], columns=list(COLUMNS), index=range(4)
).astype(bool)


def test_blanks_count_cells_of_those_who_were_asked_them():
    found = blanks(ASKED, GIVEN, COLUMNS)
    assert found.loc["q1"].tolist() == [4, 4, 2, 0.5]
    assert found.loc["q2"].tolist() == [3, 5, 3, 0.6]
    assert found.loc["q3", ["people", "asked", "blank"]].tolist() == [0, 0, 0]
    assert math.isnan(found.loc["q3", "share"])


def test_sections_add_up_their_questions():
    found = by_section(blanks(ASKED, GIVEN, COLUMNS), {"Start": ["q1", "q2"], "End": ["q3", "q9"]})
    assert found.loc["Start"].tolist() == [2, 9, 5, pytest.approx(5 / 9)]
    assert found.loc["End", ["questions", "asked"]].tolist() == [1, 0]
    assert math.isnan(found.loc["End", "share"])


def test_a_questionnaire_is_cut_into_thirds_by_its_order():
    parts = thirds(list("abcdefg"))
    assert list(parts.values()) == [["a", "b", "c"], ["d", "e"], ["f", "g"]]
    assert next(iter(parts)) == "First third of the questions"
    assert list(thirds(["a"]).values()) == [["a"]]


def test_who_leaves_more_than_half_blank_is_to_be_looked_at():
    found = skippers(ASKED, GIVEN)
    assert found.flagged.tolist() == [False, True, False, False]
    assert found.base == 4
    assert skippers(ASKED, GIVEN, most=0.3).flagged.tolist() == [True, True, False, True]


def test_what_was_asked_and_given_must_be_of_the_same_cells():
    with pytest.raises(StatisticsError, match="differ"):
        blanks(ASKED, GIVEN[["q1"]], COLUMNS)
