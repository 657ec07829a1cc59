from __future__ import annotations

from research.display.drawing.canvas import WIDTH, canvas
from research.display.specification.parts import Base, Specification


def test_title_stands_over_the_subtitle_with_its_base():
    chart = Specification(kind="any", title="One", subtitle="Shown", base=Base(counts=(9,)))
    figure, axes = canvas(chart, 3.0, left=0.2)
    title, subtitle = figure.texts
    assert (title.get_text(), subtitle.get_text()) == ("One", "Shown; base 9")
    assert title.get_position()[1] > subtitle.get_position()[1] > axes.get_position().y1
    assert (figure.get_figwidth(), figure.get_figheight()) == (WIDTH, 3.0)


def test_long_titles_take_more_lines_and_nothing_from_what_is_drawn():
    def inches(title: str, subtitle: str) -> tuple[int, float, float]:
        chart = Specification(kind="any", title=title, subtitle=subtitle)
        figure, axes = canvas(chart, 3.0)
        lines = sum(text.get_text().count("\n") for text in figure.texts)
        return lines, figure.get_figheight(), axes.get_position().height * figure.get_figheight()

    short, long = inches("One", "Shown"), inches("One two " * 20, "What is shown " * 20)
    assert (short[0], long[0]) == (0, 4)
    assert long[1] > short[1]
    assert round(long[2], 6) == round(short[2], 6)
