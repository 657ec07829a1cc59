"""The parameter files of the surveys say what stands in their data."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import openpyxl
import pyarrow.parquet as pq
import pyreadstat
import pytest

from research.edition.banners import PointGroup
from research.edition.labels import spoken
from research.edition.tables import DataTable
from research.edition.yamlfile import read_yaml
from research.sources.formats.opening import open_data
from surveys.project import PARAMS, SURVEYS, make

if TYPE_CHECKING:
    from pathlib import Path

NAMES = sorted(SURVEYS)


@pytest.fixture(scope="module")
def params(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {name: make(name, tmp_path_factory.mktemp(name)) for name in NAMES}


def said(path: Path) -> dict[str, Any]:
    return spoken(read_yaml(path).content, "en-GB")


def answers(path: Path) -> DataTable:
    content = said(path)
    return DataTable.model_validate(
        content["data"]["answers"] | {"questions": content["questions"]}
    )


def joined(first: tuple[Any, ...], second: tuple[Any, ...]) -> set[str]:
    """An empty first head goes on, and a heading that stands there already is numbered."""
    names: list[str] = []
    question = ""
    for head, part in zip(first, second, strict=True):
        question = head or question
        name = f"{question} - {part}" if part else question
        again = sum(known.startswith(name) for known in names)
        names.append(f"{name} ({again + 1})" if again else name)
    return set(names)


def columns(path: Path) -> set[str]:
    if path.suffix == ".sav":
        return set(pyreadstat.read_sav(path, metadataonly=True)[1].column_names)
    if path.suffix == ".xlsx":
        first, second = list(openpyxl.load_workbook(path).active.values)[:2]
        return joined(first, second)
    if path.suffix == ".parquet":
        return set(pq.read_schema(path).names)
    if path.suffix == ".sss":
        return set(open_data(path).fields)
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline()
    return set(next(csv.reader([first], delimiter=";" if ";" in first else ",")))


def test_every_parameter_file_has_its_survey():
    assert sorted(path.stem for path in PARAMS.glob("*.yml")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_column_that_is_named_stands_in_the_file(params, name):
    table = answers(params[name])
    file = params[name].parent / table.file
    assert len(table.named) > 10
    assert not set(table.named) - columns(file)


@pytest.mark.parametrize("name", NAMES)
def test_banners_name_questions(params, name):
    table = answers(params[name])
    looped = [one.name for level in table.levels.values() for one in level.questions]
    known = [*table.names, *looped]
    banners = said(params[name])["banners"]
    groups = [PointGroup.model_validate(group) for banner in banners.values() for group in banner]
    assert len(groups) > 1
    assert {group.question for group in groups} <= set(known)


def test_titles_are_told_in_two_languages():
    content = read_yaml(PARAMS / "spss.yml").content["questions"]
    told = [spoken(content, language)[2]["wording"] for language in ("en-GB", "de-AT")]
    assert told == ["What are you to us?", "Was verbindet Sie mit uns?"]
