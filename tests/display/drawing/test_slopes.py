from __future__ import annotations

import pytest

from research.display.drawing.backend import draw
from research.display.palette import ACCENT, CONTRAST, GREY
from research.display.specification.slopes import Slope, Slopes


@pytest.fixture
def axes():
    slopes = (
        Slope(label="Salt", before=3, after=1, printed_before="3", printed_after="1",
              role="subject"),
        Slope(label="Fish", before=1, after=2, printed_before="1=", printed_after="2"),
        Slope(label="Bread", before=2, after=3, printed_before="1=", printed_after="3",
              role="contrast"),
    )  # fmt: skip
    return draw(Slopes(slopes=slopes, ends=("2010", "2011"))).axes[0]


def test_every_line_goes_from_the_place_before_to_the_place_after(axes):
    lines = {line.get_color(): list(line.get_ydata()) for line in axes.lines}
    assert lines == {ACCENT: [3, 1], GREY: [1, 2], CONTRAST: [2, 3]}


def test_what_moved_is_drawn_over_what_did_not(axes):
    assert axes.lines[0].get_color() == GREY


def test_both_ends_have_name_and_rank_beside_them(axes):
    written = [(text.get_text(), text.get_position()[1]) for text in axes.texts]
    assert {("Salt", 3), ("3", 3), ("Salt", 1), ("1", 1), ("1=", 2)} <= set(written)
    assert {"2010", "2011"} <= {text for text, _ in written}


def test_the_first_place_is_on_top(axes):
    assert axes.yaxis_inverted()
