"""The twelve theme texts: whole, short enough for their cells, and alike in form."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from research.display.placeholders import digits, judge
from research.edition.judgement import load_edition
from research.edition.texts import ThemeText, load_theme_text
from research.edition.yamlfile import read_yaml
from research.errors import InputError

PARAMS = Path(__file__).parents[2] / "params"
EDITION = load_edition(PARAMS / "2015.yml")
KEYS = [theme.key for theme in EDITION.items]
THIRD_QUARTILE = {"organisation", "ways", "technology", "category"}
NO_FIRST_CELL = THIRD_QUARTILE | {"channels"}
NOT_APPLICABLE = "not applicable"
SHARED = re.compile(r"as (performer|moderate)")
# What each objective of the publication is about, cell by cell.
PRINTED = read_yaml(Path(__file__).parents[1] / "data/objectives-2015.yml").content
STANDING = PRINTED["standing"]
CAPABILITIES = ("performer", "moderate", "beginner")
APPETITES = ("first", "second", "best")


@pytest.fixture(scope="module")
def texts() -> dict[str, ThemeText]:
    return {key: load_theme_text(PARAMS / "themes" / f"{key}.yml") for key in KEYS}


def cells(text: ThemeText) -> dict[tuple[str, str], list[str] | str]:
    return {
        (row, column): getattr(getattr(text.objectives, row), column)
        for row in CAPABILITIES
        for column in APPETITES
    }


def bullets(text: ThemeText) -> list[str]:
    return [item for cell in cells(text).values() if isinstance(cell, list) for item in cell]


def prose(text: ThemeText) -> list[str]:
    spoken = [text.state, text.sentence, text.covers, text.chosen, text.neglected]
    return [*spoken, *text.traits, *bullets(text)]


def lacking(item: str, wanted: str) -> list[str]:
    """Key words that an objective does not hold; a bar parts those of which one will do."""
    words = [part.strip() for part in STANDING.get(wanted, wanted).split(",")]
    return [word for word in words if not any(one in item.lower() for one in word.split("|"))]


def test_every_theme_says_in_one_sentence_what_its_results_mean(
    texts: dict[str, ThemeText],
) -> None:
    for key, text in texts.items():
        assert text.so_what.startswith("{% claim overall."), key
        for said in re.split(r"\{%.*?%\}", text.so_what, flags=re.DOTALL):
            words = " ".join(re.sub(r"\{\{.*?\}\}", "", said).split())
            assert not words or (words.count(".") == 1 and words.endswith(".")), key
            assert len(words) < 220, key


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
def test_objectives_stand_cell_by_cell_where_the_publication_has_them(
    texts: dict[str, ThemeText], key: str
) -> None:
    held = cells(texts[key])
    for (row, column), cell in held.items():
        wanted = PRINTED[key][row][column]
        if isinstance(wanted, str):
            assert cell == (NOT_APPLICABLE if wanted == NOT_APPLICABLE else f"as {wanted}")
            continue
        assert isinstance(cell, list), (row, column)
        assert len(cell) == len(wanted), (row, column)
        for item, words in zip(cell, wanted, strict=True):
            assert not lacking(item, words), (row, column, item)


def test_the_list_of_the_publication_is_of_all_its_objectives() -> None:
    listed = [
        wanted
        for key in KEYS
        for row in CAPABILITIES
        for column in APPETITES
        if isinstance(wanted := PRINTED[key][row][column], list)
    ]

    assert sum(map(len, listed)) == 291
    assert sum(cell == ["hold"] for cell in listed) == len(KEYS) - len(NO_FIRST_CELL)
    assert all(PRINTED[key]["performer"]["second"][1] == "keep up" for key in KEYS)


def test_an_objective_in_another_cell_is_noticed(texts: dict[str, ThemeText]) -> None:
    wanted = PRINTED["farming"]["beginner"]["second"]
    cell = texts["farming"].objectives.beginner.best

    assert all(lacking(item, words) for item, words in zip(cell, wanted, strict=False))


def test_a_cell_cannot_share_the_objectives_of_a_row_below_it(tmp_path: Path) -> None:
    text = (PARAMS / "themes/people.yml").read_text(encoding="utf-8")
    wrong = tmp_path / "people.yml"
    wrong.write_text(text.replace("as performer", "as moderate", 1), encoding="utf-8")

    with pytest.raises(InputError, match=r"'moderate\.best' is 'as moderate'.*no row above it"):
        load_theme_text(wrong)


@pytest.mark.parametrize("key", KEYS)
def test_objectives_are_short_bullets(texts: dict[str, ThemeText], key: str) -> None:
    for place, cell in cells(texts[key]).items():
        if isinstance(cell, str):
            assert cell == NOT_APPLICABLE or SHARED.fullmatch(cell), place
            continue
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
def test_a_target_reaches_from_the_keenest_to_the_others(
    texts: dict[str, ThemeText], key: str
) -> None:
    target = texts[key].target

    assert target.top3 or target.top6
    assert target.others or target.top6


def test_no_bullet_stands_twice_but_for_those_that_every_table_has(
    texts: dict[str, ThemeText],
) -> None:
    every = [item.lower() for text in texts.values() for item in bullets(text)]
    own = [item for item in every if all(lacking(item, words) for words in STANDING)]

    assert len(every) - len(own) == 3 * len(KEYS) - len(NO_FIRST_CELL)
    assert sorted(set(own)) == sorted(own)


def test_no_two_themes_share_a_trait_or_open_alike(texts: dict[str, ThemeText]) -> None:
    traits = [trait for text in texts.values() for trait in text.traits]
    openings = [" ".join(text.sentence.split()[:2]) for text in texts.values()]

    assert len(set(traits)) == len(traits)
    assert len(set(openings)) == len(openings)


@pytest.mark.parametrize("key", KEYS)
def test_what_practice_shows_is_claimed_and_types_no_figure(
    texts: dict[str, ThemeText], key: str
) -> None:
    practice = texts[key].practice

    assert "{% claim " in practice
    assert not digits(practice, key)
    assert not judge(practice, key)
    # No claim stops the build of an edition whose data say otherwise.
    assert practice.count("{% claim ") == practice.count("{% else %}")


@pytest.mark.parametrize("key", KEYS)
def test_theme_texts_hold_no_figures_and_no_markup(texts: dict[str, ThemeText], key: str) -> None:
    for passage in prose(texts[key]):
        assert passage
        # The field's names of business between firms hold the only figures.
        assert not re.search(r"[0-9%—*_`{}\[\]<>|]", re.sub("B2B(2C)?", "", passage)), passage
        assert "  " not in passage
