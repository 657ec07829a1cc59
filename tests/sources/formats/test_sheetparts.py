from __future__ import annotations

import zipfile

import pytest

from research.sources.formats.sheetparts import asides

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture
def book(tmp_path):
    """Write the parts of a workbook that say where its one sheet is, and the sheet."""

    def written(sheet, target="worksheets/sheet1.xml"):
        parts = {
            "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" '
            f'Type="{OFFICE}/officeDocument" Target="/xl/workbook2.xml"/></Relationships>',
            "xl/workbook2.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="Answers" sheetId="1" r:id="rId7"/></sheets></workbook>',
            "xl/_rels/workbook2.xml.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship '
            f'Id="rId7" Type="{OFFICE}/worksheet" Target="{target}"/></Relationships>',
            "xl/worksheets/sheet1.xml": sheet,
        }
        with zipfile.ZipFile(tmp_path / "data.xlsx", "w") as file:
            for name, content in parts.items():
                file.writestr(name, content)
        return tmp_path / "data.xlsx"

    return written


@pytest.mark.parametrize("target", ["worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml"])
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_everything_beside_the_values_is_found(book, target, prefix):
    named = f"xmlns{':x' if prefix else ''}"
    sheet = f"""<p:worksheet {named}="{MAIN}"><p:cols><p:col min="2" max="3" hidden="1"/></p:cols>
    <p:sheetData><p:row r="1"><p:c r="A1"><p:v>1</p:v></p:c></p:row>
    <p:row r="4" hidden="1"><p:c r="AB4" t='e'><p:v>#N/A</p:v></p:c></p:row>
    <p:row><p:c><p:f>1+1</p:f></p:c><p:c><p:f>A1</p:f><p:v>1</p:v></p:c>
    <p:c t="str"><p:f>A2</p:f><p:v></p:v></p:c></p:row></p:sheetData></p:worksheet>"""
    found = asides(book(sheet.replace("p:", prefix), target), "Answers")
    assert found.errors == [(4, 28, "#N/A")]
    assert found.uncomputed == [(5, 1)]
    assert found.hidden_rows == [4]
    assert found.hidden_columns == [(2, 3)]


def test_a_sheet_that_says_nothing_more_is_not_parsed(book):
    found = asides(book(f'<worksheet xmlns="{MAIN}"><sheetData><row r="1" hidden="0"'), "Answers")
    assert (found.errors, found.uncomputed, found.hidden_rows) == ([], [], [])


def test_what_stands_across_two_chunks_is_seen(book, monkeypatch):
    monkeypatch.setattr("research.sources.formats.sheetparts._CHUNK", 7)
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData><row r="2" hidden="1"/></sheetData></worksheet>'
    assert asides(book(sheet), "Answers").hidden_rows == [2]
