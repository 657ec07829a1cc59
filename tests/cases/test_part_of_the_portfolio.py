"""Chapters for parts of a portfolio that the data name as they like."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from research.build.verbs import build

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@pytest.mark.slow
def test_a_part_with_a_slash_and_a_space_has_a_chapter_and_a_file(tmp_path: Path) -> None:
    for name in ("data/2015", "data/2016", "params", "notebooks", "reports/template"):
        shutil.copytree(ROOT / name, tmp_path / name)
    params = tmp_path / "params" / "2016.yml"
    shutil.copy(HERE / "part-of-the-portfolio" / "2016.yml", params)
    assert build(params).ok
    folder = tmp_path / "reports" / "2016"
    page = BeautifulSoup((folder / "report.html").read_text(encoding="utf-8"), "html.parser")
    anchor = "sec-accounts-region-africa-middle-east"
    heading = page.find(id=anchor).find("h3")
    assert heading.text.startswith("3.3")
    assert "Africa/Middle East" in heading.text
    assert page.find("nav").find("a", href=f"#{anchor}").text.endswith("Africa/Middle East")
    assert "{#" not in page.text
    assert (folder / "notebooks" / "accounts-region-africa-middle-east.html").is_file()
    names = {record["name"] for record in json.loads((folder / "results.json").read_bytes())}
    assert any(name.startswith("accounts.region.africa.middle.east.") for name in names)
