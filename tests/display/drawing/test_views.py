from __future__ import annotations

from research.display.drawing.backend import draw
from research.display.specification.parts import Axis, Entry, NumberFormat
from research.display.specification.scatter import Corner, Point, Views


def many(count: int) -> Views:
    return Views(
        points=tuple(
            Point(
                x=at % 37,
                y=1 + at % 23,
                role=("subject", "contrast", "other")[at % 3],
                label="Largest" if at == 22 else "",
            )
            for at in range(count)
        ),
        heads=("all", "apart"),
        x_cut=18,
        corners=(Corner(side="left", end="top", text="▲ kept\n▼ lost"),),
        key=(Entry(role="subject", text="good"), Entry(role="contrast", text="bad")),
    )


def test_points_too_many_to_be_told_apart_are_shown_by_how_dense_they_are():
    plain, coloured = draw(many(551)).axes
    assert [type(drawn).__name__ for drawn in plain.collections] == ["PolyCollection"]
    counts = plain.collections[0].get_array()
    assert counts is not None
    assert sum(counts) == 551
    assert [len(drawn.get_offsets()) for drawn in coloured.collections] == [184, 184, 183]
    few, _ = draw(many(60)).axes
    assert [len(drawn.get_offsets()) for drawn in few.collections] == [0, 0, 60]


def test_quarters_and_the_points_that_matter_are_named_in_the_coloured_view():
    plain, coloured = draw(many(300)).axes
    assert not plain.texts
    assert [text.get_text() for text in coloured.texts] == ["▲ kept\n▼ lost", "Largest"]


def test_good_and_bad_differ_in_shape_and_the_unknown_step_back():
    _, coloured = draw(many(90)).axes
    good, bad, unknown = coloured.collections
    shapes = {
        tuple(map(tuple, own.get_paths()[0].vertices.round(2))) for own in coloured.collections
    }
    assert len(shapes) == 3
    assert unknown.get_sizes()[0] < good.get_sizes()[0] == bad.get_sizes()[0]


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
