"""Six questions, the page for finance: what counts as answered, and what is left out."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from research.chapters.supplier import checklist, finance, planning
from research.display.table import Table
from research.edition.planning import MEASURES, Finance
from research.study import Study, open_study

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def supplier() -> Study:
    return open_study(ROOT / "params" / "2016.yml")


@pytest.fixture(autouse=True)
def _afresh():
    for cached in (finance._traced, planning.activation, planning.asks_of):
        cached.cache_clear()


def _settled(monkeypatch, study, **changed):
    block = study.supplier.model_copy(update=changed)
    monkeypatch.setattr(type(study), "supplier", block)


@pytest.mark.parametrize(
    ("share", "standing"),
    [
        (100.0, "answered"),
        (80.0, "answered"),
        (79.9, "partly"),
        (50.0, "partly"),
        (49.9, "open"),
        (0.0, "open"),
        (float("nan"), "untold"),
    ],
)
def test_a_question_is_answered_from_four_fifths_and_in_part_from_half(share, standing):
    assert checklist._standing(share) == standing


def test_each_question_has_its_evidence(supplier):
    table = checklist.questions_table(supplier)
    assert isinstance(table, Table)
    assert len(table.cells) == 6
    assert all(any(letter.isdigit() for letter in row[1].text) for row in table.cells)
    assert {one.name for one in table.results} == {
        f"checklist.{name}"
        for name in ("priority", "value", "finance", "sales", "promoters", "shortlist")
    }


def test_without_register_and_asks_three_questions_have_nothing_to_tell(monkeypatch):
    study = open_study(ROOT / "params" / "2016.yml")
    has = type(study.config).table
    monkeypatch.setattr(
        type(study.config),
        "table",
        lambda own, name: None if name in ("asks", "actions") else has(own, name),
    )
    table = checklist.questions_table(study)
    assert isinstance(table, Table)
    assert sum(row[0].text == "nothing tells" for row in table.cells) == 3
    accounts = checklist.accounts_table(study)
    assert isinstance(accounts, Table)
    assert {row[3].text for row in accounts.cells} == {"–"}
    assert {row[5].text for row in accounts.cells} == {"–"}


def test_goals_of_customers_are_counted_where_the_edition_has_notes_of_them(supplier, monkeypatch):
    notes = pd.read_csv(ROOT / "data" / "2016" / "briefs.csv")
    noted = set(notes.loc[notes["kind"] == "goal", "account"])
    table = checklist.accounts_table(supplier)
    assert isinstance(table, Table)
    told = [row[4].text == "noted" for row in table.cells]
    assert told == [key.rpartition("(")[2].rstrip(")") in noted for key in table.labels]
    evidence = checklist.questions_table(supplier).cells[3][1].text
    assert evidence.endswith(f"; the goals of {sum(told)} are written down")
    study = open_study(ROOT / "params" / "2016.yml")
    has = type(study.config).table
    monkeypatch.setattr(
        type(study.config), "table", lambda own, name: None if name == "briefs" else has(own, name)
    )
    assert "goals" not in checklist.questions_table(study).cells[3][1].text
    without = checklist.accounts_table(study)
    assert isinstance(without, Table)
    assert len(without.heads) == len(without.cells[0]) == len(table.cells[0]) - 1


def test_promoters_are_told_where_enough_answered(supplier):
    table = checklist.accounts_table(supplier)
    assert isinstance(table, Table)
    few = table.frame["answered"] < 3
    assert [row[5].text == "–" for row in table.cells] == few.tolist()
    assert few.any()
    assert not few.all()


def test_every_measure_has_a_trail_to_a_column_that_is_there(supplier):
    table = finance.trail_table(supplier)
    assert isinstance(table, Table)
    named = {
        supplier.source(name).name: {
            supplier.label(name, question.name).replace("_", " ").lower()
            for question in supplier.table(name).questions
        }
        for name in ("accounts", "contacts", "lines")
    }
    assert len(table.cells) == len(MEASURES)
    for row in table.cells:
        files = row[0].text.split(", ")
        if files == [supplier.path.name]:
            continue
        known = set().union(*(named[file] for file in files))
        assert {name.lower() for name in row[1].text.split(", ")} <= known
        # No file is named for nothing.
        assert all(
            {name.lower() for name in row[1].text.split(", ")} & named[file] for file in files
        )


def test_nobody_answers_for_what_nobody_is_named_for(monkeypatch):
    study = open_study(ROOT / "params" / "2016.yml")
    _settled(monkeypatch, study, finance=Finance())
    measures, signed = finance.measures_table(study), finance.signed_table(study)
    assert isinstance(measures, Table)
    assert isinstance(signed, Table)
    assert {row[2].text for row in measures.cells} == {"nobody yet"}
    assert {row[3].text for row in measures.cells} == {"not yet"}
    assert signed.labels == ["Finance"]
    assert finance.agreed_measures(study) == (0, 0, len(MEASURES))


def test_without_loyalty_lines_and_programme_their_measures_are_left_out(monkeypatch):
    study = open_study(ROOT / "params" / "2016.yml")
    has = type(study.config).table
    monkeypatch.setattr(
        type(study.config), "table", lambda own, name: None if name == "lines" else has(own, name)
    )
    _settled(monkeypatch, study, loyalty=None, roi=None)
    table = finance.measures_table(study)
    assert isinstance(table, Table)
    assert table.labels == [
        "Revenue",
        "Spend in all",
        "Untapped spend",
        "Share of wallet",
        "Revenue at risk",
    ]
