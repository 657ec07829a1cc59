"""Slips of the pen that readers notice first, looked for in every text of every edition."""

from __future__ import annotations

import json
import re
import zipfile
from html import unescape
from itertools import chain
from typing import TYPE_CHECKING

import openpyxl
import pytest

from research.wording.dates import is_year

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Built

pytestmark = pytest.mark.slow

_NOUNS = (
    "accounts|answers|assessments|breakdowns|columns|comparisons|contacts|contracts|customers|days|"
    "directions|firms|groups|interviews|managers|months|pairs|parents|people|percentage points|"
    "places|points|ranks|reasons|reconstructions|regions|respondents|rows|sectors|sets|shares|sizes|"
    "tables|themes|touchpoints|votes|weeks|years"
)
_DIGITS = r"(?:8\d?\b|11\b|18\b|8\d%|11%|18%)"
SLIPS = {
    "a nought with a sign": (
        r"(?<![\w.,])[−-]0(?:\.0+)?%?(?![\w.,:]|\s*[−–-]\s*\d)|\+0(?:\.0+)?%?(?![\w.,])"
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
    "all, counted out of all": (
        r"(?<![\d.,:/])(\d+|two|three|four|five|six|twelve) of (?:the )?\1\b"
    ),
    "points that remain of fewer": r"[Oo]f (\d+) points?, (?!\1\b)(?:\d{3,})",
    "a reference that leads nowhere": r"(?<![\w\\])@(?:sec|tbl|fig)-\w+|\{\{|\}\}|\{%|:::",
    "a word said twice": r"(?<![\w,%†])([A-Za-z]{2,}) \1\b",
    "points in a row": r"[,;:][,.;:]|(?<!\.)\.\.(?!\.)|††|%%",
    "a wrong article": rf"\b[Aa] (?:{_DIGITS}|eight|eleven|eighteen)|\b[Aa]n (?!8|11\b|18\b)\d",
    "a range of one value": r"(?<![\d.,–-])(\d+(?:\.\d+)?%?)–\1(?![\d.%–])",
    "nothing in brackets": r"\(\s*\)",
    "what code prints": r"\b(?:nan|NaN|NaT|null|True|False)\b|^None$",
}
# Brands are written so, "<5000" is a label of the data, and files are named by their paths.
NAMED = re.compile(
    r"SalesWise|RedRoute|MindTouch|OgilvyOne|eBECS|\+44 \(0\) 208 144 6723|"
    r"LinkedIn|JavaScript|iPhone|eBay|YouTube|[<>]\s?5000|5000\+|\S+/\S+|\S+\.(?:md|csv|yml)|"
    r"https?://\S+|\b[a-z]+[-_.][\w.-]*\d{4}\b|seed \d+"
)


# What only screen readers and programs are told of a page or a document.
TOLD = ("alt", "aria-label", "title", "content")
_DRAWN = re.compile(r"<(?:text|tspan|title|desc)\b[^>]*>([^<]+)<")
_PARAGRAPH = re.compile(r"<w:p[ >].*?</w:p>", re.DOTALL)
# What is written, and what parts it.
_RUN = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|(<w:(?:tab|br|cr)(?: [^>]*)?/>)")
_DESCRIBED = re.compile(r' (?:descr|title)="([^"]+)"')


def texts(built: Built) -> Iterator[str]:
    """Every text of the page, the pictures, Word, the workbook and the ledger."""
    yield from page_texts(built)
    for picture in sorted(built.folder.glob("figures/*.svg")):
        yield from map(unescape, _DRAWN.findall(picture.read_text(encoding="utf-8")))
    yield from word_texts(built.folder / "report.docx")
    yield from workbook_texts(built.folder / "tables.xlsx")
    for record in json.loads((built.folder / "results.json").read_text(encoding="utf-8")):
        yield record["label"]
        if isinstance(record["value"], str):
            yield record["value"]


def page_texts(built: Built) -> Iterator[str]:
    page = built.html
    for gone in page.find_all(["script", "style"]):
        gone.extract()
    yield from page.stripped_strings
    yield from (tag[name] for tag in page.find_all(True) for name in TOLD if tag.get(name))
    # Whole paragraphs too: a word may be said twice across the end of a link.
    blocks = page.find_all(["p", "li", "td", "th", "figcaption", "h1", "h2", "h3", "h4"])
    flat = (block for block in blocks if not block.find(["svg", "figure", "table", "li", "p"]))
    yield from (" ".join(block.get_text(" ").split()) for block in flat)


def word_texts(path: Path) -> Iterator[str]:
    """Paragraphs of the body, of heads and feet and of notes; descriptions and properties."""
    with zipfile.ZipFile(path) as packed:
        for name in packed.namelist():
            if not name.endswith(".xml") or not name.startswith(("word/", "docProps/")):
                continue
            content = packed.read(name).decode("utf-8")
            for paragraph in _PARAGRAPH.findall(content):
                yield unescape("".join(" " if end else run for run, end in _RUN.findall(paragraph)))
            yield from map(unescape, _DESCRIBED.findall(content))
            if name == "docProps/core.xml":
                yield from map(unescape, re.findall(r">([^<>]+)<", content))


def workbook_texts(path: Path) -> Iterator[str]:
    """Names and cells of the sheets, and notes on cells."""
    for sheet in openpyxl.load_workbook(path):
        yield sheet.title
        for cell in chain.from_iterable(sheet.iter_rows()):
            if isinstance(cell.value, str):
                yield cell.value
            if cell.comment:
                yield cell.comment.text


@pytest.fixture(scope="session")
def said(each: Built) -> tuple[str, ...]:
    return tuple(dict.fromkeys(NAMED.sub("…", text) for text in texts(each)))


@pytest.mark.parametrize("slip", SLIPS)
def test_no_text_of_an_edition_holds_a_slip(slip: str, said: tuple[str, ...], each: Built) -> None:
    # "None" may be an answer.
    labelled = "'None'" in str(each.parameters)
    found = [
        f"{text[max(0, match.start() - 30) : match.end() + 30]!r}"
        for text in said
        for match in re.finditer(SLIPS[slip], text)
        if not (labelled and text == "None")
        and not (slip == "all, counted out of all" and re.fullmatch(r"\d+ of \d+", text))
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
        ("a nought with a sign", "−0% of them"),
        ("one of many", "1 percentage points"),
        ("all, counted out of all", "in 50 of 50 reconstructions"),
        ("a reference that leads nowhere", "in one place: @sec-reconstruction."),
        ("a reference that leads nowhere", "by {{ study.respondents }}"),
        ("a word said twice", "in the the top three"),
        ("points in a row", "score of all for KAM, 71,."),
        ("a wrong article", "a 8% share"),
        ("a wrong article", "an 7% share"),
        ("a range of one value", "positions 3–3"),
        ("nothing in brackets", "Brand ()"),
        ("what code prints", "mean nan"),
    ],
)
def test_a_slip_would_be_seen(slip: str, text: str) -> None:
    assert re.search(SLIPS[slip], NAMED.sub("…", text))


@pytest.mark.parametrize(
    "text",
    [
        "0.04 to −0.03", "−1 to −0.5", "2,262 answers", "in 2016 and 1979", "1 sector",
        "seed 20151", "firms of <5000 people", "twenty-one sectors", "params/plans-2016.yml",
        "p < 0.001", "12-0", "rank 10 10%, rank 11 11%", "an 11% share", "a 7% share", "1 to 12",
        "one of the twelve", "3–5", "None of the 13 groups", "8 of 12", "e.g., so", "an MD",
    ],
)  # fmt: skip
def test_what_is_no_slip_is_let_pass(text: str) -> None:
    left = NAMED.sub("…", text)
    assert [name for name, slip in SLIPS.items() if re.search(slip, left)] == []
