"""Touchpoints of the edition of 2016, by the grid of its survey, and where data are thin."""

from __future__ import annotations

from pathlib import Path

import pytest

from research.chapters.listening import touchpoints
from research.display.chart import Chart
from research.display.table import Table
from research.display.text import Text
from research.edition.listening import Listening, Touchpoints
from research.study import Study, open_study

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def supplier() -> Study:
    return open_study(ROOT / "params" / "2016.yml")


def asking(monkeypatch, **asked) -> Study:
    """The edition with other touchpoints."""
    study = open_study(ROOT / "params" / "2016.yml")
    own = study.supplier.model_copy(
        update={"listening": Listening(touchpoints=Touchpoints(**asked))}
    )
    monkeypatch.setattr(type(study), "supplier", own)
    return study


USUAL = {"touchpoint": "touchpoint", "score": "rating", "day": "asked_on"}


def test_the_planted_month_is_ringed(supplier):
    chart = touchpoints.touchpoints_chart(supplier)
    assert isinstance(chart, Chart)
    ringed = {
        (trend.label, time)
        for trend in chart.figure.trends
        for time, moment in zip(chart.figure.times, trend.moments, strict=True)
        if moment.marked
    }
    assert ("Repair visits", "Nov 2015") in ringed
    assert "Repair visits" in chart.figure.title


def test_no_point_of_a_small_base_is_shown(supplier):
    table = touchpoints.touchpoints_table(supplier)
    assert isinstance(table, Table)
    thin = table.frame[table.frame["answers"] < 10 * 18]
    assert (thin["shown"] < 18).all()
    assert "Social media, Asia Pacific" in thin.index
    assert thin.loc["Social media, Asia Pacific", "shown"] == 0


def test_levels_add_up_to_all(supplier):
    table = touchpoints.touchpoints_table(supplier)
    answers = table.frame["answers"]
    parted = answers[[", " in name for name in answers.index]]
    assert parted.sum() == answers[[", " not in name for name in answers.index]].sum()


def test_a_grid_of_the_survey_is_followed_too(monkeypatch):
    study = asking(monkeypatch, table="contacts", score="ratings", day="answered_on", period="week")
    chart = touchpoints.touchpoints_chart(study)
    assert isinstance(chart, Chart)
    assert {trend.label for trend in chart.figure.trends} >= {"Responsiveness", "Invoicing"}
    assert chart.figure.title == "Ratings without limits: too few periods"
    assert "too few for limits" in chart.notes[1]
    assert "too few periods" in touchpoints.opening(study).markdown


def test_without_a_level_there_are_no_panels_of_levels(monkeypatch):
    study = asking(monkeypatch, **USUAL)
    assert isinstance(touchpoints.levels_chart(study), Text)
    assert len(touchpoints.touchpoints_table(study).frame) == 5


@pytest.mark.parametrize(("chart", "low"), [("share", 3), ("individuals", None)])
def test_other_limits_may_be_asked_for(monkeypatch, chart, low):
    study = asking(monkeypatch, **USUAL, chart=chart, low=low)
    made = touchpoints.touchpoints_chart(study)
    assert isinstance(made, Chart)
    assert {"share": "p chart", "individuals": "individuals chart"}[chart] in made.notes[0]
    printed = [one.printed for one in made.figure.trends[0].moments]
    assert all(one.endswith("%") == (chart == "share") for one in printed)
