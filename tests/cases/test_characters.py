"""The small edition with names, comments and objectives that hold any character."""

from __future__ import annotations

import io
import json
import re
import shutil
from pathlib import Path
from types import SimpleNamespace

import docx
import openpyxl
import pypdf
import pytest
from bs4 import BeautifulSoup

from research.build.checks import check
from research.build.verbs import build
from research.typefaces import catalogue

# Whole builds, in every format.
pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SMALL = ROOT / "tests" / "data" / "small"
PRIVATE = "\uf0b7"
OFFER = "Offer | $x^2$ & @tbl-overall #1 {{ x }}"
GROUP = r"Bank_ing* $a$ @b #c <d> {e} ~f~ ^g^ | h \i `j`"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The small edition with every case laid over it, built without fonts of the system."""
    root = tmp_path_factory.mktemp("cases") / "small"
    shutil.copytree(SMALL, root)
    shutil.copytree(ROOT / "notebooks", root / "notebooks")
    shutil.copytree(ROOT / "reports" / "template", root / "reports" / "template")
    shutil.copy(HERE / "objectives-with-marks" / "retain.yml", root / "params" / "themes")
    data = root / "data" / "respondents.csv"
    text = (HERE / "emoji-in-a-verbatim" / "respondents.csv").read_text(encoding="utf-8")
    text = text.replace("👍", f"👍 {PRIVATE}").replace("Banking & Co", GROUP)
    data.write_text(text, encoding="utf-8")
    params = root / "params" / "small.yml"
    said = (HERE / "names-and-titles" / "small-quotes.yml").read_text(encoding="utf-8")
    said = said.replace("{theme: [offer]}", "{theme: [retain, offer]}")
    params.write_text(re.sub(r"formats: \[.*\]", "formats: [html, pdf, docx]", said), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue, "FOLDERS", ())
        patch.setattr(catalogue, "WHEELS", {})
        catalogue.at_hand.cache_clear()
        assert not check(params)
        summary = build(params)
    catalogue.at_hand.cache_clear()
    assert summary.ok
    folder = root / "reports" / "small"
    return SimpleNamespace(
        summary=summary,
        page=BeautifulSoup((folder / "report.html").read_text(encoding="utf-8"), "html.parser"),
        printed=pypdf.PdfReader(io.BytesIO((folder / "report.pdf").read_bytes())),
        word=docx.Document(str(folder / "report.docx")),
        book=openpyxl.load_workbook(folder / "tables.xlsx"),
        folder=folder,
    )


def lines(text: str) -> str:
    return " ".join(text.split())


def test_what_no_font_has_is_printed_as_its_code_point_in_every_format(built):
    comment = "A regular pays the rent U+1F44D U+F0B7 and smiles"
    assert comment in lines(built.page.find("main").text)
    assert comment in lines(" ".join(page.extract_text() for page in built.printed.pages))
    assert any(comment in lines(paragraph.text) for paragraph in built.word.paragraphs)
    mark = built.page.find(class_="codepoint", title="thumbs up sign")
    assert mark.text == "U+1F44D"


def test_the_warning_names_file_row_and_column(built):
    said = [warning for warning in built.summary.warnings if "no font at hand" in warning]
    [thumb] = [warning for warning in said if "U+1F44D" in warning]
    assert "respondents.csv, row 6, column reason" in thumb
    assert "(thumbs up sign)" in thumb
    assert "research-workbench[fonts]" in thumb
    [private] = [warning for warning in said if "U+F0B7" in warning]
    assert "put the sign that is meant in its place" in private


def test_what_a_font_at_hand_has_is_shown_and_noted(built):
    assert "❤" in built.page.find("main").text
    fonts = json.loads((built.folder / "build.json").read_bytes())["fonts"]
    assert [(font["family"], font["source"]) for font in fonts] == [("DejaVu Sans", "matplotlib")]
    assert re.fullmatch("[0-9a-f]{32}", fonts[0]["digest"])
    families = {font.get_object()["/BaseFont"] for font in used_fonts(built.printed)}
    assert any("DejaVuSans" in family for family in families)


def used_fonts(printed: pypdf.PdfReader) -> list:
    return [font for page in printed.pages for font in page["/Resources"].get("/Font", {}).values()]


def test_objectives_keep_their_columns(built):
    table = built.page.find(id="tbl-retain-objectives").find("table")
    rows = [
        [[item.text for item in cell.find_all("li")] for cell in row.find_all(["td", "th"])[1:]]
        for row in table.find("tbody").find_all("tr")
    ]
    assert [len(row) for row in rows] == [3, 3, 3]
    assert all(item for row in rows for cell in row for item in cell)
    texts = [item for row in rows for cell in row for item in cell]
    assert "Re\u0301sume\u0301 the offer" in texts or "Résumé the offer" in texts
    assert "Raise rela\u00adtion\u00adship value" in texts


def test_names_of_themes_and_groups_are_literal_everywhere(built):
    text = lines(built.page.find("main").text)
    assert OFFER in text
    assert GROUP in text
    sheets = [str(cell.value) for sheet in built.book for row in sheet.iter_rows() for cell in row]
    assert any(OFFER in value for value in sheets)
    assert any(value.startswith(GROUP) for value in sheets)
    assert not any("\\&" in value or "\\_" in value for value in sheets)


def test_the_title_is_the_title(built):
    title = "Priorities @Work: A*B testing*, <5000 staff, $5m to $10m, C# & R_D_plan"
    assert built.printed.metadata.title == title
    assert built.printed.metadata.author == 'Ann O\'Hara, J. R. "Bob" Dobbs'
    assert built.word.core_properties.title == title
    assert built.page.title.text == title
