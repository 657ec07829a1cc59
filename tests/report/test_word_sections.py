from __future__ import annotations

from docx.oxml.ns import qn

from research.report.word_sections import head_pages, turn_pages
from research.report.word_xml import read

NAME = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:titlePg/></w:sectPr>'


def document(*styles: str):
    paragraphs = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p>' for style in styles
    )
    text = f'<w:document xmlns:w="{NAME}"><w:body>{paragraphs}{SECTION}</w:body></w:document>'
    root = read(text.encode())
    turn_pages(root)
    return list(root.iter(qn("w:sectPr")))


def test_pages_between_the_marks_lie_on_their_side() -> None:
    before, across, after = document("Normal", "TurnsAcross", "Normal", "TurnsBack", "Normal")
    sizes = [section.find(qn("w:pgSz")) for section in (before, across, after)]
    assert [size.get(qn("w:w")) for size in sizes] == ["11906", "16838", "11906"]
    assert [size.get(qn("w:orient")) for size in sizes] == [None, "landscape", None]


def test_only_the_first_section_opens_with_a_title_page() -> None:
    sections = document("TurnsAcross", "TurnsBack", "TurnsAcross", "TurnsBack")
    titles = [section.find(qn("w:titlePg")) is not None for section in sections]
    assert titles == [True, False, False, False, False]


def test_a_document_without_marks_keeps_its_one_section() -> None:
    [section] = document("Normal")
    assert section.find(qn("w:titlePg")) is not None


def test_a_running_head_says_the_title_until_an_office_fills_it() -> None:
    field = "<w:p><w:r><w:instrText>STYLEREF</w:instrText></w:r><w:r><w:t></w:t></w:r></w:p>"
    title = '<c><d:title xmlns:d="http://purl.org/dc/elements/1.1/">What &amp; why</d:title></c>'
    parts = {
        "word/header1.xml": f'<w:hdr xmlns:w="{NAME}">{field}</w:hdr>'.encode(),
        "docProps/core.xml": title.encode(),
    }
    head_pages(parts)
    assert [text.text for text in read(parts["word/header1.xml"]).iter(qn("w:t"))] == ["What & why"]
