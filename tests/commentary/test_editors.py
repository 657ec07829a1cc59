from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from research.cli import app
from research.commentary.editors import name_schema, snippets, write_editor_files
from research.commentary.names import Name
from research.commentary.places import Place
from research.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

RECORD = {"unit": "percent", "value": 49.5238095238, "base": 105, "label": "In the top three"}
SHARE = Name(
    RECORD | {"name": "overall.farming.top3", "where": "tbl-overall"},
    Place("tbl-overall", "overall", "1.1 Overall", "Table 2"),
)
CHART = Name(
    {"name": "ranking", "unit": "chart", "value": "![]()", "base": None, "label": "", "where": ""},
    Place("ranking", "overall"),
)


def test_a_snippet_offers_the_placeholder_with_a_choice_of_filters():
    found = snippets([SHARE, CHART])
    assert found["overall.farming.top3"] == {
        "scope": "markdown,yaml",
        "prefix": "overall.farming.top3",
        "body": "{{ overall.farming.top3 | ${1|percent,share,number,points,label|} }}",
        "description": "In the top three; 50%, half, 49.5, 50 points; base 105; "
        "Table 2, 1.1 Overall",
    }
    assert found["ranking"]["body"] == "{{ ranking | chart }}"


def test_the_schema_knows_the_names_and_offers_them_in_theme_texts():
    schema = name_schema([SHARE, CHART], "2015")
    Draft202012Validator.check_schema(schema)
    named = Draft202012Validator(schema["$defs"]["name"])
    assert named.is_valid("overall.farming.top3")
    assert not named.is_valid("overall.famring.top3")
    offered = schema["properties"]["practice"]["defaultSnippets"]
    assert offered[0]["body"] == "{{ overall.farming.top3 | percent }}"
    assert "allOf" not in schema
    whole = name_schema([SHARE], "2015", "../../params/schema.json")
    assert whole["allOf"] == [{"$ref": "../../params/schema.json#/$defs/ThemeText"}]


def test_both_files_are_written_into_the_project(built: Path):
    paths = write_editor_files(built)
    root = built.parents[1]
    assert [path.relative_to(root).as_posix() for path in paths] == [
        ".vscode/small.code-snippets",
        "reports/small/names.schema.json",
    ]
    assert "retain.length" in json.loads(paths[0].read_text(encoding="utf-8"))
    done = CliRunner().invoke(app, ["editor", str(built)])
    assert done.exit_code == 0, done.output
    assert done.stdout.count("written: ") == 2


def test_before_a_build_there_is_nothing_to_complete(plain: Path):
    with pytest.raises(InputError, match="research build"):
        write_editor_files(plain)
