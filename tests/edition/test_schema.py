"""The schema takes what the loader takes, and refuses what an editor can see to be wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from research.edition.parameters import Edition
from research.edition.schema import schema
from research.edition.texts import ThemeText
from research.edition.yamlfile import read_yaml

ROOT = Path(__file__).parents[2]
FILES = sorted(
    path
    for folder in ("params", "tests/editions/surveys/params")
    for path in (ROOT / folder).glob("*.yml")
    if not path.name.endswith("claims.yml")
)
SCHEMA = schema()
VALIDATOR = Draft202012Validator(SCHEMA)
GRID = {"name": "q", "type": "grid", "range": [1, 5]}
MULTI = {"name": "q", "type": "multi"}
ONE = {"name": "q", "type": "single", "column": "Q1"}
SCALE = {"name": "q", "type": "scale", "column": "Q1"}


def faults(content: Any) -> list[str]:
    return [f"{list(one.path)}: {one.message}" for one in VALIDATOR.iter_errors(content)]


def file_with(question: dict[str, Any], **data: Any) -> dict[str, Any]:
    return {
        "edition": "acme",
        "title": "Acme",
        "data": {"answers": {"file": "answers.csv", **data}},
        "questions": [question],
        "report": {"sections": [{"heading": "Answers"}]},
    }


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_takes_every_parameter_file(path: Path) -> None:
    assert not faults(read_yaml(path).content)


@pytest.mark.parametrize("path", sorted((ROOT / "params/themes").glob("*.yml")), ids=str)
def test_it_takes_the_theme_texts(path: Path) -> None:
    texts = Draft202012Validator({"$ref": "#/$defs/ThemeText", "$defs": SCHEMA["$defs"]})
    assert texts.is_valid(read_yaml(path).content)


def test_no_definition_of_the_texts_stands_in_place_of_one_of_the_file() -> None:
    texts, file = ThemeText.model_json_schema(), Edition.model_json_schema()
    assert not texts["$defs"].keys() & file["$defs"].keys()


@pytest.mark.parametrize(
    "question",
    [
        {**ONE, "codes": {"1": "Banking", "2": {"text": "Retail", "role": "other"}, "3": 2016}},
        {**ONE, "codes": {"1": {"key": "a", "text": {"en": "Bank", "de": "Bank"}}}},
        {**ONE, "codes": ["Banking", 7, {"text": "Other", "role": "other"}]},
        {**ONE, "codes": [{"code": 1, "key": "a", "text": "A"}], "number": 5},
        {**ONE, "codes": {"1": "A", "2": "B"}, "nets": {"All": [1, "2"]}},
        {**ONE, "codes": ["A", "B"], "nets": {"All": {"codes": ["A", "B"], "short": "a"}}},
        {**SCALE, "codes": {"1": "A", "5": "B"}, "boxes": {"Top": [4, 5]}},
        {**GRID, "rows": {"speed": "Speed", "price": {"column": "Q2"}, "fair": 1}},
        {**MULTI, "rows": [{"key": "a", "column": "Q1", "text": "A"}], "counted": [1, "Yes"]},
        {**MULTI, "column": 7, "split": ";"},
        {**SCALE, "range": [None, 5], "values": {"1": 0.5}},
        {"name": "q", "type": "open", "column": "Q9", "base": {"text": "Some"}},
    ],
    ids=str,
)
def test_it_takes_the_ways_to_write_a_question(question: dict[str, Any]) -> None:
    content = file_with(question)
    assert Edition.model_validate(content).questions
    assert not faults(content)


@pytest.mark.parametrize(
    "data",
    [
        {"id": "a"},
        {"id": ["a", "b"]},
        {"filter": {"status": "Complete"}},
        {"filter": {"status": [1, "Complete"]}},
        {"sheet": 2016},
    ],
    ids=str,
)
def test_it_takes_the_ways_to_write_a_table(data: dict[str, Any]) -> None:
    content = file_with(ONE, **data)
    assert Edition.model_validate(content).answers
    assert not faults(content)


@pytest.mark.parametrize(
    "question",
    [
        {**ONE, "top": 3},
        {"name": "q", "type": "day", "column": "Q1", "codes": {"1": "A"}},
        {"name": "q", "type": "single", "codes": ["A", "B"]},
        {"name": "q", "type": "open", "of": "p"},
        {"name": "q", "type": "choice", "column": "Q1"},
        {**ONE, "codes": {"1": {"text": "A", "role": "nobody"}}},
        {**ONE, "codes": {"1": {"txt": "A"}}},
        {**ONE, "codes": {"1": {"en": "Bank", "de": "Bank"}}},
        {**ONE, "codes": [{"key": "a"}]},
        {**ONE, "codes": "A"},
        {**ONE, "codes": ["A", "B"], "nets": {"All": {"short": "a"}}},
        {**ONE, "codes": ["A", "B"], "nets": {"All": "A"}},
        {**MULTI, "rows": [{"key": "a", "text": "A"}]},
        {**ONE, "base": {"filter": {"a": [1]}}},
        {**ONE, "title": ["Sector"]},
        {**ONE, "column": True},
    ],
    ids=str,
)
def test_it_refuses_what_the_loader_refuses(question: dict[str, Any]) -> None:
    content = file_with(question)
    with pytest.raises(ValidationError):
        Edition.model_validate(content)
    assert faults(content)


def test_the_committed_schema_is_that_of_the_model() -> None:
    committed = json.loads((ROOT / "params/schema.json").read_text(encoding="utf-8"))
    assert committed == SCHEMA
