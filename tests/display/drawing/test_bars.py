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
