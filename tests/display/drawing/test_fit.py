from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from research.display.drawing.fit import ELLIPSIS, fitted, longest_line
from research.display.drawing.measure import text_width
from research.display.escape import clean

LETTERS = "abc XYZ,-\n$éßW"


def test_words_stay_whole_where_lines_allow():
    assert fitted("Fish, bread and salt", 60, 9.5, lines=3) == "Fish, bread\nand salt"


def test_what_is_left_after_the_last_line_is_an_ellipsis_behind_a_letter():
    assert fitted("Fish, bread and salt", 26, 9.5) == "Fish…"
    assert fitted("Fish, bread and salt", 34, 9.5, lines=2) == "Fish,\nbread…"


def test_a_word_longer_than_a_line_breaks_between_letters():
    lines = fitted("Beamtengesellschaft", 40, 9.5, lines=5).split("\n")
    assert len(lines) > 1
    assert "".join(lines) == "Beamtengesellschaft"


def test_no_letter_is_parted_from_its_accents():
    lines = fitted("e\u0301" * 30, 40, 9.5, lines=9).split("\n")
    assert len(lines) > 1
    assert not [line for line in lines if unicodedata.combining(line[0])]
    assert fitted("e\u0301\u0302\u0303 and more", 1, 9.5) == "e\u0301\u0302\u0303…"


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_nothing_fits_anywhere(text):
    assert fitted(text, 10, 9.5, lines=2) == ""
    assert longest_line("", 9.5) == 0


@settings(max_examples=50)
@given(st.text(LETTERS, max_size=60), st.integers(20, 120), st.integers(1, 4))
def test_lines_fit_and_say_the_text_from_its_beginning(text, room, lines):
    found = fitted(text, room, 9.5, lines=lines).split("\n")
    assert len(found) <= lines
    assert all(text_width(line, 9.5) <= room for line in found)
    whole = clean(text).replace(" ", "")
    said = "".join(found).replace(" ", "")
    assert said == whole or (said.endswith(ELLIPSIS) and whole.startswith(said[:-1]))
