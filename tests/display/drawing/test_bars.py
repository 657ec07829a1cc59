from __future__ import annotations

from research.display.drawing.backend import draw
from research.display.specification.bars import Bar, Bars


def test_bars_keep_their_order_even_when_labels_repeat():
    bars = (
        Bar(label="A", value=3, printed="x"),
        Bar(label="A", value=2, printed="y", role="other"),
        Bar(label="B", value=1, printed="z", role="other"),
    )
    axes = draw(Bars(bars=bars)).axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["A", "A", "B"]
    assert [patch.get_width() for patch in axes.patches] == [3, 2, 1]


def test_limits_are_a_line_and_the_number_stands_behind_its_end():
    bars = (
        Bar(label="A", value=30, low=20, high=40, printed="30%"),
        Bar(label="B", value=0, printed="0%"),
    )
    axes = draw(Bars(bars=bars)).axes[0]
    assert {tuple(line.get_xdata()) for line in axes.lines} == {(20, 40)}
    places = {text.get_text(): text.get_position()[0] for text in axes.texts}
    assert places["30%"] > 40
    assert 0 < places["0%"] < 1


def test_a_line_of_limits_begins_at_the_bar():
    bar = Bar(label="A", value=1, low=-4, high=6, printed="1%")
    axes = draw(Bars(bars=(bar,))).axes[0]
    assert list(axes.lines[0].get_xdata()) == [0, 6]
