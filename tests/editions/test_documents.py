"""The built documents as files: offline, tagged, well formed, and nothing in them of anybody."""

from __future__ import annotations

import re
import zipfile
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

import pytest
from docx.text.paragraph import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Built

pytestmark = pytest.mark.slow

TITLE = "Strategic Priorities of B2B Customer Management"
HEADING = re.compile(r"^h[1-6]$")


def test_html_loads_nothing_from_elsewhere(built: Built) -> None:
    loading = {
        (item.name, name, item[name][:40])
        for name in ("src", "srcset", "poster", "data", "xlink:href", "background")
        for item in built.html.find_all(attrs={name: True})
        if not item[name].startswith(("data:", "#"))
    }
    assert not loading
    assert not built.html.find_all(["link", "iframe", "object", "embed", "base"])
    styles = "\n".join(style.get_text() for style in built.html.find_all("style"))
    assert not re.findall(r"@import|url\((?!['\"]?(?:data:|#))[^)]{0,60}", styles)
    scripts = "\n".join(script.get_text() for script in built.html.find_all("script"))
    assert not re.findall(r"\bfetch\(|XMLHttpRequest|\bimport\(|WebSocket|https?://", scripts)


def test_html_says_its_language_title_and_width(built: Built) -> None:
    assert built.html.find("html")["lang"].startswith("en")
    assert built.html.find("title").get_text() == TITLE
    assert "width=device-width" in built.html.find("meta", attrs={"name": "viewport"})["content"]


def test_html_can_be_walked_by_its_headings(built: Built) -> None:
    headings = built.html.find("main").find_all(HEADING)
    levels = [int(heading.name[1]) for heading in headings]
    assert headings[0].get_text() == TITLE
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))
    assert all(heading.get_text().strip() for heading in headings)


def test_html_lets_a_reader_skip_to_the_report(built: Built) -> None:
    first = built.html.find("body").find("a")
    assert first["href"] == f"#{built.html.find('main')['id']}"
    assert len(built.html.find_all("main")) == 1


def test_html_tables_tell_their_heads(built: Built) -> None:
    for table in built.html.find("main").find_all("table"):
        scopes = {cell["scope"] for cell in table.find("thead").find_all("th")}
        assert "col" in scopes
        assert scopes <= {"col", "colgroup"}
        rows = table.find("tbody").find_all("tr")
        assert all(row.find("th")["scope"] == "row" for row in rows)


def test_pdf_is_tagged_with_title_and_language(built: Built) -> None:
    catalog = built.pdf.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert str(catalog["/Lang"]).startswith("en")
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert built.pdf.metadata.title == TITLE
    assert b"pdfuaid:part" in catalog["/Metadata"].get_object().get_data()


def test_pdf_describes_every_figure(built: Built) -> None:
    told = [
        str(node.get("/Alt", ""))
        for node in structure(built.pdf.trailer["/Root"]["/StructTreeRoot"])
        if node.get("/S") == "/Figure"
    ]
    # The motif of the cover, and a strip without a number beside the ranks of each theme.
    assert len(told) == len(built.floats("fig")) + 1 + len(built.themes)
    assert all(len(text.split()) > 8 for text in told)


def structure(node: object) -> Iterator[dict]:
    """Walk the tags of a PDF."""
    pending = [node]
    while pending:
        item = pending.pop()
        item = item.get_object() if hasattr(item, "get_object") else item
        if isinstance(item, list):
            pending += item
        elif isinstance(item, dict):
            yield item
            pending.append(item.get("/K"))


def test_pdf_has_an_outline_of_all_parts(built: Built) -> None:
    titles = " ".join(str(item.title) for item in flat(built.pdf.outline))
    for name in ("Executive summary", "Overall results", *built.names.values(), "Conclusions"):
        assert name in titles


def flat(outline: list) -> Iterator:
    for item in outline:
        if isinstance(item, list):
            yield from flat(item)
        else:
            yield item


def test_pdf_embeds_its_fonts(built: Built) -> None:
    fonts = {
        str(font.get_object()["/BaseFont"]): font.get_object()
        for page in built.pdf.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert fonts
    for font in fonts.values():
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        descriptor = inner["/FontDescriptor"]
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor)


def test_word_says_its_title_and_language(built: Built) -> None:
    about = built.docx.core_properties
    assert about.title == TITLE
    assert about.language.startswith("en")


def test_word_can_be_walked_by_its_headings(built: Built) -> None:
    headings = [
        (int(paragraph.style.name.removeprefix("Heading ")), paragraph.text)
        for paragraph in built.docx.paragraphs
        if re.fullmatch(r"Heading \d", paragraph.style.name)
    ]
    levels = [level for level, _ in headings]
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))
    texts = " ".join(text for _, text in headings)
    assert all(name in texts for name in built.names.values())


def test_word_repeats_the_head_of_every_table(built: Built) -> None:
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for table in built.docx.tables:
        assert table.rows[0]._tr.find(f"{word}trPr/{word}tblHeader") is not None


def test_word_keeps_the_aims_with_the_table_that_they_introduce(built: Built) -> None:
    body = list(built.docx.iter_inner_content())
    opened = [
        place
        for place, part in enumerate(body)
        if getattr(part, "text", "").startswith("What to aim for in")
    ]
    assert len(opened) == len(built.themes)
    for place in opened:
        parts = list(takewhile(lambda part: isinstance(part, Paragraph), body[place + 1 :]))
        # What choosing the theme means, and what happens otherwise, stand before the aims.
        before, aims = parts[:2], parts[2:]
        assert [part.style.name == "Aims" for part in before] == [False, False]
        assert [part.style.name for part in aims] == [
            *["Aims"] * (len(aims) - 1),
            "Table Caption",
        ]
        assert len(aims) > 2
        assert all(part.style.paragraph_format.keep_with_next for part in aims)


def pieces(path: Path) -> Iterator[tuple[str, bytes]]:
    """A file's content, and for an archive the content of its members."""
    yield path.name, path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield f"{path.name}/{name}", archive.read(name)


def test_reports_hold_no_address_of_the_machine_that_built_them(built: Built) -> None:
    place = str(built.root).encode()
    for path in sorted(built.folder.rglob("*")):
        for name, content in pieces(path) if path.is_file() and ".work" not in path.parts else ():
            assert place not in content, name
