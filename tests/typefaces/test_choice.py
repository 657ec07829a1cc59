from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from fontTools.ttLib import TTFont

from research.typefaces import catalogue
from research.typefaces.catalogue import at_hand
from research.typefaces.choice import choose
from research.typefaces.cuts import as_web_font, cut, weights

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(catalogue, "WHEELS", {})
    monkeypatch.setattr(catalogue, "FOLDERS", (tmp_path,))
    at_hand.cache_clear()
    yield
    at_hand.cache_clear()


def test_what_the_own_family_has_needs_no_other() -> None:
    found = choose(["Zażółć, Ελλάδα, Привет, cafe\u0301 – “x” ▲"])
    assert (found.faces, found.absent) == ({}, [])


def test_what_it_lacks_is_taken_from_the_first_that_has_it() -> None:
    found = choose(["❤ 👍 \uf0b7"])
    [(face, codes)] = found.faces.items()
    assert (face.family, codes) == ("DejaVu Sans", {0x2764})
    assert sorted(found.absent) == [0xF0B7, 0x1F44D]


def test_no_font_is_asked_for_a_private_character() -> None:
    [face] = at_hand()
    private = next(code for code in face.coverage if 0xE000 <= code < 0xF900)
    assert choose([chr(private)]).absent == [private]


def test_a_cut_has_its_glyphs_and_little_else_and_is_the_same_each_time() -> None:
    [face] = at_hand()
    codes = frozenset(map(ord, "شكرا❤"))
    assert weights(face) == ("Regular", "Bold")
    for weight in weights(face):
        made = cut(face, codes, weight)
        cut.cache_clear()
        assert cut(face, codes, weight) == made
        with TTFont(io.BytesIO(made)) as font:
            assert codes <= set(font.getBestCmap())
            assert len(font.getGlyphOrder()) < 60
            assert font["name"].getBestFamilyName() == "DejaVu Sans"
            assert font["OS/2"].usWeightClass == (700 if weight == "Bold" else 400)
        assert as_web_font(made)[:4] == b"wOF2"
