"""The quarterly survey: what is kept is what its script draws, and holds what is planted."""

from __future__ import annotations

import re
from itertools import pairwise

import openpyxl
import pytest
import yaml
from quarterly import ROOT, script

MAKE = script()
WAVES = [MAKE.planted(number) for number in range(1, 9)]
LAST = (ROOT / "params" / "quarterly.yml").read_text(encoding="utf-8")


def test_the_answers_kept_are_those_that_are_drawn():
    for quarter, wave, rows in zip(MAKE.QUARTERS, WAVES, MAKE.draw(WAVES), strict=True):
        kept = ROOT / "data" / "quarterly" / f"{quarter}.csv"
        assert kept.read_text(encoding="utf-8") == MAKE.written(rows, wave), quarter


@pytest.mark.parametrize("number", range(1, 8))
def test_earlier_questionnaires_are_the_last_one_as_it_was_asked_then(number):
    quarter = MAKE.QUARTERS[number - 1]
    kept = (ROOT / "params" / "quarterly" / f"{quarter}.yml").read_text(encoding="utf-8")
    assert kept == MAKE.questionnaire(LAST, number)
    asked = {one["name"]: one for one in yaml.safe_load(kept)["questions"]}
    now = {one["name"]: one for one in yaml.safe_load(LAST)["questions"]}
    assert asked.keys() == now.keys()
    differing = {name for name in now if asked[name] != now[name]}
    planted = {"known": number < 4, "value": number < 6}
    assert differing == {name for name, differs in planted.items() if differs}


def test_accounts_come_back_and_respondents_are_as_many_each_time():
    waves = MAKE.draw(WAVES)
    assert [len(rows) for rows in waves] == [300] * 8
    accounts = [{row["account"] for row in rows} for rows in waves]
    assert [len(each) for each in accounts] == [120] * 8
    shared = [len(a & b) for a, b in pairwise(accounts)]
    assert shared == [72] * 7


def test_without_anything_planted_all_waves_are_drawn_alike():
    still = MAKE.Planted()
    waves = MAKE.draw([still] * 8, seed=1)
    means = [sum(row["faults"] for row in rows) / 300 for rows in waves]
    assert max(means) - min(means) < 0.8
    assert all(any(row["movara"] for row in rows) for rows in waves)


@pytest.fixture(scope="module")
def built(named):
    return named("quarterly")


def changes(built):
    """Changes of the ledger by name, without the word that all begin with."""
    return {
        name.removeprefix("change."): record["value"]
        for name, record in built.ledger.items()
        if name.startswith("change.")
    }


@pytest.mark.slow
def test_the_report_finds_what_is_planted_and_nothing_else(built):
    sure = {
        name.removesuffix(".p_adjusted")
        for name, value in changes(built).items()
        if name.endswith(".p_adjusted") and value <= 0.05
    }
    found = {(".".join(name.split(".")[:2]), name.endswith(".year")) for name in sure}
    assert {(first, year) for first, year in found if first.startswith("service.")} == {
        ("service.arrival", False),
        ("service.arrival", True),
    }
    others = {(first.partition(".")[0], year) for first, year in found if "service" not in first}
    assert others == {("recommend", True), ("faults", False)}
    assert {"service.arrival.mean", "recommend.score.year", "faults.mean"} <= sure
    assert changes(built)["service.arrival.mean.points"] < -0.4
    assert changes(built)["recommend.score.year.points"] > 20


@pytest.mark.slow
def test_the_report_says_what_is_new_and_what_was_reworded(built):
    text = " ".join(built.html.get_text(" ").split())
    assert "Q3 2025 and Q4 2025 are not compared" in text
    assert "is not compared with Q2 2025: the question was asked in other words" in text
    assert "“Arrival” fell from" in text
    season = re.search(r"The mean fell from [\d.]+ in Q1 2026 to [\d.]+ in Q2 2026; ([^.]*)", text)
    assert "the difference is one that chance may explain" in text[season.start() :][:250]


@pytest.mark.slow
def test_the_tab_book_has_a_sheet_by_wave_with_letters(built):
    book = openpyxl.load_workbook(built.folder / "tables.xlsx")
    cells = {
        sheet.title: [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row]
        for sheet in book
    }
    by_wave = [title for title, held in cells.items() if "Q3 2024" in held and "Q2 2026" in held]
    assert len(by_wave) >= 1
    held = [cell for title in by_wave for cell in cells[title]]
    assert any(re.fullmatch("[A-H]{1,2}", cell) for cell in held)
