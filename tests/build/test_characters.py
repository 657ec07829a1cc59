"""Where characters that no font has stand: file, row and key or column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from research.build.characters import traced
from research.edition.judgement import load_edition

if TYPE_CHECKING:
    from pathlib import Path

THUMB, BULLET = 0x1F44D, 0xF0B7


@pytest.fixture
def spoil(params: Path):
    """Put a sign behind words of one of the edition's files."""

    def put(name: str, words: str, sign: str = chr(THUMB)) -> None:
        path = params.parents[1] / name
        text = path.read_text(encoding="utf-8")
        assert words in text
        path.write_text(text.replace(words, words + sign, 1), encoding="utf-8")

    return put


def told(params: Path, *codes: int) -> list[str]:
    found = traced(codes, load_edition(params), params)
    return [str(problem).replace(f"{params.parents[1]}/", "") for problem in found]


def row_of(params: Path, name: str, words: str) -> int:
    lines = (params.parents[1] / name).read_text(encoding="utf-8").splitlines()
    return next(row for row, line in enumerate(lines, 1) if words in line)


@pytest.mark.parametrize(
    ("name", "words", "place"),
    [
        ("params/small.yml", "Winning Customers", "questions.1.rows.win.text"),
        ("params/small.yml", "Priorities of a Small Town", "title"),
        ("params/themes/retain.yml", "topic: ", "topic"),
        ("data/respondents.csv", "pays the rent", "column reason"),
        ("reports/texts/about.md", "# ", ", column "),
    ],
)
def test_a_sign_is_traced_to_its_place(
    params: Path, spoil, name: str, words: str, place: str
) -> None:
    row = row_of(params, name, words)
    spoil(name, words)
    [said] = told(params, THUMB)
    assert f"{name}, row {row}" in said
    assert place in said
    assert "no font at hand has U+1F44D (thumbs up sign); its code point is printed" in said
    assert "pip install 'research-workbench[fonts]'" in said


def test_the_first_three_places_are_told_with_their_number(params: Path, spoil) -> None:
    data = params.parents[1] / "data" / "respondents.csv"
    head, *rows = data.read_text(encoding="utf-8").splitlines()
    filled = [f"{row}{chr(THUMB)}" for row in rows[:5]]
    data.write_text("\n".join([head, *filled, *rows[5:]]) + "\n", encoding="utf-8")
    said = told(params, THUMB)
    assert len(said) == 3
    assert all("(5 places, the first 3 are told)" in each for each in said)
    assert [each.split(", ")[1] for each in said] == ["row 2", "row 3", "row 4"]


def test_a_private_sign_has_another_remedy(params: Path, spoil) -> None:
    spoil("data/respondents.csv", "pays the rent", chr(BULLET))
    [said] = told(params, BULLET)
    assert "U+F0B7; its code point" in said
    assert "put the sign that is meant in its place" in said


def test_what_no_file_holds_is_told_of_the_document(params: Path) -> None:
    [said] = told(params, THUMB)
    assert said.startswith("report.qmd: no font at hand has U+1F44D")


def test_each_sign_is_told_and_none_where_there_is_none(params: Path, spoil) -> None:
    spoil("params/small.yml", "Winning Customers", chr(THUMB) + chr(BULLET))
    assert len(told(params, THUMB, BULLET)) == 2
    assert told(params) == []


def test_a_text_file_that_is_damaged_hides_no_other(params: Path, spoil) -> None:
    (params.parent / "themes" / "win.yml").write_bytes(b"key: [\xff")
    spoil("data/respondents.csv", "pays the rent")
    [said] = told(params, THUMB)
    assert "column reason" in said


def test_letters_of_a_script_are_told_in_one(params: Path, spoil) -> None:
    spoil("data/respondents.csv", "pays the rent", "製造業種")
    spoil("params/small.yml", "Winning Customers", "製ごみ")
    said = told(params, *map(ord, "製造業種ごみ"), THUMB)
    assert len(said) == 5
    letters = "no font at hand has 4 Chinese characters (U+88FD, U+9020, U+696D and 1 more)"
    assert [letters in one for one in said] == [True, True, False, False, False]
    assert "U+3054 (hiragana letter go); its code point is printed" in said[2]
