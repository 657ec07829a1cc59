from __future__ import annotations

import re
import warnings

import pytest
from matplotlib.figure import Figure

from research.display.drawing.svg import write_svg
from research.display.lettering import _PLAIN, foreign, letter
from research.display.style import settings
from research.typefaces import catalogue, house
from research.typefaces.catalogue import at_hand


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(catalogue, "WHEELS", {})
    monkeypatch.setattr(catalogue, "FOLDERS", ())
    at_hand.cache_clear()
    yield
    at_hand.cache_clear()


def figure(text: str) -> Figure:
    with settings():
        made = Figure()
        made.text(0, 0.5, text)
    return made


def test_a_chart_in_the_own_family_is_left_alone() -> None:
    made = figure("Ελλάδα, Zażółć – 50%")
    choice = letter(made)
    assert (choice.faces, choice.absent) == ({}, [])
    assert made.texts[0].get_fontfamily() == ["Source Sans Pro"]


def test_plain_letters_are_those_of_the_own_family() -> None:
    plain = [code for code in range(0x20, 0x3000) if _PLAIN.fullmatch(chr(code))]
    assert set(plain) <= house.coverage() | {0xAD}


def test_labels_of_another_script_are_drawn_and_the_rest_are_code_points() -> None:
    made = figure("شكرا 👍")
    choice = letter(made)
    assert [face.family for face in choice.faces] == ["DejaVu Sans"]
    assert choice.absent == [0x1F44D]
    assert made.texts[0].get_text() == "شكرا U+1F44D"
    with warnings.catch_warnings(), settings():
        warnings.simplefilter("error")
        made.canvas.draw()


def test_the_text_of_another_script_stays_text_in_the_families_that_have_it() -> None:
    made = figure("شكرا leads, with 52")
    choice = letter(made)
    drawn = write_svg(made, "fig-thanks", choice.families)
    text = re.search(r"<text\b([^>]*)>([^<]*)</text>", drawn)
    assert text is not None
    # It begins at its left, and the figure stays behind the name.
    assert text[2] == "\u200eشكرا\u200e leads, with 52"
    assert "textLength" not in text[1]
    assert "font-family=\"'Source Sans Pro', 'DejaVu Sans', sans-serif\"" in drawn
    plain = write_svg(figure("Thanks"), "fig-plain")
    assert "textLength" in plain
    assert "DejaVu" not in plain


def test_text_in_a_font_of_its_own_is_outlined_all_the_same() -> None:
    made = figure("شكرا")
    with settings():
        made.text(0, 0.2, "mine", family="DejaVu Sans Mono")
    choice = letter(made)
    assert "<text" not in write_svg(made, "fig-mine", choice.families)


def test_clusters_that_the_own_family_lacks_are_the_longest_first() -> None:
    assert foreign("Ελλάδα, Zażółć – 50%") == []
    assert foreign("👍 and 👍🏽") == ["👍🏽", "👍"]


@pytest.mark.parametrize("axis", ["xaxis", "yaxis"])
def test_labels_of_ticks_are_code_points_too_where_no_font_has_them(axis: str) -> None:
    with settings():
        made = Figure()
        axes = made.subplots()
        getattr(axes, axis).set_ticks([0, 1, 2], labels=["製造 (n = 9)", "Retail", "50"])
        choice = letter(made)
        drawn = write_svg(made, "fig-sectors", choice.families)
    assert choice.absent == [0x88FD, 0x9020]
    assert "U+88FDU+9020 (n = 9)" in drawn
    assert "Retail" in drawn
    assert "製" not in drawn
