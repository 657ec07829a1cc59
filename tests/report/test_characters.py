"""The direction of what is written from right to left, in the page and in print."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pypandoc
import pytest
from bs4 import BeautifulSoup

from research.report.characters import characters

LOOK = Path(__file__).parents[2] / "reports" / "template" / "look.lua"
FRONT = "---\ncharacters: {right-to-left: true}\n---\n\n"
MARK = "\u200e"
ARABIC = "عملاء جدد"
SENTENCE = "العميل أولاً، وفق مدير في شركة Zolm"


def written(text: str, to: str = "html") -> str:
    command = [pypandoc.get_pandoc_path(), "--from=markdown", f"--to={to}", "--wrap=none"]
    return subprocess.run(
        [*command, f"--lua-filter={LOOK}"],
        input=(FRONT + text).encode(),
        capture_output=True,
        check=True,
    ).stdout.decode()


@pytest.mark.parametrize("text", [ARABIC, SENTENCE, f"«{SENTENCE}» 12.5%", "שלום לכולם (2015)"])
def test_what_is_written_leftward_is_set_so(text):
    assert BeautifulSoup(written(text), "html.parser").find(dir="rtl").text.strip() == text
    assert "#set text(dir: rtl)\n#set align(right)" in written(text, "typst")


@pytest.mark.parametrize(
    "text",
    [
        f"{ARABIC} ranks first, against fifth overall.",
        f"{ARABIC} comes before {ARABIC}.",
        f"First comes {ARABIC}.",
        f"{ARABIC} leads.",
        f"{ARABIC}, {ARABIC}, {ARABIC} lead, ahead of all others.",
        "Only English",
    ],
)
def test_a_sentence_that_only_names_something_so_is_not(text):
    assert "rtl" not in written(text)
    assert "rtl" not in written(text, "typst")
    assert written(text).replace(MARK, "").strip() == f"<p>{text}</p>"


@pytest.mark.parametrize(
    ("text", "bounded"),
    [
        # Neither figures nor signs after a name are drawn to its other side.
        (f"In {ARABIC} 52 of 60", f"In {ARABIC}{MARK} 52 of 60"),
        (f"Ranks of {ARABIC}, {ARABIC} (6)", f"Ranks of {ARABIC}{MARK}, {ARABIC}{MARK} (6)"),
        (f"The means of {ARABIC}'s", f"The means of {ARABIC}{MARK}'s"),
        ("From علاقات & عملاء/جدد on", f"From علاقات &amp; عملاء/جدد{MARK} on"),
    ],
)
def test_a_name_ends_where_it_ends(text, bounded):
    assert written(text).strip() == f"<p>{bounded}</p>".replace("'", "’")


def test_a_heading_keeps_its_side_and_bounds_its_page_number():
    assert BeautifulSoup(written(f"# {ARABIC}"), "html.parser").text.strip() == ARABIC + MARK
    assert "rtl" not in written(f"# {ARABIC}", "typst")


def test_a_list_has_its_bullets_on_its_own_side():
    page = BeautifulSoup(written(f"- {ARABIC}\n- {SENTENCE}\n"), "html.parser")
    assert len(page.find(dir="rtl").find("ul").find_all("li")) == 2
    assert len(page.find_all(dir="rtl")) == 1
    mixed = f"- {ARABIC} ranks first of all themes\n- It is followed by others\n"
    assert "rtl" not in written(mixed)


def test_a_cell_stands_where_its_column_does():
    table = f"| a | b |\n|:---|---:|\n| {ARABIC} | 7 |\n| plain | 8 |\n"
    assert "#set text(dir: rtl)" in written(table, "typst")
    assert "align(right)" not in written(table, "typst")
    cell = BeautifulSoup(written(table), "html.parser").find("tbody").find("th")
    assert cell.find("div", dir="rtl").text.strip() == ARABIC


def test_only_a_document_that_needs_it_is_told_so():
    assert characters([f"plain {ARABIC}"]).right_to_left
    assert characters([f"plain {ARABIC}"]).metadata["characters"]["right-to-left"] is True
    assert characters(["Plain – “text” Σχέσεις Łódź"]).metadata == {}
    assert "text-align: inherit" in characters([ARABIC]).files()["characters.css"].decode()
