from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from research.display.drawing import measure
from research.display.drawing.measure import text_width
from research.typefaces import catalogue
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


@pytest.mark.parametrize("text", ["شكرا", "a شكرا b"])
def test_letters_of_another_font_are_measured_in_it(text, monkeypatch):
    monkeypatch.setattr(catalogue, "WHEELS", {})
    monkeypatch.setattr(catalogue, "FOLDERS", ())
    catalogue.at_hand.cache_clear()
    [face] = [each for each in catalogue.at_hand() if each.family == "DejaVu Sans"]
    wide = sum(10 * face.advances[ord(sign)] for sign in "شكرا")
    own = text_width("a  b", 10) if text.startswith("a") else 0
    measure._advance.cache_clear()
    text_width.cache_clear()
    assert text_width(text, 10) == pytest.approx(wide + own, abs=0.02)
    catalogue.at_hand.cache_clear()
    measure._advance.cache_clear()
    text_width.cache_clear()
