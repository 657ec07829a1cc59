"""The PDF of every edition: its tags, how full its pages are, how small its type is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import tagging

from tests.report import printing

if TYPE_CHECKING:
    from conftest import Built
    from pypdf import PageObject, PdfReader

pytestmark = pytest.mark.slow

# Points of a page above and below its text; the folio stands in what is below.
TOP, FOOT = 25 / 25.4 * 72, 17 / 25.4 * 72
LEAST = 7.5


@pytest.fixture
def printed(each: Built) -> PdfReader:
    if "pdf" not in each.parameters["report"].get("formats", ["html"]):
        pytest.skip("this edition is not printed")
    return each.pdf


def test_tags_pass_the_checkpoints_of_pdf_ua(printed: PdfReader) -> None:
    failed = {
        name: found[:5] for name, check in tagging.CHECKPOINTS.items() if (found := check(printed))
    }
    assert failed == {}


def test_tables_have_captions_and_heads_of_rows(printed: PdfReader) -> None:
    tables = [tag for tag in tagging.tags(printed) if tagging.kind(tag) == "Table"]
    text = "\n".join(page.extract_text() for page in printed.pages)
    captioned = [table for table in tables if tagging.kind(tagging.kids(table)[0]) == "Caption"]
    numbers = set(re.findall(r"^Table\s(A?\d+)", text.replace("\u2060", ""), re.MULTILINE))
    assert len(captioned) >= len(numbers)
    scopes = [
        each["/Scope"]
        for tag in tagging.tags(printed)
        if tagging.kind(tag) == "TH"
        for each in tag["/A"]
        if "/Scope" in each
    ]
    assert {"/Column", "/Row"} <= set(scopes) if tables else not scopes


def test_its_language_is_that_of_the_edition(each: Built, printed: PdfReader) -> None:
    assert str(printed.trailer["/Root"]["/Lang"]) == each.parameters.get("language", "en-GB")


def test_no_type_is_smaller_than_the_least(printed: PdfReader) -> None:
    small = {
        (page.page_number + 1, piece.text[:30], round(piece.size, 2))
        for page in printed.pages
        for piece in printing.pieces(page)
        if piece.size < LEAST - 0.05
    }
    assert small == set()


def opens_section(page: PageObject) -> bool:
    """Whether the heading of a section or a chapter stands at the top of a page."""
    top = float(page.mediabox.height) - 60 / 25.4 * 72
    return any(piece.size > 20 and piece.base > top for piece in printing.pieces(page))


def fills(printed: PdfReader) -> list[float]:
    """How far down its text each page goes, from 0 to 1."""
    found = []
    for page in printed.pages:
        top = float(page.mediabox.height) - TOP
        bases = [piece.base for piece in printing.pieces(page) if piece.base > FOOT]
        found.append(min((top - min(bases, default=top)) / (top - FOOT), 1.0))
    return found


@pytest.mark.parametrize("each", ["2015", "2016"], indirect=True)
def test_pages_are_at_least_half_full_but_the_last_of_a_section(printed: PdfReader) -> None:
    """What may end early: the cover, the last page of a section, and what comes before pages that
    lie on their side, or the last of these."""
    full, opened = fills(printed), [opens_section(page) for page in printed.pages]
    across = [page.mediabox.width > page.mediabox.height for page in printed.pages]
    last = len(full) - 1
    may_end_early = [
        number in (0, last) or opened[number + 1] or across[number] != across[number + 1]
        for number in range(len(full))
    ]
    half_empty = [
        (number + 1, round(fill, 2))
        for number, (fill, may) in enumerate(zip(full, may_end_early, strict=True))
        if fill < 0.5 and not may
    ]
    assert half_empty == []
    # A last page too holds more than the end of a paragraph.
    assert [(number + 1, fill) for number, fill in enumerate(full) if fill < 0.15] == []
    assert sum(full) / len(full) > 0.72
