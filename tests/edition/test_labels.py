from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.edition.labels import coded, same_code, spoken
from research.edition.questions import Question


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"1": "Banking", "98": {"text": "Don't know", "role": "dont_know"}}, ["1", "98"]),
        (["Banking", {"text": "Telco & Tech", "key": "telco"}], ["Banking", "Telco & Tech"]),
        ({"yes": "Agreed", "no": "Refused"}, ["yes", "no"]),
    ],
)
def test_codes_are_the_cells_that_mean_them(given: object, expected: list[str]) -> None:
    assert [code["code"] for code in coded(given)] == expected


def test_every_label_gets_a_key_of_its_own() -> None:
    keys = [
        code["key"] for code in coded(["A & B", "A/B", "Größe", "a b", {"text": "Z", "key": "ab"}])
    ]
    assert len(set(keys)) == len(keys)
    assert keys[2] == "größe"
    assert keys[-1] == "ab"


@given(st.lists(st.text(min_size=1), min_size=1, max_size=12, unique=True))
def test_keys_of_any_texts_are_unique_and_stay_the_same(texts: list[str]) -> None:
    keys = [code["key"] for code in coded(texts)]
    assert len(set(keys)) == len(keys)
    assert keys == [code["key"] for code in coded(texts)]


@pytest.mark.parametrize(
    ("cell", "code"), [("1.0", "1"), ("-2.00", "-2"), ("01", "01"), ("1.5", "1.5"), ("yes", "yes")]
)
def test_numbers_alike_are_one_code_and_texts_stay(cell: str, code: str) -> None:
    assert same_code(cell) == code


@pytest.mark.parametrize(
    ("language", "said"), [("de-AT", "Tempo"), ("en-GB", "Speed"), ("fr", "Speed")]
)
def test_of_words_in_several_languages_the_reports_are_taken(language: str, said: str) -> None:
    rows = {"speed": {"column": "Q1", "text": {"en": "Speed", "de": "Tempo"}}}
    content = spoken({"questions": [{"name": "x", "type": "grid", "rows": rows}]}, language)
    question = Question.model_validate(content["questions"][0])
    assert question.rows[0].text == said
    assert question.rows[0].key == "speed"


def test_yes_and_011_stay_what_they_are_in_codes() -> None:
    codes = {"yes": "Agreed", "011": "London"}
    question = Question.model_validate(
        {"name": "x", "type": "single", "column": "c", "codes": codes}
    )
    assert [code.code for code in question.codes] == ["yes", "011"]
