from __future__ import annotations

from research.display.drawing.backend import draw
from research.display.palette import ROLES
from research.display.specification.shifts import Shift, Shifts
from tests.display.drawing.test_whole import LONG, clipped, overprinted


def drawn(label="Speed", count=4):
    shifts = tuple(
        Shift(label=f"{at} {label}", before=40 + at, after=30 + 5 * at, printed="40% to 30%",
              role="subject" if at == 1 else "other")
        for at in range(count)
    )  # fmt: skip
    return draw(Shifts(title="T", subtitle="S", shifts=shifts, ends=("Q1 2026", "Q2 2026")))


def test_a_ring_stands_before_and_a_dot_after_joined_by_a_line():
    (axes,) = drawn().axes
    lines = [line for line in axes.lines if len(line.get_xdata()) == 2]
    assert [list(line.get_xdata()) for line in lines] == [[40 + at, 30 + 5 * at] for at in range(4)]
    rings = [line for line in axes.lines if line.get_color() == "white"]
    assert [next(iter(line.get_xdata())) for line in rings[:4]] == [40, 41, 42, 43]
    assert lines[1].get_color() == ROLES["subject"]
    assert {"Q1 2026", "Q2 2026", "40% to 30%"} <= {text.get_text() for text in axes.texts}


def test_texts_stay_within_the_picture_and_apart():
    for label, count in (("Speed", 2), (LONG, 12)):
        figure = drawn(label, count)
        figure.draw_without_rendering()
        assert not clipped(figure)
        assert not overprinted(figure)


def test_the_scale_ends_where_its_values_do():
    shifts = (
        Shift(label="A", before=91, after=96, printed="91% to 96%, by more than chance"),
        Shift(label="B", before=52, after=60, printed="52% to 60%"),
    )
    (axes,) = draw(Shifts(shifts=shifts, ends=("before", "after"))).axes
    assert max(axes.get_xticks()) <= 98 < axes.get_xlim()[1]
