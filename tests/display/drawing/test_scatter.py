from __future__ import annotations

from research.display.drawing.backend import draw
from research.display.specification.parts import Axis, Entry
from research.display.specification.scatter import Corner, Point, Scatter


def test_roles_differ_in_colour_and_shape_and_corners_are_named():
    roles = ("subject", "contrast", "other")
    chart = Scatter(
        points=tuple(
            Point(x=x, y=10**x, role=role) for x, role in zip((1, 2, 3), roles, strict=True)
        ),
        y=Axis(log=True),
        x_cut=2,
        corners=(Corner(side="left", end="top", text="here"),),
        key=tuple(Entry(role=role, text=f"the {role}") for role in roles),
    )
    figure = draw(chart)
    (axes,) = figure.axes
    assert axes.get_yscale() == "log"
    assert len({tuple(points.get_facecolor()[0]) for points in axes.collections}) == 3
    assert len({str(points.get_paths()[0].vertices) for points in axes.collections}) == 3
    assert "here" in {text.get_text() for text in axes.texts}
    assert len(figure.legends[0].get_texts()) == 3


def test_error_bars_and_labels_come_with_their_points():
    named = Point(label="Trust", x=1, y=2, x_low=0.5, x_high=1.5, y_low=1, y_high=3)
    (axes,) = draw(Scatter(points=(named, Point(x=2, y=2)))).axes
    assert [text.get_text() for text in axes.texts] == ["Trust"]
    assert len(axes.containers) == 1


def test_a_name_near_the_foot_does_not_cross_the_scale():
    points = (Point(label="Lowest", x=1, y=1), *(Point(x=x, y=9 - x) for x in range(2, 6)))
    figure = draw(Scatter(points=points))
    figure.canvas.draw()
    (axes,) = figure.axes
    [name] = [text for text in axes.texts if text.get_text() == "Lowest"]
    assert name.get_window_extent().y0 > axes.get_window_extent().y0
