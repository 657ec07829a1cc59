from __future__ import annotations

import pytest

from research.chapters.questions.verbatims import opening, quotes


def test_it_says_how_many_answered_in_words(customers):
    made = opening(customers, "reason")
    written = int(customers.answers["reason"].notna().sum())
    assert f"{written} of 412 respondents" in made.markdown
    assert made.results[0].value == pytest.approx(100 * written / 412)


def test_quotations_stand_under_the_answers_that_they_are_reasons_for(customers):
    said = quotes(customers, "reason", 4).markdown
    assert said.count("### ") == 3
    assert said.index("### Promoters") < said.index("### Detractors")
    before, _, after = said.partition("### Detractors")
    assert "The invoice never fits the order" in after
    assert "The invoice never fits the order" not in before


def test_nobody_is_quoted_who_did_not_agree(customers):
    respondents = customers.answers
    agreed = set(respondents["reason"][customers.read().consents("reason")].dropna())
    lines = quotes(customers, "reason", 100).markdown.splitlines()
    quoted = {
        line.removeprefix("> ") for line in lines if line.startswith("> ") and "{" not in line
    }
    assert quoted
    assert {one.replace("\\", "") for one in quoted} <= agreed


def test_few_are_chosen_and_all_kinds_heard(customers):
    said = quotes(customers, "reason", 2).markdown
    assert said.count("{.attribution}") <= 6
