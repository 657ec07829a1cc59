"""The twelve theme texts: whole, short enough for their cells, and alike in form."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from research.edition.judgement import load_edition
from research.edition.texts import ThemeText, load_theme_text

PARAMS = Path(__file__).parents[2] / "params"
EDITION = load_edition(PARAMS / "2015.yml")
KEYS = [theme.key for theme in EDITION.items]
THIRD_QUARTILE = {"organisation", "ways", "technology", "category"}
NO_FIRST_CELL = THIRD_QUARTILE | {"channels"}
NOT_APPLICABLE = ["Not applicable"]
CAPABILITIES = ("performer", "moderate", "beginner")
APPETITES = ("first", "second", "best")


@pytest.fixture(scope="module")
def texts() -> dict[str, ThemeText]:
    return {key: load_theme_text(PARAMS / "themes" / f"{key}.yml") for key in KEYS}


def cells(text: ThemeText) -> dict[tuple[str, str], list[str]]:
    return {
        (row, column): getattr(getattr(text.objectives, row), column)
        for row in CAPABILITIES
        for column in APPETITES
    }


def bullets(text: ThemeText) -> list[str]:
    return [item for cell in cells(text).values() if cell != NOT_APPLICABLE for item in cell]


def prose(text: ThemeText) -> list[str]:
    return [text.sentence, text.covers, *text.traits, *bullets(text)]


def test_every_theme_of_the_edition_has_its_text_and_no_file_is_left_over() -> None:
    assert {path.stem for path in (PARAMS / "themes").glob("*.yml")} == set(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_a_text_names_the_theme_of_its_file(texts: dict[str, ThemeText], key: str) -> None:
    assert texts[key].key == key


@pytest.mark.parametrize("key", KEYS)
def test_traits_are_five_to_seven_full_sentences(texts: dict[str, ThemeText], key: str) -> None:
    traits = texts[key].traits

    assert 5 <= len(traits) <= 7
    assert all(trait.endswith(".") and trait[0].isupper() for trait in traits)


@pytest.mark.parametrize("key", KEYS)
def test_what_a_theme_covers_is_a_paragraph_of_two_to_four_sentences(
    texts: dict[str, ThemeText], key: str
) -> None:
    assert 2 <= len(re.findall(r"\.(?:\s|$)", texts[key].covers)) <= 4
    assert texts[key].sentence.count(".") == 1


@pytest.mark.parametrize("key", KEYS)
def test_objectives_fill_nine_cells_with_short_bullets(
    texts: dict[str, ThemeText], key: str
) -> None:
    for place, cell in cells(texts[key]).items():
        assert cell == NOT_APPLICABLE or 2 <= len(cell) <= 4, place
        for item in cell:
            assert len(item.split()) <= 12, item
            assert item[0].isupper(), item
            assert item[-1].isalpha(), item


@pytest.mark.parametrize("key", KEYS)
def test_first_column_and_its_empty_cell_follow_the_publication(
    texts: dict[str, ThemeText], key: str
) -> None:
    third = key in THIRD_QUARTILE
    empty = [place for place, cell in cells(texts[key]).items() if cell == NOT_APPLICABLE]

    assert texts[key].first_column == ("third quartile" if third else "benchmark")
    assert empty == ([("performer", "first")] if key in NO_FIRST_CELL else [])


@pytest.mark.parametrize("key", KEYS)
def test_those_above_the_first_column_are_told_to_hold_and_to_watch(
    texts: dict[str, ThemeText], key: str
) -> None:
    for row in ("performer", "moderate"):
        cell = cells(texts[key])[row, "first"]
        if cell != NOT_APPLICABLE:
            words = set(re.findall(r"\w+", " ".join(cell).lower()))
            assert words & {"hold", "keep"}, cell
            assert "watch" in words, cell


@pytest.mark.parametrize("key", KEYS)
def test_a_target_reaches_from_the_keenest_to_the_others(
    texts: dict[str, ThemeText], key: str
) -> None:
    target = texts[key].target

    assert target.top3 or target.top6
    assert target.others or target.top6


def test_no_bullet_stands_twice(texts: dict[str, ThemeText]) -> None:
    every = [item.lower() for text in texts.values() for item in bullets(text)]

    assert sorted(set(every)) == sorted(every)


def test_no_two_themes_share_a_trait_or_open_alike(texts: dict[str, ThemeText]) -> None:
    traits = [trait for text in texts.values() for trait in text.traits]
    openings = [" ".join(text.sentence.split()[:2]) for text in texts.values()]

    assert len(set(traits)) == len(traits)
    assert len(set(openings)) == len(openings)


@pytest.mark.parametrize("key", KEYS)
def test_theme_texts_hold_no_figures_and_no_markup(texts: dict[str, ThemeText], key: str) -> None:
    for passage in prose(texts[key]):
        assert not re.search(r"[0-9%—*_`{}\[\]<>|]", passage), passage
        assert "  " not in passage
