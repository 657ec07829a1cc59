"""What is done to a document of pandoc's: the same as ever, and in the order that Word demands."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from lxml import etree

from research.report import embedded, word
from research.report.word_xml import add, read, written

DATA = Path(__file__).parent / "data" / "word"


def canonical(part: bytes) -> str:
    return etree.canonicalize(etree.fromstring(part))


def table(columns: int, cell: str, rows: int = 1) -> bytes:
    """A document of one table with the same cell everywhere."""
    grid = "<w:gridCol/>" * columns
    row = f"<w:tr>{f'<w:tc>{cell}</w:tc>' * columns}</w:tr>"
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{row * rows}</w:tbl>"
    return f'<w:document xmlns:w="{name}"><w:body>{body}</w:body></w:document>'.encode()


def names(element: etree._Element) -> list[str]:
    return [etree.QName(child).localname for child in element]


def test_a_document_is_dressed_as_it_was_by_rules_over_its_text() -> None:
    # `dressed.xml` was made by the regular expressions that this replaced, and made canonical;
    # since then last rows hold on to what is said of their table, and to nothing else, cells have a
    # style of their own, chapters begin at the top of their pages, and pictures keep nothing free.
    given = (DATA / "written.xml").read_bytes()
    expected = (DATA / "dressed.xml").read_text(encoding="utf-8").removesuffix("\n")
    assert canonical(word.dressed(given)) == expected


@pytest.mark.parametrize(("before", "opens"), [("Heading1", False), ("BodyText", True)])
def test_a_chapter_opens_a_page_unless_its_part_has_said_nothing_but_its_name(
    before, opens
) -> None:
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    number = '<w:r><w:rPr><w:rStyle w:val="ChapterNumber"/></w:rPr><w:t>1.1</w:t></w:r>'
    body = (
        f'<w:p><w:pPr><w:pStyle w:val="{before}"/></w:pPr></w:p><w:bookmarkStart w:id="1"/>'
        f'<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr>{number}</w:p>'
    )
    given = f'<w:document xmlns:w="{name}"><w:body>{body}</w:body></w:document>'.encode()
    assert (b"pageBreakBefore" in word.dressed(given)) is opens


@pytest.mark.parametrize(("listed", "opens"), [(2, False), (20, True)])
def test_a_short_list_of_chapters_leaves_its_page_to_the_first_of_them(listed, opens) -> None:
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    styles = ["Heading1", *["ChapterEntry"] * listed]
    said = "".join(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p>' for style in styles)
    number = '<w:r><w:rPr><w:rStyle w:val="ChapterNumber"/></w:rPr><w:t>1.1</w:t></w:r>'
    head = f'<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr>{number}</w:p>'
    given = f'<w:document xmlns:w="{name}"><w:body>{said}{head}</w:body></w:document>'.encode()
    assert (b"pageBreakBefore" in word.dressed(given)) is opens


def test_text_of_cells_has_a_style_of_its_own() -> None:
    cell = '<w:p><w:pPr><w:pStyle w:val="Compact"/></w:pPr><w:r><w:t>1</w:t></w:r></w:p>'
    made = word.dressed(table(2, cell))
    assert made.count(b'w:val="TableText"') == 2
    assert b"Compact" not in made


def test_reading_and_writing_a_part_loses_nothing() -> None:
    given = (DATA / "written.xml").read_bytes()
    assert canonical(written(read(given))) == canonical(given)


def test_a_part_reads_no_file_of_the_machine(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    part = f'<!DOCTYPE a [<!ENTITY e SYSTEM "{secret.as_uri()}">]><a>&e;</a>'
    assert b"secret" not in written(read(part.encode())).partition(b"]>")[2]


@pytest.mark.parametrize("columns", [3, 12])
def test_a_best_rank_tints_its_cell_in_tables_of_any_width(columns: int) -> None:
    mark = '<w:r><w:rPr><w:rStyle w:val="TopThree"/></w:rPr></w:r>'
    rank = '<w:r><w:rPr><w:rStyle w:val="TopThree"/></w:rPr><w:t>1</w:t></w:r>'
    root = read(word.dressed(table(columns, f"<w:p>{mark}{rank}</w:p>")))
    assert len(list(root.iter(qn("w:shd")))) == columns
    assert [len(list(cell.iter(qn("w:r")))) for cell in root.iter(qn("w:tc"))] == [1] * columns


def test_heads_that_are_marked_stand_upright_as_high_as_the_longest() -> None:
    mark = '<w:r><w:rPr><w:rStyle w:val="SteepHead"/></w:rPr></w:r>'
    heights = []
    for text in ("Retail", "Telecommunications & Technology".replace("&", "&amp;")):
        cell = (
            f'<w:tcPr><w:vAlign w:val="top"/></w:tcPr><w:p>{mark}<w:r><w:t>{text}</w:t></w:r></w:p>'
        )
        root = read(word.dressed(table(12, cell)))
        turned = list(root.iter(qn("w:textDirection")))
        assert [turn.get(qn("w:val")) for turn in turned] == ["btLr"] * 12
        assert names(turned[0].getparent()) == ["textDirection", "vAlign"]
        assert len(list(root.iter(qn("w:r")))) == 12
        heights.append(int(next(root.iter(qn("w:trHeight"))).get(qn("w:val"))))
    assert heights[1] > 2 * heights[0]


def test_properties_stand_in_the_order_of_the_format() -> None:
    vertical = '<w:tcPr><w:vAlign w:val="top"/></w:tcPr>'
    run = '<w:r><w:rPr><w:rStyle w:val="Worse"/><w:i/></w:rPr><w:t>1</w:t></w:r>'
    mark = '<w:r><w:rPr><w:rStyle w:val="TopThree"/></w:rPr></w:r>'
    style = '<w:pPr><w:pStyle w:val="Compact"/><w:numPr/><w:jc w:val="left"/></w:pPr>'
    root = read(word.dressed(table(9, f"{vertical}<w:p>{style}{mark}{run}</w:p>", 2)))
    assert names(root.find(f".//{qn('w:tcPr')}")) == ["shd", "vAlign"]
    assert names(root.find(f".//{qn('w:rPr')}")) == ["rStyle", "b", "i", "color", "sz", "szCs"]
    form = ["pStyle", "keepNext", "numPr", "spacing", "ind", "jc"]
    assert names(root.find(f".//{qn('w:pPr')}")) == form


def test_only_short_tables_and_last_rows_hold_on_to_what_follows() -> None:
    notes = '</w:tbl><w:p><w:pPr><w:pStyle w:val="Notes"/></w:pPr></w:p>'
    for rows, below, held in ((20, notes, 20), (21, notes, 1), (20, "</w:tbl>", 19)):
        given = table(1, "<w:p/>", rows).decode().replace("</w:tbl>", below).encode()
        root = read(word.dressed(given))
        assert len(list(root.iter(qn("w:keepNext")))) == held
        assert len(list(root.iter(qn("w:cantSplit")))) == rows


@pytest.mark.parametrize(("style", "apart"), [("Compact", "160"), ("Notes", None)])
def test_a_list_below_a_table_stands_apart_from_it(style: str, apart: str | None) -> None:
    follows = f'</w:tbl><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p>'
    given = table(1, "<w:p/>").decode().replace("</w:tbl>", follows).encode()
    below = read(word.dressed(given)).find(f".//{qn('w:tbl')}").getnext()
    spacing = below.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    assert (spacing.get(qn("w:before")) if spacing is not None else None) == apart


def test_a_table_within_a_table_is_dressed_too() -> None:
    inner = table(1, "<w:p/>").decode()
    inner = inner[inner.index("<w:tbl>") : inner.index("</w:body>")]
    root = read(word.dressed(table(1, f"<w:p/>{inner}<w:p/>")))
    assert len(list(root.iter(qn("w:cantSplit")))) == 2


def test_an_element_is_added_before_those_that_must_follow() -> None:
    parent = etree.fromstring("<a><b/><c/></a>")
    add(parent, "x", {"y": "1"}, before=("c", "d"))
    add(parent, "z")
    assert etree.tostring(parent) == b'<a><b/><x y="1"/><c/><z/></a>'


def test_all_parts_bear_the_time_of_the_edition(document, tmp_path: Path) -> None:
    path = embedded.render(document, "docx", tmp_path / "report.docx")
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        stamps = {part.date_time for part in archive.infolist()}
    assert stamps == {datetime(document.year, 1, 1, tzinfo=UTC).timetuple()[:6]}


def test_a_hair_opens_each_row_that_is_marked() -> None:
    mark = '<w:r><w:rPr><w:rStyle w:val="OpensRow"/></w:rPr></w:r>'
    document = table(2, f"<w:p>{mark}<w:r><w:t>Sector</w:t></w:r></w:p>")
    root = read(word.dressed(document))
    assert len([*root.iter(qn("w:top"))]) == 2
    assert len([*root.iter(qn("w:r"))]) == 2
