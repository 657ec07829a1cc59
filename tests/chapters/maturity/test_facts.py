"""Facts side by side: single answers, each of those who were asked, the largest first."""

from __future__ import annotations

import pytest
from assessed import FIRMS

from research.chapters.maturity import facts
from research.display.text import Text
from research.study import Study, open_study

FACTS = ["team=none", "executive=yes", "tenure=under18", "impact=voice"]


@pytest.fixture(scope="module")
def study() -> Study:
    return open_study(FIRMS)


def test_facts_are_ranked_and_each_has_its_own_base(study):
    table = facts.facts_table(study, FACTS)
    assert [row[2].text for row in table.cells] == ["72%", "62%", "40%", "30%"]
    assert [row[1].text for row in table.cells] == ["148", "148", "92", "148"]
    assert {one.name: one.base for one in table.results}["facts.tenure.under18"] == 92


def test_the_chart_and_the_opening_lead_with_the_largest(study):
    chart = facts.facts_chart(study, FACTS)
    assert chart.figure.title == "Asking customers, and acting on it: 72%"
    assert [bar.printed for bar in chart.figure.bars][-1] == "30% of 148"
    assert "simulated firms" in facts.opening(study, FACTS).markdown


def test_answers_that_cannot_be_shown_leave_a_sentence(study):
    said = facts.facts_table(study, ["executive=maybe"])
    assert isinstance(said, Text)


def test_a_fact_that_is_no_answer_is_told_before_the_build(study):
    given = {"facts": ["exekutive=yes", "executive=maybe", "tenure=under18", "impact=voice"]}
    told = [str(problem.what) for _, problem in facts.judged(study.config, given)]
    assert told == ["'exekutive' is no question", "'maybe' is no answer of 'executive'"]
