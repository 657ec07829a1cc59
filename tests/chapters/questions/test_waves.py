"""The chapter of waves on the quarterly survey: what is planted is found, and nothing besides."""

from __future__ import annotations

import re

import pytest

from research.chapters.questions import waves
from research.display.chart import Chart
from research.display.table import Table
from research.display.text import Text
from research.study import open_study


@pytest.fixture(scope="module")
def study():
    return open_study("params/quarterly.yml")


def firm(table):
    """Rows that are marked as changes, each with the sense of it."""
    return {
        label: cells[2].mark
        for label, cells in zip(table.frame.index, table.cells, strict=True)
        if cells[2].mark
    }


def test_what_is_planted_is_found_against_the_wave_before_and_nothing_else(study):
    found = firm(waves.changes_table(study))
    questions = {label.rpartition(": ")[0] for label in found}
    assert questions == {
        "Q2. Our service: Arrival of the technician",
        "Q6. Faults in the quarter",
    }
    assert found["Q2. Our service: Arrival of the technician: Mean"] == "worse"


def test_a_year_leaves_the_season_out_and_shows_what_rose_slowly(study):
    found = firm(waves.changes_table(study, "year"))
    questions = {label.rpartition(": ")[0] for label in found}
    assert questions == {
        "Q1. Likelihood to recommend",
        "Q2. Our service: Arrival of the technician",
    }
    assert found["Q1. Likelihood to recommend: Net Promoter Score"] == "better"


def test_changes_stand_with_the_surest_first_and_limits_beside_them(study):
    table = waves.changes_table(study, most=0)
    sure = [bool(cells[2].mark) for cells in table.cells]
    assert sure == sorted(sure, reverse=True)
    assert len(table.frame) > 60
    for cells in table.cells:
        if cells[2].mark:
            low, high = re.findall(r"[+−]\d[\d.]*", cells[3].text)
            assert low[0] == high[0]
    assert len(waves.changes_table(study, most=3).frame) == sum(sure)


def test_the_lead_counts_them(study):
    said = waves.opening(study).markdown
    assert "What changed from Q3 2024 to Q2 2026" in said
    counts = [len(firm(waves.changes_table(study, step))) for step in ("previous", "year")]
    words = {4: "four", 5: "five", 6: "six", 7: "seven"}
    assert f"Q1 2026, the wave before, {words[counts[0]]} show a change beyond chance" in said
    assert f"{words[counts[1]]} show a change beyond chance" in said.partition(";")[2]


def test_a_reworded_question_is_told_once_and_compared_only_within_its_words(study):
    said = waves.breaks(study).markdown
    assert said.count("Value for money") == 1
    assert "Q3 2025 and Q4 2025" in said
    parts = {one.id: one for one in waves.questions(study, ["value"])}
    told = parts["txt-waves-value"].markdown
    assert "is not compared with Q2 2025: the question was asked in other words" in told
    chart = parts["fig-value-waves"]
    assert chart.figure.trends[0].breaks == (5,)


def test_each_question_has_a_heading_a_sentence_a_chart_and_a_table(study):
    parts = waves.questions(study)
    kinds = [type(one) for one in parts]
    assert kinds == [Text, Chart, Table] * 9
    assert len({one.id for one in parts}) == len(parts)
    season = next(one.markdown for one in parts if one.id == "txt-waves-faults")
    assert "fell from" in season
    assert "compared with Q2 2025" in season
    assert "a difference" in season or "the difference is one that chance may explain" in season
    new = next(one for one in parts if one.id == "fig-known-waves")
    movara = new.figure.trends[-1]
    assert movara.label == "Movara"
    assert [moment.value is None for moment in movara.moments] == [True] * 3 + [False] * 5


def test_two_waves_are_enough(study):
    two = study.config.waves.model_copy(
        update={"earlier": {"q1_2026": study.config.waves.earlier["q1_2026"]}}
    )
    config = study._plain.model_copy(update={"waves": two})
    short = type(study)(config, study.path, study.root)
    assert "Q1 2026" in waves.opening(short).markdown
    assert firm(waves.changes_table(short)).keys() >= {
        "Q2. Our service: Arrival of the technician: Mean"
    }
    none = waves.changes_table(short, "year")
    assert isinstance(none, Text)
    assert "no earlier wave is of the same period" in none.markdown


def test_results_are_named_by_keys_and_hold_the_change(study):
    table = waves.changes_table(study)
    by_name = {one.name: one for one in table.results}
    change = by_name["change.service.arrival.mean.points"]
    assert change.value == pytest.approx(
        by_name["change.service.arrival.mean.low"].value / 2
        + by_name["change.service.arrival.mean.high"].value / 2
    )
    assert change.value < -0.4
    assert by_name["change.service.arrival.mean.p_adjusted"].value < 0.001


def test_letters_that_words_deny_are_explained_and_answers_left_out_are_told(study):
    made = {item.id: item for item in waves.questions(study)}
    table, text = made["tbl-renew-waves"], made["txt-waves-renew"]
    assert any(cell.letters for row in table.cells for cell in row)
    assert "the two answers in the chart" in text.markdown
    assert "what is drawn here" in made["fig-renew-waves"].figure.title
    for item in made.values():
        if isinstance(item, Table):
            lettered = any(cell.letters for row in item.cells for cell in row)
            assert lettered == any("this table alone" in note for note in item.notes)
        if isinstance(item, Chart) and hasattr(item.figure, "trends"):
            roles = {trend.role for trend in item.figure.trends if item.figure.panels}
            told = any("Lines in colour" in note for note in item.notes)
            assert told == bool(roles - {"other"})
