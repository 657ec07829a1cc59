"""The author texts of the 2015 edition: no typed results, no name that the ledger cannot have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from research.config import load_edition
from research.report.placeholders import digits

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "reports" / "2015" / "texts"
EDITION = load_edition(ROOT / "params" / "2015.yml")
NAMES = sorted(section.text for section in EDITION.report.sections if section.text)
OPENERS = {"how-sure", "section-overall", "section-themes"}

THEMES = "|".join(theme.key for theme in EDITION.themes)
BREAKDOWNS = "|".join(item.key for item in EDITION.breakdowns)
GROUPS = "|".join(group.key for item in EDITION.breakdowns for group in item.groups)
BENCHMARKS = "overall|" + "|".join(group.key for group in EDITION.benchmark.groups)
BOXES = "first|top3|top6|bottom6|bottom3|bottom2|last"
RESULTS = [
    rf"overall\.({THEMES})\.(rank|mean_rank|({BOXES})(_count)?)",
    r"overall\.rank(1[0-2]|[1-9])\.theme",
    rf"({BREAKDOWNS})\.({GROUPS})\.({THEMES})\.rank",
    r"study\.(respondents|sectors|named)",
    rf"sample\.({BREAKDOWNS})\.({GROUPS})\.(count|share)",
    rf"cooccurrence\.({THEMES})\.({THEMES})\.(count|share)",
    rf"benchmark\.({THEMES})\.({BENCHMARKS})\.(high|mean|low)",
]
WORDS = ("share", "words", "ordinal")
FILTERS = {*WORDS, "percent", "points", "count", "rank", "number", "label", "chart"}
REFERENCES = [
    rf"tbl-({THEMES})-(ranks|objectives)",
    rf"fig-({THEMES})-(distribution|benchmark)",
    rf"tbl-({BREAKDOWNS}|themes|overall)",
    rf"fig-(sample-({BREAKDOWNS})|model)",
    rf"sec-(theme-({THEMES})|breakdown-({BREAKDOWNS})|overall|{'|'.join(NAMES)})",
]
PLACEHOLDER = re.compile(r"\{\{\s*([\w.-]+)\s*(?:\|\s*(\w+)\s*)?\}\}")


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def text(name: str) -> str:
    return read(name)


def read(name: str) -> str:
    return (FOLDER / f"{name}.md").read_text(encoding="utf-8")


def words_of(text: str) -> list[str]:
    prose = PLACEHOLDER.sub("N", re.sub(r"^(:::|#).*$", "", text, flags=re.MULTILINE))
    return re.findall(r"[\w'’&-]+", prose)


def test_the_folder_holds_the_texts_of_the_edition_and_no_others() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.md")) == NAMES


def test_every_brace_belongs_to_a_placeholder_that_can_be_read(text: str) -> None:
    left = PLACEHOLDER.sub("", text)

    assert "{{" not in left
    assert "}}" not in left


def test_placeholders_name_results_that_an_edition_has(text: str) -> None:
    for result, chosen in PLACEHOLDER.findall(text):
        known = chosen == "chart" or any(re.fullmatch(form, result) for form in RESULTS)
        assert known, result
        assert not chosen or chosen in FILTERS, chosen


def test_references_lead_to_floats_that_the_report_has(text: str) -> None:
    for reference in re.findall(r"@([\w-]+)", text):
        assert any(re.fullmatch(form, reference) for form in REFERENCES), reference


def test_no_result_is_typed_by_hand(name: str, text: str) -> None:
    assert digits(text, f"{name}.md") == []


def test_no_sentence_opens_with_a_number_in_words(text: str) -> None:
    # These filters give lower-case words, wherever they stand.
    sentences = re.findall(r"(?:^\s*|[.!?][\s*]+|\n\n)\{\{\s*[\w.-]+\s*\|\s*(\w+)", text)

    assert not set(sentences) & set(WORDS)


def test_a_text_has_one_title_and_an_opener_leaves_it_to_its_section(name: str, text: str) -> None:
    titles = re.findall(r"^# .+$", text, flags=re.MULTILINE)

    assert len(titles) == (0 if name in OPENERS else 1)


def test_blocks_are_closed_again(text: str) -> None:
    opened = re.findall(r"^::: \{", text, flags=re.MULTILINE)
    closed = re.findall(r"^:::$", text, flags=re.MULTILINE)

    assert len(opened) == len(closed)


def test_the_study_in_one_minute_is_three_sentences_each_with_its_number() -> None:
    findings = re.findall(r"::: \{\.finding\}(.*?)\n:::", read("minute"), flags=re.DOTALL)

    assert len(findings) == 3
    for finding in findings:
        number, sentence = re.split(r"\{\.number\}", finding)
        plain = PLACEHOLDER.sub("N", sentence).strip()
        assert re.fullmatch(rf"\[{PLACEHOLDER.pattern}\]", number.strip())
        assert plain.count(".") == 1
        assert plain.endswith(".")


def test_the_executive_summary_fits_a_page() -> None:
    assert 350 <= len(words_of(read("executive-summary"))) <= 500


def test_the_reader_is_told_what_is_reconstructed_and_what_is_made_up() -> None:
    about = read("about")

    assert "reconstructed" in about
    assert "made up" in about
