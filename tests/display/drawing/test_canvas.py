from __future__ import annotations

from research.display.drawing.canvas import WIDTH, canvas
from research.display.specification.parts import Base, Specification


def test_title_stands_over_the_subtitle_with_its_base():
    chart = Specification(
        kind="any", title="One\ntwo", subtitle="What is shown", base=Base(counts=(9,))
    )
    figure, axes = canvas(chart, 3.0, left=0.2)
    title, subtitle = figure.texts
    assert (title.get_text(), subtitle.get_text()) == ("One\ntwo", "What is shown; base 9")
    assert title.get_position()[1] > subtitle.get_position()[1] > axes.get_position().y1
    assert figure.get_figwidth() == WIDTH
