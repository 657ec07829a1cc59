from __future__ import annotations

from research.display.drawing.backend import draw
from research.display.specification.parts import Axis, Entry, NumberFormat
from research.display.specification.scatter import Point, Views


def test_the_same_points_are_plain_at_the_left_and_coloured_at_the_right():
    chart = Views(
        points=(Point(x=1, y=2e4), Point(x=2, y=3e6, role="contrast")),
        heads=("before", "after"),
        y=Axis(log=True, format=NumberFormat(scaled=True)),
        x_cut=1.5,
        key=(Entry(role="subject", text="good"), Entry(role="contrast", text="bad")),
    )
    plain, coloured = draw(chart).axes
    assert [len(drawn.get_offsets()) for drawn in plain.collections] == [0, 0, 2]
    assert [len(drawn.get_offsets()) for drawn in coloured.collections] == [1, 1, 0]
    assert [axes.get_title(loc="left") for axes in (plain, coloured)] == ["before", "after"]
    assert plain.yaxis.get_major_formatter()(2e6, 0) == "2m"
