from __future__ import annotations

import pytest

from research.chapters.questions.ranking import observations, opening, order_chart, order_table
from research.chapters.tabs.planned import study_tab
from research.display.chart import Chart
from research.display.table import Table
from research.study import open_study


def test_any_ranking_has_its_order_with_what_each_item_may_hold(customers):
    table = order_table(customers)
    assert isinstance(table, Table)
    assert table.frame["Rank"].is_monotonic_increasing
    assert table.frame["Mean rank"].is_monotonic_increasing
    assert (table.frame["Lowest rank"] <= table.frame["Rank"]).all()
    assert (table.frame["Rank"] <= table.frame["Highest rank"]).all()
    assert table.frame.index[0] == "Uptime of machines"
    assert "| Uptime of machines | [1]{.top3} |" in table.markdown()


def test_it_says_the_same_as_the_cross_tabulation(customers):
    table, tab = order_table(customers), study_tab(customers, "matters")
    assert isinstance(table, Table)
    means = [tab.values["total"].loc[line.key] for line in tab.lines if line.key.endswith(".mean")]
    assert table.frame["Mean rank"].tolist() == pytest.approx(means)
    first = [tab.values["total"].loc[line.key] for line in tab.lines if line.key.endswith(".first")]
    assert (100 * table.frame["First"]).tolist() == pytest.approx(first)
    assert opening(customers).markdown.count("Uptime of machines") == 1
    assert "412 who ranked" in opening(customers).markdown, "the base is of respondents"
    assert "of 412 respondents" in table.notes[0]
    assert {one.base for one in table.results} == {412}


def test_a_complete_ranking_of_another_edition_serves_too():
    table = order_table(open_study("params/2015.yml"), "priorities")
    assert isinstance(table, Table)
    assert len(table.frame) == 12


def test_it_has_a_chart_and_three_sentences_at_most(customers):
    assert isinstance(order_chart(customers), Chart)
    assert observations(customers, "matters", "profile").markdown.count("\n- ") <= 3


def test_a_question_of_another_type_is_told(customers):
    assert "no ranking question" in order_table(customers, "renew").markdown
