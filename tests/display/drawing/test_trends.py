from __future__ import annotations

import pytest

from research.display.drawing.backend import draw
from research.display.palette import ROLES
from research.display.specification.parts import Axis
from research.display.specification.trends import Break, Moment, Trend, Trends

TIMES = ("Q1", "Q2", "Q3", "Q4")


def trend(label, *values, **more):
    moments = [
        Moment() if value is None else Moment(value=value, low=value - 3, high=value + 3,
                                              printed=f"{value}%")
        for value in values
    ]  # fmt: skip
    return Trend(label=label, moments=tuple(moments), **more)


def joined(axes):
    """What lines join: places and values of each."""
    return [
        (list(map(int, line.get_xdata())), list(line.get_ydata()))
        for line in axes.lines
        if line.get_marker() not in ("None", None, "")
    ]


def test_a_line_breaks_where_the_question_changed_and_where_it_was_not_asked():
    changed = trend("A", 40, 42, 60, 61, breaks=(2,))
    (axes,) = draw(Trends(trends=(changed,), times=TIMES)).axes
    assert joined(axes) == [([0, 1], [40, 42]), ([2, 3], [60, 61])]
    (axes,) = draw(Trends(trends=(trend("A", 40, None, 60, 61),), times=TIMES)).axes
    assert joined(axes) == [([0], [40]), ([2, 3], [60, 61])]


@pytest.mark.parametrize("panels", [False, True])
def test_no_tick_stands_beyond_the_end_of_a_scale(panels):
    chart = Trends(
        trends=(trend("A", -60, -20, 40, 97), trend("B", -97, 0, 20, 30)),
        times=TIMES,
        axis=Axis(label="Score", low=-100, high=100),
        breaks=() if panels else (Break(place=2, text="other words"),),
        panels=panels,
    )
    for axes in draw(chart).axes:
        ticks = axes.get_yticks()
        assert len(ticks) > 2
        assert min(ticks) >= -100
        assert max(ticks) <= 100


def test_a_break_is_marked_between_two_times_and_says_what_changed():
    chart = Trends(
        trends=(trend("A", 40, 42, 60, 61, breaks=(2,)),),
        times=TIMES,
        breaks=(Break(place=2, text="other words"),),
    )
    (axes,) = draw(chart).axes
    [said] = [text for text in axes.texts if text.get_text() == "other words"]
    assert said.xy[0] == pytest.approx(1.5)


def test_lines_are_named_where_they_end_with_their_last_value_and_apart():
    chart = Trends(
        trends=(trend("A", 40, 42, 44, 50), trend("B", 40, 41, 43, 50, role="contrast")),
        times=TIMES,
    )
    figure = draw(chart)
    (axes,) = figure.axes
    figure.draw_without_rendering()
    boxes = {text.get_text(): text.get_window_extent() for text in axes.texts}
    assert boxes.keys() == {"A 50%", "B 50%"}
    one, two = sorted(boxes.values(), key=lambda box: box.y0)
    assert one.y1 <= two.y0 + 3
    assert len({line.get_linestyle() for line in axes.lines if len(line.get_xdata()) > 1}) == 2


def test_a_line_alone_prints_each_value_but_the_last_twice():
    (axes,) = draw(Trends(trends=(trend("A", 40, 42, 44, 50),), times=TIMES)).axes
    assert [text.get_text() for text in axes.texts] == ["40%", "42%", "44%", "A 50%"]


def test_panels_have_a_line_each_on_one_scale():
    chart = Trends(
        trends=tuple(trend(name, 40, 42, 44, at) for name, at in zip("ABCD", (10, 50, 60, 90),
                                                                   strict=True)),
        times=TIMES,
        panels=True,
    )  # fmt: skip
    axes = draw(chart).axes
    assert [plot.get_title(loc="left") for plot in axes] == ["A 10%", "B 50%", "C 60%", "D 90%"]
    assert len({plot.get_ylim() for plot in axes}) == 1
    assert axes[0].get_ylim()[0] < 7
    assert axes[0].get_ylim()[1] > 93


def test_intervals_are_bands_and_those_of_a_lone_time_a_line():
    (axes,) = draw(Trends(trends=(trend("A", 40, 42, None, 60),), times=TIMES)).axes
    assert len(axes.collections) == 1
    lone = [line for line in axes.lines if list(line.get_xdata()) == [3, 3]]
    assert [list(line.get_ydata()) for line in lone] == [[57, 63]]
    assert lone[0].get_color() == ROLES["subject"]


def test_a_score_that_crosses_nought_has_a_line_there():
    (axes,) = draw(Trends(trends=(trend("A", -5, 2, 3, 4),), times=TIMES)).axes
    assert any(list(line.get_ydata()) == [0, 0] for line in axes.lines)
    (axes,) = draw(Trends(trends=(trend("A", 15, 22, 23, 24),), times=TIMES)).axes
    assert not any(list(line.get_ydata()) == [0, 0] for line in axes.lines)


def test_times_of_panels_side_by_side_do_not_touch():
    times = tuple(
        f"{month} 2015"
        for month in ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov"]
    )
    rising = list(range(40, 51))
    trends = tuple(trend(name, *rising) for name in "ABCD")
    figure = draw(Trends(trends=trends, times=times, panels=True))
    figure.canvas.draw()
    left, right = sorted(figure.axes, key=lambda axes: -axes.get_position().y1)[:2]
    last, first = (
        [label.get_window_extent() for label in axes.get_xticklabels() if label.get_text()]
        for axes in sorted((left, right), key=lambda axes: axes.get_position().x0)
    )
    assert len(first) > 1
    assert last[-1].x1 + 4 < first[0].x0
