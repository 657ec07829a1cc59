from __future__ import annotations

import pytest
from pydantic import ValidationError

from research.edition.questions import Question

POINTS = {"4": "Poor", "5": "Fair", "3": "Good"}


def asked(**keys: object) -> Question:
    return Question.model_validate({"name": "satisfied", **keys})


def faults_of(**keys: object) -> str:
    with pytest.raises(ValidationError) as caught:
        asked(**keys)
    return str(caught.value)


@pytest.mark.parametrize(
    "where", [{"type": "scale", "column": "Q2"}, {"type": "grid", "rows": {"speed": "Speed"}}]
)
def test_codes_of_a_scale_in_no_order_need_the_numbers_that_they_stand_for(where):
    said = faults_of(**where, codes=POINTS)
    assert "neither rise nor fall (4, 5, 3): give 'values'" in said
    assert asked(**where, codes=POINTS, values={"4": 1, "5": 2, "3": 3}).values["3"] == 3


@pytest.mark.parametrize(
    "codes",
    [
        {"1": "Poor", "5": "Good"},
        {"5": "Good", "3": "Fair", "1": "Poor"},
        {"1": "Poor", "5": "Good", "98": {"text": "Don't know", "role": "dont_know"}},
        {"98": {"text": "Don't know", "role": "dont_know"}, "1": "Poor", "5": "Good"},
        ["Poor", "Fair", "Good"],
    ],
)
def test_codes_that_rise_or_fall_or_are_words_stand_for_themselves(codes):
    assert not asked(type="scale", column="Q2", codes=codes).values


def test_codes_of_a_single_question_need_no_order():
    assert [code.code for code in asked(type="single", column="Q2", codes=POINTS).codes] == [
        *("4", "5", "3")
    ]


def test_the_form_of_days_has_day_month_and_year():
    assert asked(type="day", column="q", form="%d/%m/%y").form == "%d/%m/%y"
    assert "lacks the day, month or year; write it as %d.%m.%Y" in faults_of(
        type="day", column="q", form="DD.MM.YYYY"
    )
