"""What no end of a page parts: a heading from its first exhibit, an exhibit from what is said."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import pypandoc
import pypdf
import pytest
import typst

TEMPLATE = Path(__file__).parents[2] / "reports" / "template"
TABLE = "::: {#tbl-x .datatable}\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\nWho\n\n:::"
NOTES = "::: {.notes}\n\nWeighted.\n\n:::"
SAID = "::: {.observations}\n\n- Most say so.\n- Few do not.\n\n:::"
LONG = "::: {.observations}\n\n" + "- Most say so, and few do not.\n" * 40 + "\n:::"
FIGURE = "![Who](figure){#fig-x}"


def typst_of(*blocks: str) -> str:
    filters = [f"--lua-filter={TEMPLATE / name}" for name in ("look.lua", "floats.lua")]
    command = [pypandoc.get_pandoc_path(), "--from=markdown", "--to=typst", "--wrap=none", *filters]
    text = "\n\n".join(blocks).encode()
    return subprocess.run(command, input=text, capture_output=True, check=True).stdout.decode()


def test_an_exhibit_stays_with_its_notes_and_these_with_the_sentences_below() -> None:
    drawn = typst_of(FIGURE, NOTES, SAID, "After.")
    assert drawn.count("stays: true") == 2
    assert "#look-notes(stays: true)[" in drawn
    told = typst_of(TABLE, NOTES, SAID, "After.")
    assert told.count("stays: true") == 1
    assert "notes: small-print[" in told
    for text in (drawn, told):
        assert "#look-observations(held: true)[" in text


def test_what_nothing_is_said_of_stays_with_nothing() -> None:
    assert "stays" not in typst_of(TABLE, "## Next", "Words.", "Words.")
    assert "stays" not in typst_of(FIGURE, "Words.")


def test_a_long_passage_may_break_but_its_first_sentence_and_notes_stay_with_the_exhibit() -> None:
    for exhibit in (TABLE, FIGURE):
        text = typst_of(exhibit, LONG)
        assert text.count("stays: true") == 1
        assert "#look-observations[" in text
    assert "stays" not in typst_of(TABLE, NOTES, "Words.")


def test_words_that_end_a_chapter_stay_with_their_exhibit_and_longer_ones_may_break() -> None:
    said = "::: {.observations}\n\n" + "- Most of them say so here and there.\n" * 5 + "\n:::"
    held = "#look-observations(held: true)["
    assert held in typst_of(FIGURE, said, "# Next {.chapter}")
    assert held in typst_of(FIGURE, NOTES, said)
    assert held not in typst_of(FIGURE, said, "After.")
    assert held not in typst_of(FIGURE, LONG)


def test_groups_of_quotes_stand_in_two_columns_where_they_are_many() -> None:
    group = "#### Head\n\n::: {.verbatims}\n> It works.\n:::"
    assert typst_of(*[group] * 4).count("#look-quoted(") == 1
    assert "#look-quoted(" not in typst_of(*[group] * 3)


@pytest.mark.parametrize("exhibit", [TABLE, FIGURE])
def test_the_words_between_a_heading_and_its_first_exhibit_stay_with_both(exhibit: str) -> None:
    assert "#look-opening[\nWords.\n\n]" in typst_of("## Head", "Words.", exhibit)
    assert "#look-notes(held: true, stays: true)[" in typst_of("## Head", NOTES, exhibit)
    assert "look-opening" not in typst_of("## Head", "Words. " * 200, exhibit)
    assert "look-opening" not in typst_of("## Head", "Words.", "## Next")


def test_a_legend_in_small_type_below_a_heading_takes_less_room_than_words() -> None:
    for letters, stays in ((600, True), (1000, False)):
        legend = NOTES.replace("Weighted.", "Letters. " * (letters // 9))
        assert ("stays: true" in typst_of("## Head", legend, TABLE)) == stays


def test_the_sentences_below_a_table_open_nothing() -> None:
    second = TABLE.replace("tbl-x", "tbl-y")
    text = typst_of("## Head", TABLE, SAID, second)
    assert "#look-observations(held: true)[" in text


def filled(lines: int, *blocks: str) -> list[str]:
    """Texts of the pages of a report whose blocks come after so many lines."""
    body = typst_of(*["Filler."] * lines, *blocks)
    look = (TEMPLATE / "look.typ").read_text(encoding="utf-8").replace('image("figure")', "")
    source = f'{look}\n#show: report.with(title: "T")\n#let image = (..all) => rect(height: 60mm)\n'
    made = typst.compile((source + body).encode(), ignore_system_fonts=True)
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages]


@pytest.mark.slow
def test_no_heading_stands_at_the_foot_of_a_page_without_its_chart() -> None:
    moved = 0
    for lines in range(24, 44, 2):
        pages = filled(lines, "## Head", "Opening words.", FIGURE, NOTES, SAID)
        [own] = [page for page in pages if "Head" in page]
        assert [text in own for text in ("Opening words.", "Weighted.", "Few do not.")] == [
            True
        ] * 3
        moved += "Filler." not in own
    assert moved


@pytest.mark.parametrize(
    ("text", "printed"),
    [("1\\. Region", "[\\1. Region]"), ("- none", "[\\- none]"), ("= even", "[\\= even]")],
)
def test_a_cell_that_begins_like_a_list_is_text_in_print(text: str, printed: str) -> None:
    assert printed in typst_of(TABLE.replace("| 1 |", f"| {text} |"))


def test_a_caption_or_a_span_that_begins_like_a_list_is_text_in_print() -> None:
    assert "], [\\4. Ratings]" in typst_of(TABLE.replace("Who", "4\\. Ratings"))
    assert "#look-view[\\2. choice]" in typst_of("[2\\. choice]{.view}")
    assert "#look-better[+3]" in typst_of("[+3]{.better}")


def rows(count: int, *, groups: int = 0) -> str:
    """A table of so many rows, the first column empty where a row goes on with its group."""
    firsts = ["" if groups and number % groups else f"G{number}" for number in range(count)]
    body = "\n".join(f"| {first} | Row{number}. |" for number, first in enumerate(firsts))
    return f"::: {{#tbl-x .datatable}}\n\n| A | B |\n|---|---|\n{body}\n\nWho\n\n:::"


def test_the_last_rows_of_a_table_are_held_together_in_print_and_a_short_table_needs_none() -> None:
    assert typst_of(rows(12)).count("rowspan: 5") == 1
    assert "rowspan" not in typst_of(rows(8))
    # A group stays whole, and takes the one before it along where it has few rows.
    grouped = typst_of(rows(12, groups=4))
    assert [grouped.count(f"rowspan: {held}") for held in (4, 8)] == [1, 1]
    # Of a group of many rows the last are held all the same.
    assert typst_of(rows(20, groups=20)).count("rowspan: 5") == 1
    tall = rows(12).replace("Row3.", "Long words here. " * 20)
    assert "rowspan" not in typst_of(tall)


@pytest.mark.slow
@pytest.mark.parametrize(("count", "groups"), [(14, 0), (30, 0), (70, 0), (24, 4), (24, 12)])
def test_no_few_rows_go_on_over_the_page_and_no_caption_stands_alone(
    count: int, groups: int
) -> None:
    broken = 0
    for lines in range(0, 40, 2):
        pages = filled(lines, rows(count, groups=groups), "::: {.notes}\n\nWeighted.\n\n:::")
        held = [page.count("Row") for page in pages if "Row" in page]
        assert sum(held) == count
        assert held[-1] >= 5
        [captioned] = [page for page in pages if "Who" in page]
        assert "Row0." in captioned
        broken += len(held) > 1
    assert broken or count < 30


def set_pages(*blocks: str, warn: list[str]) -> list[str]:
    """The text of each page, as the report sets it; what Typst warns of."""
    source = '#import "look.typ": *\n#show: report.with(title: "Study")\n\n' + typst_of(*blocks)
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(TEMPLATE / "look.typ", folder)
        main = Path(folder, "main.typ")
        main.write_text(source, encoding="utf-8")
        content, warnings = typst.compile_with_warnings(main, ignore_system_fonts=True)
    warn += [str(one.message) for one in warnings if "font family" not in str(one.message)]
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


@pytest.mark.parametrize("lines", [4, 34, 45, 46, 48])
def test_chapters_of_a_part_are_listed_on_the_page_of_its_words_with_the_pages_they_stand_on(
    lines: int,
) -> None:
    """Wherever on the page the words of the part end."""
    chapters = range(1, 13)
    listed = "\n\n".join(f"- [Chapter {n}](#c{n})\n\n  What {n} says." for n in chapters)
    words = " ".join(["Words of the part that fill their line of print well enough"] * lines)
    bodies = [f"## Chapter {n} {{#c{n} .chapter}}\n\n" + "Said. " * 400 for n in chapters]
    warnings: list[str] = []
    pages = set_pages(
        "# Part {.part}", words, f"::: {{.chapters}}\n\n{listed}\n\n:::", *bodies, warn=warnings
    )
    assert warnings == []
    begins = {
        n: next(i for i, text in enumerate(pages, 1) if f"Chapter {n}\nSaid" in text)
        for n in chapters
    }
    opener = next(text for text in pages if "Words of the part" in text)
    named = {int(n): int(page) for n, page in re.findall(r"Chapter (\d+)\s*?(\d+)$", opener, re.M)}
    assert named in ({}, begins)
    assert sum("What 12 says" in text for text in pages) == sum(
        "What 1 says" in text for text in pages
    )
