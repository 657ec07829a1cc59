from __future__ import annotations

from docx.oxml.ns import qn

from research.report.word import dressed
from research.report.word_banners import dress_banner
from research.report.word_xml import read

NAME = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def run(style: str, text: str = "") -> str:
    said = f"<w:t>{text}</w:t>" if text else ""
    return f'<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr>{said}</w:r>'


def row(cell: str, *, head: bool = False) -> str:
    mark = "<w:trPr><w:tblHeader/></w:trPr>" if head else ""
    return f"<w:tr>{mark}<w:tc><w:p>{cell}</w:p></w:tc></w:tr>"


def table(*rows: str):
    return read(f'<w:tbl xmlns:w="{NAME}"><w:tblGrid/>{"".join(rows)}</w:tbl>'.encode())


def test_a_table_without_the_mark_is_left_as_it_is() -> None:
    made = table(row(run("Base", "n")))
    assert not dress_banner(made)
    assert made.find(f".//{qn('w:sz')}") is None


def test_marks_go_and_do_what_they_say() -> None:
    head = run("BannerTable") + run("SpanHead") + run("TableHead", "Sector")
    made = table(
        row(head, head=True),
        row(run("HeldRow") + run("Inset2") + "<w:r><w:t>Yes</w:t></w:r>"),
        row("<w:r><w:t>No</w:t></w:r>"),
    )
    assert dress_banner(made)
    assert [text.text for text in made.iter(qn("w:t"))] == ["Sector", "Yes", "No"]
    assert len(made.findall(f".//{qn('w:r')}")) == 3
    first, second, third = made.tr_lst
    assert first.find(f".//{qn('w:tcBorders')}/{qn('w:bottom')}") is not None
    assert first.find(f".//{qn('w:vAlign')}").get(qn("w:val")) == "bottom"
    assert second.find(f".//{qn('w:keepNext')}") is not None
    assert second.find(f".//{qn('w:ind')}").get(qn("w:left")) == "320"
    assert third.find(f".//{qn('w:keepNext')}") is None


def test_letters_are_as_small_as_can_be_read() -> None:
    made = table(
        row(run("BannerTable") + "<w:r><w:t>34%</w:t></w:r>" + run("Letters", "B"), head=True)
    )
    assert dress_banner(made)
    sizes = [size.get(qn("w:val")) for size in made.iter(qn("w:sz"))]
    assert sizes == ["16", "15"]


def test_the_last_row_holds_on_to_notes_but_not_to_a_further_part() -> None:
    rows = row(run("BannerTable") + run("TableHead", "Sector"), head=True) + row(run("Base", "9"))
    part = f"<w:tbl><w:tblGrid/>{rows}</w:tbl>"
    between = '<w:p><w:pPr><w:pStyle w:val="TableCaption"/></w:pPr></w:p>'
    notes = '<w:p><w:pPr><w:pStyle w:val="Notes"/></w:pPr></w:p>'
    text = (
        f'<w:document xmlns:w="{NAME}"><w:body>{part}{between}{part}{notes}</w:body></w:document>'
    )
    tables = read(dressed(text.encode())).findall(f".//{qn('w:tbl')}")
    kept = [table.tr_lst[-1].find(f".//{qn('w:keepNext')}") is not None for table in tables]
    assert kept == [False, True]
