from __future__ import annotations

from research.display.drawing.backend import draw
from research.display.drawing.canvas import WIDTH, canvas, foot
from research.display.specification.bars import Bar, Bars
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


def test_what_a_chart_comes_from_stands_below_all_that_is_drawn():
    plain = Bars(bars=(Bar(label="A", value=1, printed="1"),), base=Base(counts=(9,)))
    said = plain.model_copy(update={"source": "made up · edition 2016"})
    figure, bare = draw(said), draw(plain)
    line = figure.texts[-1]
    assert (line.get_text(), line.get_fontsize()) == ("n = 9 · made up · edition 2016", 7.8)
    inches, height = foot(said), figure.get_figheight()
    assert round(height - bare.get_figheight(), 6) == round(inches, 6)
    box, before = figure.axes[0].get_position(), bare.axes[0].get_position()
    assert foot(plain) == 0.0 < inches <= box.y0 * height
    assert abs(box.height * height - before.height * bare.get_figheight()) < 0.01
    figure.draw_without_rendering()
    assert line.get_window_extent().y1 <= inches * figure.dpi
    assert not any("made up" in text.get_text() for text in bare.texts)
