"""The page on waves: every key in `docs/waves.md`, and examples that load."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from research.edition.model import validated
from research.edition.parameters import Edition
from research.edition.schema import schema
from research.edition.waves.named import BANNER, Wave, Waves
from research.edition.yamlfile import open_yaml

PAGE = (Path(__file__).parents[1] / "docs" / "waves.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
FRAME = {
    "edition": "acme",
    "title": "Acme",
    "data": {"answers": {"file": "answers.csv", "cluster": "account"}},
    "report": {"sections": [{"heading": "Answers"}]},
}


@pytest.mark.parametrize("block", BLOCKS)
def test_every_example_loads_and_an_editor_takes_it(block: str, tmp_path: Path) -> None:
    path = tmp_path / "acme.yml"
    path.write_text(block, encoding="utf-8")
    file = open_yaml(path)
    assert not file.problems
    content = FRAME | file.content
    assert list(Draft202012Validator(schema()).iter_errors(content)) == []
    edition = validated(Edition, replace(file, content=content))
    assert edition.waves.earlier
    assert BANNER in edition.banner_names


def test_every_key_stands_on_the_page() -> None:
    told = set(re.findall(r"`(\w+)`", PAGE))
    assert set(Waves.model_fields) | set(Wave.model_fields) - {"cell"} <= told
    assert "cell: Q3/16" in PAGE
