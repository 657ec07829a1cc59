"""What Word keeps on one page: a heading, its first exhibit, and what is said of that."""

from __future__ import annotations

from docx.oxml.ns import qn

from research.report import word
from research.report.word_xml import letters_of, read

NAME = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CELL = "<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"


def paragraph(style: str, text: str = "Words.", *, item: bool = False) -> str:
    listed = "<w:numPr/>" if item else ""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/>{listed}</w:pPr>'
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def held_in(*blocks: str) -> list[bool]:
    """Whether each paragraph of a body is kept with the next."""
    part = f"<w:document {NAME}><w:body>{''.join(blocks)}</w:body></w:document>"
    root = read(word.dressed(part.encode()))
    return [p.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for p in root.iter(qn("w:p"))]


def test_word_keeps_the_words_below_a_heading_with_its_first_exhibit() -> None:
    head = paragraph("Heading2")
    for begins in ("Figure", "TableCaption"):
        assert held_in(head, paragraph("FirstParagraph"), paragraph(begins))[1]
    assert not held_in(head, paragraph("FirstParagraph"), head)[1]
    assert not held_in(head, paragraph("FirstParagraph", "Words. " * 200), paragraph("Figure"))[1]


def test_word_keeps_an_exhibit_with_what_is_said_of_it() -> None:
    said = [paragraph("Notes"), *[paragraph("Compact", item=True)] * 2]
    for exhibit in (CELL, paragraph("ImageCaption")):
        assert held_in(exhibit, *said, paragraph("BodyText")) == [True, True, True, False, False]
        assert held_in(exhibit, paragraph("BodyText")) == [False, False]
    long = paragraph("Compact", "Words. " * 200, item=True)
    assert held_in(CELL, paragraph("Notes"), long) == [True, False, False]


def test_word_parts_words_from_a_table_that_fills_a_page_with_its_notes() -> None:
    opening = paragraph("Heading3") + paragraph("Aims", item=True) + paragraph("TableCaption")

    def parted(*lines: int) -> tuple[bool, list[bool]]:
        """Whether the aims are parted from the table, and whether each row is held to the next."""
        rows = "".join(f"<w:tr><w:tc>{'<w:p/>' * count}</w:tc></w:tr>" for count in lines)
        table = f"<w:tbl><w:tblGrid><w:gridCol w:w='900'/></w:tblGrid>{rows}</w:tbl>"
        body = f"<w:body>{opening}{table}{paragraph('Notes')}</w:body>"
        part = f"<w:document {NAME}>{body}</w:document>"
        root = read(word.dressed(part.encode()))
        keep = root.findall(f".//{qn('w:body')}/{qn('w:p')}")[1].pPr.find(qn("w:keepNext"))
        held = [row.find(f".//{qn('w:keepNext')}") is not None for row in root.iter(qn("w:tr"))]
        return keep.get(qn("w:val")) == "0", held

    assert parted(10, 10, 10) == (False, [True] * 3)
    assert parted(20, 20, 10) == (True, [True] * 3)
    # What no page takes whole goes on at a row, and its last row stands with the notes.
    assert parted(30, 30, 10) == (True, [False, False, True])


def test_letters_are_counted_once() -> None:
    part = f"<w:body {NAME}>{paragraph('Notes', 'twelve words')}</w:body>"
    assert letters_of(read(part.encode())) == len("twelve words")


def test_word_keeps_the_last_words_of_a_chapter_together() -> None:
    words = paragraph("BodyText", "Words. " * 40)
    for end in (paragraph("Heading1"), "<w:sectPr/>"):
        assert held_in(*[words] * 4, end)[:4] == [False, False, True, False]
    assert not any(held_in(*[words] * 4, paragraph("Heading3"))[:4])


def test_the_last_words_of_a_chapter_do_not_break_within() -> None:
    part = f"<w:document {NAME}><w:body>{{}}<w:sectPr/></w:body></w:document>"
    for letters, whole in ((40, True), (400, False)):
        body = part.format(paragraph("BodyText") + paragraph("BodyText", "Words. " * letters))
        last = list(read(word.dressed(body.encode())).iter(qn("w:p")))[-1]
        assert (last.find(f"{qn('w:pPr')}/{qn('w:keepLines')}") is not None) == whole
