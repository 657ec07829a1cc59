"""Slips of the pen that readers notice first, looked for in every text of every edition."""

from __future__ import annotations

import re
from html import unescape
from itertools import chain
from typing import TYPE_CHECKING

import openpyxl
import pytest

from research.wording.dates import is_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Built

pytestmark = pytest.mark.slow

_NOUNS = (
    "accounts|answers|assessments|breakdowns|comparisons|contacts|customers|firms|groups|months|"
    "parents|places|points|regions|respondents|sectors|sizes|themes|touchpoints|votes"
)
SLIPS = {
    "a nought with a sign": (
        r"(?<![\w.,])[−-]0(?:\.0+)?(?![\w.,:]|\s*[−–-]\s*\d)|\+0(?:\.0+)?(?![\w.,])"
    ),
    "one of many": rf"(?<![\w,.-])(?<!Table\s)(?<!Figure\s)(?:1|[Oo]ne) (?:{_NOUNS})\b",
    "an English plural of a word that is none": r"\b\w*[ßäöü]\w*s\b(?=[ ,.])",
    "a column's name": (
        r"\b[a-z]{3,}[A-Z][a-z]\w+|\b[A-Z][a-z]{2,}[A-Z][a-z]\w*|\b[a-z]+_[a-z_]+\b"
    ),
    "thousands not parted": (
        r"(?<![\w.,#/&−-])(?!(?:1[89]|20)\d\d\b)[1-9]\d{3,}(?![\w%+]|[.,]?\d)"
    ),
    "a box of all ranks": r"\b[Tt]op (\d+|six|four|twelve) of (?:the )?\1\b",
    "points that remain of fewer": r"[Oo]f (\d+) points?, (?!\1\b)(?:\d{3,})",
}
# Brands are written so, "<5000" is a label of the data, and files are named by their paths.
NAMED = re.compile(
    r"LinkedIn|JavaScript|iPhone|eBay|YouTube|[<>]\s?5000|5000\+|\S+/\S+|\S+\.(?:md|csv|yml)|"
    r"https?://\S+|\b[a-z]+[-_.][\w.-]*\d{4}\b|seed \d+"
)


def texts(built: Built) -> Iterator[str]:
    """Every text of the page, of the pictures, of Word and of the workbook."""
    page = built.html
    for gone in page.find_all(["script", "style"]):
        gone.extract()
    yield from (part for part in page.stripped_strings)
    for picture in sorted(built.folder.glob("figures/*.svg")):
        yield from map(
            unescape, re.findall(r">([^<>]+)</text>", picture.read_text(encoding="utf-8"))
        )
    yield from (part.text for part in built.docx.paragraphs)
    cells = (cell for table in built.docx.tables for row in table.rows for cell in row.cells)
    yield from (cell.text for cell in cells)
    book = openpyxl.load_workbook(built.folder / "tables.xlsx", read_only=True)
    rows = chain.from_iterable(sheet.iter_rows(values_only=True) for sheet in book)
    yield from (value for row in rows for value in row if isinstance(value, str))


@pytest.fixture(scope="session")
def said(each: Built) -> tuple[str, ...]:
    return tuple(dict.fromkeys(NAMED.sub("…", text) for text in texts(each)))


@pytest.mark.parametrize("slip", SLIPS)
def test_no_text_of_an_edition_holds_a_slip(slip: str, said: tuple[str, ...]) -> None:
    found = [
        f"{text[max(0, match.start() - 30) : match.end() + 30]!r}"
        for text in said
        for match in re.finditer(SLIPS[slip], text)
    ]
    assert found == []


def test_an_edition_s_key_is_not_printed_as_its_date(each: Built) -> None:
    if each.parameters.get("date") or is_year(each.edition):
        return
    dated = re.search(r"^dated: *(.*)$", (each.folder / "report.qmd").read_text("utf-8"), re.M)
    assert dated is None
    assert each.html.select_one(".cover-date") is None or not each.html.select_one(
        ".cover-date"
    ).get_text(strip=True)


@pytest.mark.parametrize(
    ("slip", "text"),
    [
        ("a nought with a sign", "a change of −0.00 places"),
        ("a nought with a sign", "(+0)"),
        ("one of many", "of 1 sectors"),
        ("an English plural of a word that is none", "the Größes, and"),
        ("a column's name", "alike in InternetService"),
        ("a column's name", "of revenue_this_year"),
        ("thousands not parted", "Base: 2262 answers"),
        ("a box of all ranks", "Top 6 of 6"),
    ],
)
def test_a_slip_would_be_seen(slip: str, text: str) -> None:
    assert re.search(SLIPS[slip], NAMED.sub("…", text))


@pytest.mark.parametrize(
    "text",
    [
        "0.04 to −0.03", "−1 to −0.5", "2,262 answers", "in 2016 and 1979", "1 sector",
        "seed 20151", "firms of <5000 people", "twenty-one sectors", "params/plans-2016.yml",
        "p < 0.001", "12-0",
    ],
)  # fmt: skip
def test_what_is_no_slip_is_let_pass(text: str) -> None:
    left = NAMED.sub("…", text)
    assert [name for name, slip in SLIPS.items() if re.search(slip, left)] == []
