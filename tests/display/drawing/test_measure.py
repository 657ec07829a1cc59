from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from research.display.drawing.measure import text_width
from research.typefaces.house import font_folder


@pytest.mark.parametrize(("cut", "weight"), [("Regular", 400), ("Semibold", 600)])
@pytest.mark.parametrize("letters", ["H", "nnn", "m m", "i"])
def test_width_is_the_sum_of_the_fonts_advances(cut, weight, letters):
    font = TTFont(font_folder() / f"SourceSansPro-{cut}.ttf")
    names, advances = font.getBestCmap(), font["hmtx"]
    whole = sum(advances[names[ord(letter)]][0] for letter in letters)
    expected = 10 * whole / font["head"].unitsPerEm
    assert text_width(letters, 10, weight) == pytest.approx(expected, abs=0.02)


def test_wide_letters_are_wider_than_narrow_ones_of_the_same_number():
    assert text_width("W" * 20, 9.5) > 3 * text_width("i" * 20, 9.5)
    assert text_width("", 9.5) == 0


@given(st.text("abc XYZ&", max_size=12), st.text("abc XYZ&", max_size=12))
def test_more_text_is_no_narrower(one, other):
    assert text_width(one + other, 9) >= text_width(one, 9) - 1
