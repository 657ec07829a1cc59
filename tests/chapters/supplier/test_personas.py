"""Types of contacts of 2016: all are counted, little is told of few, none without questions."""

from __future__ import annotations

from pathlib import Path

import pytest

from research.chapters.supplier import personas
from research.display.table import Table
from research.study import Study, open_study

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def supplier() -> Study:
    return open_study(ROOT / "params" / "2016.yml")


def test_everybody_with_three_answers_is_of_one_type(supplier):
    table = personas.personas_table(supplier)
    contacts = supplier.contacts[supplier.contacts["survey"] == 2016]
    answered = contacts[["satisfaction", "commitment", "knows"]].notna().all(axis=1)
    assert table.frame["people"].sum() == answered.sum()
    assert table.frame["share"].sum() == pytest.approx(100)


def test_types_of_few_people_have_neither_score_nor_revenue(supplier):
    table = personas.personas_table(supplier, "region=Asia Pacific")
    few = table.frame["people"] < supplier.config.privacy.hide_base
    assert few.any()
    assert not few.all()
    assert [row[2].text == row[3].text == "–" for row in table.cells] == few.tolist()
    told = {result.label for result in table.results if not result.name.endswith("share")}
    assert told == set(table.frame.index[~few])


def test_without_the_questions_a_sentence_says_what_is_missing(supplier, monkeypatch):
    monkeypatch.setitem(supplier.supplier.__dict__, "personas", None)
    told = personas.personas_table(supplier)
    assert not isinstance(told, Table)
    assert "supplier.personas" in told.markdown.replace("\\", "")
