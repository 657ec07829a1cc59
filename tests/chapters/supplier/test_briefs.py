"""What teams note of their customers, on a plan: read from the file anew, and what thin ones do."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from research.chapters.supplier import briefs, plan
from research.chapters.supplier.planned import planned
from research.display.table import Table
from research.errors import InputError
from research.study import Study, open_study

ROOT = Path(__file__).parents[3]
GOALS = "Write down the goals of the customer"


@pytest.fixture(scope="module")
def supplier() -> Study:
    return open_study(ROOT / "params" / "plans-2016.yml")


@pytest.fixture(scope="module")
def sheet() -> pd.DataFrame:
    return pd.read_csv(ROOT / "data" / "2016" / "briefs.csv")


def test_notes_stand_on_the_plan_of_their_account_and_on_no_other(supplier, sheet):
    shown = 0
    for key in plan.keys(supplier):
        own, table = sheet[sheet["account"] == key], briefs.brief_table(supplier, key)
        if own.empty:
            assert table.markdown == ""
            continue
        assert isinstance(table, Table)
        assert [row[0].text for row in table.cells] == list(own["text"])
        assert not table.notes
        shown += 1
    assert shown > 12


def test_a_target_whose_day_is_over_is_marked_and_measures_have_their_units(supplier, sheet):
    marks, measures = {}, set()
    for key in plan.keys(supplier):
        table = briefs.brief_table(supplier, key)
        for row in table.cells if isinstance(table, Table) else ():
            measures.add(row[1].text)
            marks[row[2].text.rpartition(", ")[2]] = row[2].mark
    assert marks["overdue"] == marks["missed"] == "worse"
    assert marks["reached"] == "better"
    assert marks["on track"] == ""
    assert any(re.fullmatch(r"EUR \d+k", measure) for measure in measures)
    assert not any(measure.endswith("EUR") for measure in measures)
    assert any(measure.endswith("%") and " " not in measure for measure in measures)


def test_goals_are_to_be_written_down_where_none_are_noted(supplier, sheet):
    noted = set(sheet.loc[sheet["kind"] == "goal", "account"])
    without = [key for key in plan.keys(supplier) if key not in noted]
    assert without
    for key in plan.keys(supplier):
        assert (GOALS in plan.steps_table(supplier, key).frame.index) == (key in without)


def changed(monkeypatch, *rows: dict[str, object]) -> Study:
    study = open_study(ROOT / "params" / "plans-2016.yml")
    blank = {"measure": None, "unit": None, "due": pd.NaT, "state": None, "account": "A0297"}
    frame = pd.DataFrame([{"id": f"B{n}", **blank, **row} for n, row in enumerate(rows)])
    frame["due"] = pd.to_datetime(frame["due"])
    monkeypatch.setattr(type(study.read("briefs")), "tidy", lambda _, __: frame)
    return study


def test_what_the_page_has_no_room_for_is_counted(monkeypatch):
    study = changed(monkeypatch, *({"kind": "target", "text": f"Aim {n}"} for n in range(14)))
    table = briefs.brief_table(study, "A0297")
    assert isinstance(table, Table)
    assert len(table.cells) == briefs.LINES
    assert table.notes == ["Four more notes are left out."]


def test_marks_of_a_page_are_no_marks_in_what_is_noted(monkeypatch):
    said = "*a* | <b>b</b> [c](d) `e` $f$ {{g}}"
    table = briefs.brief_table(changed(monkeypatch, {"kind": "market", "text": said}), "A0297")
    assert isinstance(table, Table)
    assert table.cells[0][0].text == said
    assert "<b>" not in table.markdown()
    assert "\\*a\\*" in table.markdown()


def test_notes_that_cannot_be_true_are_refused_with_all_their_faults(monkeypatch):
    study = changed(
        monkeypatch,
        {"kind": "target", "text": "Aim", "unit": "hours"},
        {"kind": "market", "text": "x" * 200},
    )
    with pytest.raises(InputError) as told:
        briefs.brief_table(study, "A0297")
    assert len(told.value.problems) == 2
    assert "the note B0 has a unit and no measure" in str(told.value)


def test_an_edition_without_the_table_has_no_notes_and_the_step(monkeypatch):
    study = open_study(ROOT / "params" / "plans-2016.yml")
    has = type(study.config).table
    monkeypatch.setattr(
        type(study.config), "table", lambda own, name: None if name == "briefs" else has(own, name)
    )
    assert briefs.brief_table(study, "A0022").markdown == ""
    assert GOALS in list(planned(study, "A0022").steps["step"])
