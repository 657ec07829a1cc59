from __future__ import annotations

import math

from research.display.drawing.backend import draw
from research.display.palette import GREY, INK, MUTED
from research.display.specification.dots import Dot, Dots

A = Dot(label="A", estimate=3, low=2, high=4, printed="three")
B = Dot(label="B", estimate=-1, low=-3, high=1, printed="minus one")


def test_every_row_has_a_label_its_numbers_and_room_for_its_interval():
    (axes,) = draw(Dots(dots=(A, B), line=0)).axes
    assert [tick.get_text() for tick in axes.get_yticklabels()] == ["A", "B"]
    assert {"three", "minus one"} <= {text.get_text() for text in axes.texts}
    low, high = axes.get_xlim()
    assert low < -3 < 4 < high


def test_an_estimate_without_limits_is_a_dot_without_a_line():
    alone = Dot(label="C", estimate=2, low=math.nan, high=math.nan, printed="two")
    (axes,) = draw(Dots(dots=(A, alone))).axes
    assert [len(line.get_xdata()) for line in axes.lines] == [2, 1, 1]


def test_the_scale_ends_where_its_values_do():
    shares = [
        Dot(
            label=name, estimate=value, low=value - 5, high=value + 4, printed=f"{value}% (so much)"
        )
        for name, value in (("A", 91), ("B", 54), ("C", 63))
    ]
    (axes,) = draw(Dots(dots=tuple(shares), line=70)).axes
    assert axes.get_xlim()[1] > 100
    assert list(axes.get_xticks()) == [50, 60, 70, 80, 90]
    assert axes.spines["bottom"].get_bounds()[1] == 95


def test_groups_have_a_head_and_the_line_its_words():
    first, second = A.model_copy(update={"head": "Sector"}), B.model_copy(update={"head": "Size"})
    (axes,) = draw(Dots(dots=(first, second), line=1, marked="Total 1")).axes
    labels = [tick.get_text() for tick in axes.get_yticklabels()]
    assert labels == ["Sector", "A", "Size", "B"]
    assert [tick.get_fontweight() for tick in axes.get_yticklabels()][::2] == ["semibold"] * 2
    words = {text.get_text(): text for text in axes.texts}
    assert words["Total 1"].xy[0] == 1
    assert words["three"].get_position()[1] == 1
    assert words["minus one"].get_position()[1] == 3


def test_what_rests_on_few_steps_back():
    (axes,) = draw(Dots(dots=(A, B.model_copy(update={"role": "muted"})))).axes
    marks = [line.get_color() for line in axes.lines if line.get_marker() == "o"]
    assert marks == [INK, GREY]
    assert [tick.get_color() for tick in axes.get_yticklabels()] == [INK, MUTED]


def test_heads_and_dots_keep_together_where_a_page_cannot_hold_them():
    many = [
        Dot(label=str(place), estimate=place, low=None, high=None, printed=f"p{place}",
            head="" if place % 5 else f"Head {place}")
        for place in range(60)
    ]  # fmt: skip
    (axes,) = draw(Dots(dots=tuple(many))).axes
    places = {tick.get_text(): tick.get_position()[1] for tick in axes.get_yticklabels()}
    printed = {text.get_text(): text.get_position()[1] for text in axes.texts}
    assert printed.keys() == {f"p{name}" for name in places if name.isdigit()}
    assert all(printed[f"p{name}"] == at for name, at in places.items() if name.isdigit())
    assert any(name.startswith("and ") for name in places)
