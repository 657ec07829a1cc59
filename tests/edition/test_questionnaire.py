"""The questionnaire as a notebook shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from research.edition.questionnaire import Questionnaire
from research.study import open_study

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def asked() -> Questionnaire:
    return open_study(ROOT / "params" / "customers.yml").questions


def test_a_question_is_told_with_its_answers_base_and_columns(asked: Questionnaire) -> None:
    assert asked.loc["care"].to_dict() == {
        "number": "Q5",
        "type": "scale",
        "title": "Care after the sale",
        "wording": "How do you rate our care after the sale?",
        "answers": "Very poor, Excellent, Don't know, Does not apply",
        "base": "Customers",
        "columns": "care",
    }
    assert asked.index.name == "name"
    assert asked.loc["size", "columns"] == "of employees"
    assert asked.loc["channels", "columns"] == "web, phone, visit, fair, nothing"


def test_many_answers_and_columns_are_shortened(study) -> None:
    ranked = study.questions.loc["priorities"]
    assert ranked["columns"] == "rank_retain, rank_staff, rank_offer, rank_win"
    many = open_study(ROOT / "params" / "2015.yml").questions.loc["priorities"]
    assert many["columns"].endswith("(12)")
    assert " … " in many["columns"]
    assert many["answers"].endswith(" and 6 more")


def test_a_notebook_shows_all_texts_whole_and_as_text(asked: Questionnaire) -> None:
    html = asked._repr_html_()
    assert html.count("<tr>") == len(asked) + 1
    assert "Which three of these matter most when you choose a supplier?" in html
    assert "Energy &amp; utilities" in html
    assert "text-align:left" in html


def test_a_selection_of_it_is_shown_alike(asked: Questionnaire) -> None:
    chosen = asked[asked["type"] == "nps"][["number", "wording"]]
    assert isinstance(chosen, Questionnaire)
    assert chosen._repr_html_().count("<td") == 3
