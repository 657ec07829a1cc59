from __future__ import annotations

import pytest

from research.chapters.questions.nps import observations, opening, score_chart, score_table
from research.chapters.tabs.planned import study_tab
from research.display.chart import Chart
from research.display.table import Table


def test_it_opens_with_the_score_and_its_limits(customers):
    tab = study_tab(customers, "recommend")
    said = opening(customers).markdown
    assert f"{tab.values['total'].loc['score']:.0f}".replace("-", "−") in said
    assert "of 401 respondents" in said


def test_every_group_has_its_score_limits_and_parts(customers):
    table = score_table(customers, banner="profile")
    assert isinstance(table, Table)
    assert len(table.frame) == 11
    frame = table.frame
    assert frame["Score"].tolist() == pytest.approx(
        (100 * (frame["Promoters"] - frame["Detractors"])).tolist()
    )
    assert (frame["Low"] < frame["Score"]).all()
    assert (frame["Score"] < frame["High"]).all()
    above = dict(zip(table.labels, (row[-1].text for row in table.cells), strict=True))
    assert above["Manufacturing (A)"] == "CD"


def test_the_chart_shows_everybody_and_the_groups(customers):
    chart = score_chart(customers, banner="profile")
    assert isinstance(chart, Chart)
    assert "Retail" in chart.alt


def test_sentences_are_three_at_most(customers):
    assert 1 <= observations(customers, banner="profile").markdown.count("\n- ") <= 3


def test_a_question_of_another_type_has_no_score(customers):
    assert "not nps" in score_table(customers, "renew").markdown
