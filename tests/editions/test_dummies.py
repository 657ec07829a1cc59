"""A report of dummies says so on every page, in every format, and stops when answers come."""

from __future__ import annotations

import io
import shutil
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from research.build.verbs import build
from research.errors import InputError
from research.simulation.files import simulate
from research.sources.dummies import MARK, note_of
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

PARAMS = """\
edition: dummies
title: Before fieldwork
data:
  answers: {file: ../data/dummies/answers.csv, id: id}
questions:
  - {name: sector, type: single, column: sector, codes: [Banking, Retail]}
  - {name: recommend, type: nps, column: recommend}
banners:
  profile: [{question: sector}]
texts: {report: ../texts}
report:
  sections:
    - text: summary
    - notebook: topline
    - notebook: crosstab
      parameters: {questions: all, banner: profile}
"""


# Of the year before: dummies bear out none of it.
SUMMARY = """\
# Summary

{% claim recommend.total.nps > 101 %}All recommend{% endclaim %}, by {{ no.such.name | percent }},
as @tbl-no-such-table says.
"""


@pytest.fixture(scope="module")
def params(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("dummies") / "params" / "dummies.yml"
    path.parent.mkdir()
    path.write_text(PARAMS, encoding="utf-8")
    texts = path.parents[1] / "texts"
    texts.mkdir()
    (texts / "summary.md").write_text(SUMMARY, encoding="utf-8")
    simulate(path, respondents=80)
    assert build(path).ok
    return path


@pytest.fixture(scope="module")
def report(params) -> Path:
    return params.parents[1] / "reports" / "dummies"


def test_every_page_of_the_pdf_says_so(report):
    pages = PdfReader(report / "report.pdf").pages
    assert len(pages) >= 2
    assert all(MARK in page.extract_text() for page in pages)


def test_the_web_page_has_it_in_sight(report):
    page = (report / "report.html").read_text(encoding="utf-8")
    assert f'<p class="dummy-mark" role="note">{MARK}</p>' in page


def test_every_page_of_the_word_document_has_it_in_its_head(report):
    with zipfile.ZipFile(io.BytesIO((report / "report.docx").read_bytes())) as parts:
        heads = [name for name in parts.namelist() if name.startswith("word/header")]
        assert heads
        assert all(MARK in parts.read(name).decode() for name in heads)
        assert "titlePg" not in parts.read("word/document.xml").decode()


def test_every_sheet_says_so_on_screen_and_in_print(report):
    book = openpyxl.load_workbook(report / "tables.xlsx")
    for sheet in book.worksheets:
        assert MARK in str(sheet.oddHeader.center.text), sheet.title
        assert MARK in [cell.value for cell in sheet[1]], sheet.title


def test_texts_of_last_year_read_as_if_they_held(report):
    page = BeautifulSoup((report / "report.html").read_text(encoding="utf-8"), "html.parser")
    [said] = [one.text for one in page.find_all("p") if "All recommend" in one.text]
    told = "All recommend, by [no.such.name], as tbl-no-such-table says."
    assert " ".join(said.split()) == told


def test_answers_in_place_of_dummies_take_the_mark_away(params, report, tmp_path):
    data = params.parents[1] / "data" / "dummies" / "answers.csv"
    shutil.copy(data, tmp_path)
    note_of(data).unlink()
    with pytest.raises(InputError, match="3 problems found"):
        build(params)
    (params.parents[1] / "texts" / "summary.md").write_text(
        "# Summary\n\nRead.\n", encoding="utf-8"
    )
    assert build(params).ok
    assert MARK not in (report / "report.html").read_text(encoding="utf-8")


def test_no_edition_of_the_repository_has_dummies():
    assert not [*ROOT.glob("data/**/*.dummy")]
