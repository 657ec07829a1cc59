"""The scorecards of made-up companies, built in one go as `research build` builds their folder."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
COMPANIES = sorted(path.stem for path in (ROOT / "params" / "scorecards").glob("*.yml"))
INPUTS = ["params", "data", "notebooks", "reports/template"]
PAGES = 6

pytestmark = pytest.mark.slow


def _build(root: Path) -> None:
    for name in INPUTS:
        shutil.copytree(ROOT / name, root / name, dirs_exist_ok=True)
    command = [sys.executable, "-c", "from research.cli import main; main()", "build"]
    ran = subprocess.run(
        [*command, "params/scorecards", "--engine", "pandoc"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    (root / "said.txt").write_text(ran.stdout, encoding="utf-8")


@pytest.fixture(scope="session")
def root(once: Callable[..., Path]) -> Path:
    return once("scorecards", _build)


@pytest.fixture(params=COMPANIES)
def folder(root: Path, request: pytest.FixtureRequest) -> Path:
    return root / "reports" / f"scorecard-{request.param}"


def ledger(folder: Path) -> dict[str, Any]:
    records = json.loads((folder / "results.json").read_bytes())
    return {record["name"]: record["value"] for record in records}


def test_a_folder_makes_one_document_a_company(root: Path) -> None:
    said = (root / "said.txt").read_text(encoding="utf-8")
    assert f"{len(COMPANIES)} of {len(COMPANIES)} editions are built" in said
    made = {path.parent.name for path in root.glob("reports/*/report.pdf")}
    assert made == {f"scorecard-{name}" for name in COMPANIES}


def test_a_scorecard_has_six_pages_and_each_says_that_it_is_made_up(folder: Path) -> None:
    pages = [page.extract_text() for page in PdfReader(folder / "report.pdf").pages]
    assert len(pages) == PAGES
    assert all(re.search(r"made\W*up", page, re.IGNORECASE) for page in pages)


def test_all_formats_hold_the_same_tables(folder: Path) -> None:
    html = BeautifulSoup((folder / "report.html").read_text(encoding="utf-8"), "html.parser")
    tables = [one["id"] for one in html.find_all("figure", class_="float")]
    for name in ("standings", "targets", "matrix", "route", "stages", "objectives", "reading"):
        assert f"tbl-scorecard-{name}" in tables
    assert {"fig-scorecard-themes", "fig-scorecard-years"} <= set(tables)
    word = docx.Document(str(folder / "report.docx"))
    assert len(word.tables) >= sum(one.startswith("tbl-") for one in tables)
    assert "made-up" in html.get_text().lower()


def test_its_own_cell_is_marked_on_the_page(folder: Path) -> None:
    html = BeautifulSoup((folder / "report.html").read_text(encoding="utf-8"), "html.parser")
    table = html.find(id="tbl-scorecard-objectives")
    assert table is not None
    assert len(table.select("td.top3, th.top3")) == 1


def test_every_theme_has_a_score_and_a_standing(folder: Path) -> None:
    found = ledger(folder)
    themes = sorted(path.stem for path in (ROOT / "params" / "themes").glob("*.yml"))
    for theme in themes:
        assert 0 <= found[f"scorecard.{theme}.score"] <= 100
        assert found[f"scorecard.standings.{theme}"]
        assert found[f"scorecard.{theme}.level"] in ("performer", "moderate", "beginner")


def test_a_small_sector_says_that_all_firms_stand_in_for_it(root: Path) -> None:
    folder = root / "reports" / "scorecard-ostrel"
    text = (folder / "report.qmd").read_text(encoding="utf-8")
    assert "In Energy & Utilities six firms were assessed, fewer than the eight" in " ".join(
        text.replace("\\", "").split()
    )
