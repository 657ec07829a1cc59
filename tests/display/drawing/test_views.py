from __future__ import annotations

from itertools import pairwise

from matplotlib.text import Text

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
    counts = plain.collections[0].get_array()
    assert counts is not None
    assert [text.get_text() for text in plain.texts] == [
        str(int(counts.min())),
        str(int(counts.max())),
    ]
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


def test_names_of_points_stand_apart_in_a_row_above_all_of_them_each_with_a_line_to_its_own():
    largest = [Point(x=48 + at, y=900 - at, label=f"A{at:04d}") for at in range(4)]
    rest = [Point(x=at % 97, y=1 + at % 89, role="other") for at in range(300)]
    chart = Views(
        points=(*largest, *rest),
        heads=("all", "apart"),
        y=Axis(log=True),
        x_cut=50,
        key=(Entry(role="other", text="rest"),),
    )
    figure = draw(chart)
    figure.draw_without_rendering()
    _, coloured = figure.axes
    names = sorted(coloured.texts, key=lambda text: text.get_text())
    boxes = [Text.get_window_extent(text) for text in names]
    assert [text.get_text() for text in names] == [point.label for point in largest]
    for left, right in pairwise(sorted(boxes, key=lambda box: box.x0)):
        assert left.x1 < right.x0
    tops = [coloured.transData.transform((point.x, point.y))[1] for point in largest]
    assert min(box.y0 for box in boxes) > max(tops)
    assert [text.xy for text in names] == [(point.x, point.y) for point in largest]
    assert all(text.arrow_patch is not None for text in names)
    inside = coloured.get_window_extent()
    assert all(inside.x0 <= box.x0 and box.x1 <= inside.x1 for box in boxes)
