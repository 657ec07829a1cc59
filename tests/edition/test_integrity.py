from __future__ import annotations

import pytest
from pydantic import ValidationError

from research.edition.integrity import Integrity, LightEdges, integrity_faults
from research.edition.tables import DataTable
from research.frameworks.integrity import MEASURES

QUESTIONS = [
    {"name": "status", "type": "single", "column": "s", "codes": {1: "Customer", 2: "Former"}},
    {"name": "renew", "type": "single", "column": "r", "codes": {1: "Yes", 2: "No"}},
    {"name": "score", "type": "nps", "column": "q"},
    {"name": "minutes", "type": "numeric", "column": "m"},
    {
        "name": "service",
        "type": "grid",
        "codes": {1: "poor", 5: "good"},
        "rows": {"speed": {"column": "a"}, "advice": {"column": "b"}},
    },
]


@pytest.fixture
def tables(tmp_path):
    made = DataTable.model_validate(
        {"file": "answers.csv", "questions": QUESTIONS}, context={"folder": tmp_path}
    )
    return {"answers": made}


def faults(tables, **given):
    found = integrity_faults(Integrity.model_validate(given), tables)
    return {".".join(map(str, place)): what for place, what in found}


def test_what_names_questions_that_are_there_has_no_fault(tables):
    assert not faults(
        tables,
        duration="minutes",
        grids=["service"],
        constructs=["service"],
        segments=["status"],
        battery="score",
        contradictions={"gone": {"text": "x", "answers": {"status": 2, "renew": "1"}}},
        sections={"Start": ["status", "renew"]},
        outcome={"score": "score", "result": {"renew": "Yes"}},
        named={"renew": [1]},
    )


def test_an_unknown_question_is_told_with_its_place_and_the_nearest(tables):
    found = faults(tables, duration="minute", sections={"Start": ["status", "nothing"]})
    assert found["integrity.duration"].startswith("'minute' is no question of data.answers; ")
    assert "minutes" in found["integrity.duration"]
    assert "integrity.sections.Start.1" in found


@pytest.mark.parametrize(
    ("key", "given", "allowed"),
    [
        ("duration", "status", "numeric"),
        ("country", "minutes", "single"),
        ("battery", "status", "grid or scale or nps"),
    ],
)
def test_a_question_of_another_type_is_told(tables, key, given, allowed):
    assert faults(tables, **{key: given})[f"integrity.{key}"].endswith(f"allowed: {allowed}")


def test_a_grid_is_looked_at_and_nothing_else(tables):
    found = faults(tables, grids=["service", "status"], constructs=["score"])
    assert set(found) == {"integrity.grids.1", "integrity.constructs.0"}


def test_answers_that_are_none_are_told(tables):
    rule = {"text": "x", "answers": {"status": [3], "renew": [1]}}
    found = faults(
        tables,
        contradictions={"gone": rule},
        outcome={"score": "score", "result": {"renew": ["Maybe"]}},
        named={"nobody": [1]},
        country="status",
        deferential=["Customer", "Prospect"],
    )
    assert set(found) == {
        "integrity.deferential.1",
        "integrity.contradictions.gone.answers.status.0",
        "integrity.outcome.result.renew.0",
        "integrity.named.nobody",
    }


def test_a_table_that_is_none_is_told(tables):
    assert set(faults(tables, table="contacts")) == {"integrity.table"}


def test_one_answer_excludes_no_other():
    with pytest.raises(ValidationError, match="two questions or more"):
        Integrity.model_validate({"contradictions": {"a": {"text": "x", "answers": {"s": [1]}}}})


def test_edges_that_are_one_are_refused():
    with pytest.raises(ValidationError, match="the edges of 'blanks' are the same"):
        LightEdges.model_validate({"blanks": [0.1, 0.1]})


def test_every_measure_has_edges_of_its_own_and_nothing_else_has():
    assert [*LightEdges.model_fields] == [*MEASURES]
    assert LightEdges.model_validate({"alpha": [0.8, 0.7]}).given == {"alpha": (0.8, 0.7)}
