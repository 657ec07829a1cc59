from __future__ import annotations

import itertools

from matplotlib.colors import to_rgba

from research.display.drawing.backend import draw
from research.display.palette import ACCENT, GREY
from research.display.specification.columns import Block, Column, Columns, Marker

CHART = Columns(
    columns=(
        Column(label="1", value=30, role="subject"),
        Column(label="2", value=20),
        Column(label="3", value=50),
    ),
    blocks=(Block(first=1, last=2, text="50% in the top"),),
)


def test_columns_label_every_position_and_bracket_the_blocks():
    words = {text.get_text() for text in draw(CHART).axes[0].texts}
    assert words == {"30%", "20%", "50%", "50% in the top"}


def test_columns_have_the_colour_of_their_role():
    colours = [bar.get_facecolor() for bar in draw(CHART).axes[0].patches]
    assert colours == [to_rgba(ACCENT), to_rgba(GREY), to_rgba(GREY)]


def test_a_marker_stands_where_it_says_and_its_words_on_the_side_with_more_room():
    marked = CHART.model_copy(update={"markers": (Marker(place=2.25, text="Median 7"),)})
    axes = draw(marked).axes[0]
    assert list(axes.lines[-1].get_xdata()) == [1.25, 1.25]
    (words,) = [text for text in axes.texts if text.get_text() == "Median 7"]
    assert words.get_ha() == "right"


def test_long_labels_of_few_columns_take_lines_and_nothing_from_the_columns():
    def drawn(label: str):
        figure = draw(Columns(columns=tuple(Column(label=label, value=1) for _ in range(4))))
        axes = figure.axes[0]
        height = axes.get_position().height * figure.get_figheight()
        return [tick.get_text() for tick in axes.get_xticklabels()], round(height, 6)

    (short, first), (long, second) = drawn("Price"), drawn("what it costs over all years " * 6)
    assert short == ["Price"] * 4
    assert [label.count("\n") for label in long] == [3] * 4
    assert first == second


def test_of_many_columns_whose_labels_do_not_fit_some_are_labelled():
    columns = tuple(
        Column(label=f"{n * 5000:,} to {n * 5000 + 4999:,}", value=n) for n in range(40)
    )
    figure = draw(Columns(columns=columns))
    axes = figure.axes[0]
    places = [int(place) for place in axes.get_xticks()]
    labels = [tick.get_text() for tick in axes.get_xticklabels()]
    assert labels == [columns[place].label for place in places]
    assert 4 <= len(labels) < 12
    figure.draw_without_rendering()
    extents = [tick.get_window_extent() for tick in axes.get_xticklabels()]
    assert all(a.x1 < b.x0 for a, b in itertools.pairwise(extents))
    assert extents[0].x0 > 0
