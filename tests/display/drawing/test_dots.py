from __future__ import annotations

import math

from research.display.drawing.backend import draw
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
