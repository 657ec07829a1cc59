"""Every sentence calls what is counted by its own word, in all chapters on questions."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import yaml
from given import ROOT, run

from research.build.tables import tables
from research.pipeline.plan import plan
from research.study import open_study

if TYPE_CHECKING:
    from pathlib import Path

RAKED = {"rake": {"region": {"N": 0.4, "S": 0.3, "W": 0.2, "E": 0.1}}, "start": "weight", "cap": 2}
LOOP = {"table": "rival", "banner": "rivals"}
SECTIONS = [
    {"notebook": "profile"},
    {"notebook": "profile", "parameters": {"table": "rival"}},
    {"notebook": "topline", "parameters": {"volume": "spent"}},
    {"notebook": "topline", "parameters": {"table": "rival"}},
    {"notebook": "crosstab", "each": {"banner": ["rivals"]}, "parameters": {"table": "rival"}},
    {"notebook": "nps", "parameters": {"banner": "profile"}},
    {"notebook": "ranking", "parameters": {"banner": "profile"}},
    {"notebook": "maxdiff", "parameters": {"banner": "profile"}},
    {"notebook": "open", "parameters": {"question": "reason"}},
    {"notebook": "question", "each": {"question": ["care", "wallet"]}},
    {
        "notebook": "question",
        "each": {"question": ["rated", "likely", "bought"]},
        "parameters": LOOP,
    },
    {"notebook": "crosstab", "each": {"banner": ["profile", "status"]}},
    {
        "notebook": "drivers",
        "each": {"outcome": ["recommend"]},
        "parameters": {"drivers": ["service", "care"]},
    },
    {
        "notebook": "drivers",
        "each": {"outcome": ["likely"]},
        "parameters": {"drivers": ["rated"], "table": "rival"},
    },
]


@pytest.fixture(scope="module")
def guests(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The customer survey with guests in the place of respondents, its weight raked."""
    root = tmp_path_factory.mktemp("guests")
    shutil.copytree(ROOT / "data" / "customers", root / "data" / "customers")
    shutil.copytree(ROOT / "notebooks", root / "notebooks")
    text = (ROOT / "params" / "customers.yml").read_text(encoding="utf-8")
    edition: dict[str, Any] = yaml.safe_load(text)
    edition["data"]["answers"] |= {"one": "guest", "many": "guests"}
    edition["weights"] = {"main": RAKED, "plain": {"column": "weight"}}
    edition["volumes"] = {"spent": {"column": "spend", "unit": "thousand EUR"}}
    edition["statistics"] = {"draws": 1024}
    edition["report"]["sections"] = SECTIONS
    path = root / "params" / "guests.yml"
    path.parent.mkdir()
    # YAML of JSON is read as written, codes as texts among them.
    path.write_text(json.dumps(edition), encoding="utf-8")
    return path


@pytest.mark.slow
def test_no_chapter_on_guests_speaks_of_respondents(
    guests: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(guests.parents[1])
    study, said = open_study(guests), {}
    for chapter in plan(guests):
        cells = run(study, chapter.notebook.stem, **chapter.parameters)
        assert [cell.error for cell in cells if cell.error] == [], chapter.id
        shown = [item for cell in cells for item in cell.shown]
        assert shown, chapter.id
        said[chapter.id] = " ".join(json.dumps(item.bundle(), default=str) for item in shown)
    found = {name: re.findall(r"[Rr]espondent.{0,40}", text) for name, text in said.items()}
    assert {name: told for name, told in found.items() if told} == {}
    assert sum("guests" in text for text in said.values()) > 8
    loops = [text for name, text in said.items() if "rival" in name or "likely" in name]
    assert len(loops) >= 6
    assert all("ratings" in text for text in loops)


def test_a_tab_book_of_guests_speaks_of_no_respondents(guests: Path, tmp_path: Path) -> None:
    book = tables(guests, ["profile"], ["care", "channels", "switch"], to=tmp_path / "book.xlsx")
    words = [
        str(cell)
        for sheet in openpyxl.load_workbook(book.path)
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if isinstance(cell, str)
    ]
    assert [word for word in words if "espondent" in word] == []
    assert "Guests" in words
    assert any("Each guest counts once" in word for word in words)
    assert any("fewer than 30 guests, unweighted" in word for word in words)


def test_a_tab_book_of_a_loop_says_what_it_counts(guests: Path, tmp_path: Path) -> None:
    book = tables(guests, ["rivals"], ["rated"], to=tmp_path / "book.xlsx", table="rival")
    held = openpyxl.load_workbook(book.path)
    words = [str(cell) for row in held["Method"].iter_rows(values_only=True) for cell in row]
    assert any(word.startswith("Unweighted: how many ratings") for word in words)
