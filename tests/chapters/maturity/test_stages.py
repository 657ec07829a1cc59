"""Stages over all firms: counted as published, said to be simulated, true of the data."""

from __future__ import annotations

import pytest
from assessed import FIRMS, stranger

from research.chapters.maturity import stages
from research.study import Study, open_study


@pytest.fixture(scope="module")
def study() -> Study:
    return open_study(FIRMS)


def test_the_opening_says_how_many_reached_the_highest_stages_and_that_firms_are_simulated(study):
    said = stages.opening(study).markdown
    assert "12% of 148 simulated firms have reached Align and Embed, the two highest stages" in said
    assert "39% are still in the first, Ignore" in said


def test_stages_stand_from_the_lowest_with_their_firms(study):
    table = stages.stages_table(study)
    assert list(table.frame["firms"]) == [57, 33, 24, 16, 12, 6]
    assert [row[0].text for row in table.cells][::5] == ["20–49", "90–100"]
    assert all(len(row[3].text.split()) > 15 for row in table.cells)
    values = {one.name: one.value for one in table.results}
    assert values["maturity.stage.ignore.firms"] == 57
    assert values["maturity.top.percent"] == pytest.approx(100 * 18 / 148)


def test_the_chart_says_the_same_and_leads_with_the_highest(study):
    chart = stages.stages_chart(study)
    assert chart.figure.title == "12% of the 148 simulated firms have reached Align and Embed"
    assert "Operationalize 11% (16)" in chart.alt
    roles = [bar.role for bar in chart.figure.bars]
    assert roles == ["other"] * 4 + ["subject"] * 2


def test_what_stands_out_is_the_weakest_competency_and_the_rarest_item(study):
    _, first, most, least = stages.observations(study).markdown.split("\n- ")
    assert "weakest in Compelling Brand Values, with a mean total of 11.7 out of 25" in first
    assert "We keep asking customers" in most
    assert "56% of simulated firms rate it 4 or higher" in most
    assert least.startswith("Rarest of all, level with each other, are: “From time to time")
    assert "” and “We explain our brand" in least
    assert "14% of simulated firms rate each 4 or higher; the mean rating is 2.21." in least


def test_two_stages_have_one_that_is_highest(tmp_path):
    said = stages.opening(stranger(tmp_path)).markdown
    assert "50% of 12 respondents have reached Late, the highest stage" in said
