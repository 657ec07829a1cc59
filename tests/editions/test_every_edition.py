"""Every edition of the repository, built whole: its documents, its ledger, and office programs."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from math import isclose
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from docx.text.font import Font
from pypdf import PdfReader

from research.review.changes import State
from research.review.completeness import missing
from research.review.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import Tag
    from conftest import Built

ROOT = Path(__file__).parents[2]
# Editions whose ledgers are kept in git; a checkout may hold others that were built in it.
COMMITTED = ["2015", "2016"]
# Points, in print and in Word.
LEAST_TYPE = 7.5

pytestmark = pytest.mark.slow


def squeezed(text: str) -> str:
    """Text without what depends on where lines break."""
    return re.sub(r"[\s\u2060\u00ad•-]+", "", text)


def pages(path: Path) -> list[str]:
    return [page.extract_text() for page in PdfReader(path).pages]


def test_every_document_is_made_and_nothing_is_left_to_look_at(each: Built) -> None:
    made = {f"report.{form}" for form in each.parameters["report"].get("formats", ["html"])}
    for name in (*made, "report.qmd", "tables.xlsx", "results.json"):
        assert (each.folder / name).stat().st_size > 1_000
    looked = [line for line in each.said.splitlines() if "look at:" in line]
    # The design of a MaxDiff is told, and that some made-up respondents left tasks out.
    assert not [line for line in looked if "'switch'" not in line]
    assert "started cold" not in each.said


def test_no_two_columns_of_a_table_have_one_head(each: Built) -> None:
    alike = {
        str(table.parent.get("id") or table.find_previous(id=re.compile("^tbl-"))["id"]): heads
        for table in each.html.select("table")
        if len(heads := heads_of(table)) != len(set(heads))
    }
    assert alike == {}


def heads_of(table: Tag) -> list[str]:
    """The heads over each column of a table, with those that they stand below."""
    told: dict[int, list[str]] = {}
    taken: dict[int, int] = {}
    for row in table.select("thead tr"):
        column = 0
        for cell in row.find_all(["th", "td"]):
            while taken.get(column, 0) > 0:
                taken[column] -= 1
                column += 1
            for _ in range(int(cell.get("colspan", 1))):
                told.setdefault(column, []).append(cell.get_text(" ", strip=True))
                taken[column] = int(cell.get("rowspan", 1)) - 1
                column += 1
        for rest in range(column, max(taken, default=0) + 1):
            taken[rest] = max(taken[rest] - 1, 0)
    return [" | ".join(heads) for heads in told.values()]


@pytest.mark.parametrize("each", COMMITTED, indirect=True)
def test_a_committed_ledger_is_the_one_that_is_built(each: Built) -> None:
    committed = ROOT / "reports" / each.edition / "results.json"
    there = {record["name"]: record for record in json.loads(committed.read_bytes())}
    assert each.ledger.keys() == there.keys()
    differing = [name for name in there if not same(each.ledger[name], there[name])]
    assert differing == []


@pytest.mark.parametrize("each", COMMITTED, indirect=True)
def test_what_a_committed_report_has_is_built_still(each: Built) -> None:
    """What is built beyond it, or says another thing, a review tells."""
    kept, now = (
        read((folder / "report.md").read_text(encoding="utf-8"))
        for folder in (ROOT / "reports" / each.edition, each.folder)
    )
    sections, built = ([(one.kind, one.id) for one in state.sections] for state in (kept, now))
    assert len(sections) > 10
    assert [one for one in built if one in sections] == sections
    assert kept.floats.keys() <= now.floats.keys()
    assert missing(State("as built", now, list(each.ledger.values()))) == []


def same(record: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two records tell the same, but for the last places of a value."""
    value, expected = record["value"], other["value"]
    close = value == expected if isinstance(expected, str) else isclose(value, expected)
    return close and record | {"value": 0} == other | {"value": 0}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    command = shutil.which("soffice") or shutil.which("libreoffice")
    if command is None:
        pytest.skip("needs LibreOffice: apt-get install libreoffice-writer libreoffice-calc")
    return Office(command, tmp_path_factory.mktemp("office"))


class Office:
    """LibreOffice without a window, with a profile of its own."""

    def __init__(self, command: str, place: Path) -> None:
        self.command = command
        self.place = place

    def convert(self, path: Path, form: str) -> Path:
        """Open a file and save it as another kind."""
        target = self.place / path.parent.name / form
        done = subprocess.run(
            [
                self.command,
                f"-env:UserInstallation={(self.place / 'profile').as_uri()}",
                "--headless",
                "--convert-to",
                form,
                "--outdir",
                str(target),
                str(path),
            ],
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        made = target / f"{path.stem}.{form}"
        assert made.is_file(), done.stdout + done.stderr
        return made


def test_an_office_program_opens_the_whole_word_document(each: Built, office: Office) -> None:
    path = each.folder / "report.docx"
    if not path.is_file():
        pytest.skip(f"{each.edition} makes no Word document")
    printed = pages(office.convert(path, "pdf"))
    text = squeezed(" ".join(printed))
    document = docx.Document(str(path))
    paragraphs = [paragraph.text for paragraph in document.paragraphs if paragraph.text.strip()]
    # A foot of a page may stand in the midst of a paragraph, never of a heading or a caption.
    short = [line for line in paragraphs if len(line) < 100]
    assert len(short) > len(paragraphs) / 4
    assert [line for line in short if squeezed(line) not in text] == []
    cells = [
        line
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        for line in cell.text.splitlines()
    ]
    assert [line for line in cells if squeezed(line) not in text] == []
    assert "Error:" not in " ".join(printed)


def test_contents_in_word_give_the_page_of_each_chapter(each: Built, office: Office) -> None:
    """An office computes the fields when it opens the document; nobody has updated anything."""
    path = each.folder / "report.docx"
    if not path.is_file():
        pytest.skip(f"{each.edition} makes no Word document")
    paragraphs = docx.Document(str(path)).paragraphs
    # An entry is a link, and the field in it has no text yet.
    listed = [squeezed(one.text) for one in paragraphs if one.style.name in ("toc 1", "toc 2")]
    if not listed:
        pytest.skip(f"{each.edition} is leafed through without contents")
    printed = pages(office.convert(path, "pdf"))
    place = next(number for number, text in enumerate(printed) if "Contents" in text)
    lines = "\n".join(printed[place : place + 3])
    wrong = []
    for entry in listed:
        spaced = r"\s*".join(map(re.escape, entry))
        found = re.search(spaced + r"\s+(\d+)\s*$", lines, re.MULTILINE)
        number = int(found.group(1)) if found else 0
        if not place + 1 < number <= len(printed) or entry not in squeezed(printed[number - 1]):
            wrong.append((entry, number))
    assert wrong == []


def test_no_type_in_word_is_smaller_than_the_least_in_print(each: Built) -> None:
    path = each.folder / "report.docx"
    if not path.is_file():
        pytest.skip(f"{each.edition} makes no Word document")
    document = docx.Document(str(path))
    said = [run for run in document.element.iter(qn("w:r")) if run.text.strip()]
    styles = {
        style.style_id: style.font.size for style in document.styles if hasattr(style, "font")
    }
    sizes = [Font(run).size or styles.get(run.style or "") for run in said]
    assert min(size.pt for size in sizes if size) >= LEAST_TYPE
    assert min(size.pt for size in styles.values() if size and size.pt > 1) >= LEAST_TYPE


def test_contents_in_print_give_the_page_of_each_chapter(each: Built) -> None:
    """And so do the chapters listed where a section opens."""
    path = each.folder / "report.pdf"
    if not path.is_file():
        pytest.skip(f"{each.edition} is not printed")
    reader = PdfReader(path)
    printed = [page.extract_text() for page in reader.pages]
    chapters = list(places(reader, reader.outline))
    wrong, named = [], 0
    for number, page in enumerate(printed):
        below = [(title, place) for title, place in chapters if place > number]
        for line in re.findall(r"^.*\S\s+\d+$", page, re.MULTILINE):
            told, last = map(squeezed, line.rsplit(None, 1))
            # Of a title of two lines the second bears the page.
            ends = {place for title, place in below if squeezed(title).endswith(told)}
            if ends and len(told) > 5:
                named += 1
                wrong += [(number + 1, told, int(last), ends)] if int(last) not in ends else []
    assert wrong == []
    assert named >= len(chapters) - 1 or "Contents" not in printed[1]


def places(reader: PdfReader, outline: list[Any], depth: int = 1) -> Iterator[tuple[str, int]]:
    """Titles of parts and chapters, as the bookmarks have them, and the pages they stand on."""
    for item in outline:
        if not isinstance(item, list):
            page = reader.get_destination_page_number(item)
            yield str(item.title), int(reader.page_labels[page])
        elif depth < 2:
            yield from places(reader, item, depth + 1)


def test_no_page_in_word_holds_notes_alone(each: Built, office: Office) -> None:
    path = each.folder / "report.docx"
    if not path.is_file():
        pytest.skip(f"{each.edition} makes no Word document")
    paragraphs = docx.Document(str(path)).paragraphs
    notes = "\n".join(squeezed(one.text) for one in paragraphs if one.style.name == "Notes")
    printed = [
        re.sub(rf"{number}$", "", squeezed(text))
        for number, text in enumerate(pages(office.convert(path, "pdf")), 1)
    ]
    lone = [number for number, text in enumerate(printed, 1) if text and text in notes]
    assert lone == []


def cells(sheet: Any) -> dict[str, Any]:
    """What stands in the cells of a sheet, by their names."""
    return {
        cell.coordinate: cell.value
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    }


def test_an_office_program_opens_the_whole_workbook(each: Built, office: Office) -> None:
    path = each.folder / "tables.xlsx"
    here = openpyxl.load_workbook(path)
    there = openpyxl.load_workbook(office.convert(path, "xlsx"))
    assert there.sheetnames == here.sheetnames
    for sheet in here:
        assert cells(there[sheet.title]) == cells(sheet)
        assert sheet.max_row > 3
    printed = pages(office.convert(path, "pdf"))
    text = squeezed(" ".join(printed))
    assert len(printed) >= len(here.sheetnames) - 1
    assert [title for title in here.sheetnames if squeezed(title) not in text] == []
