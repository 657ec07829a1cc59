from __future__ import annotations

import itertools

import pytest
from matplotlib.colors import to_hex
from matplotlib.text import Text
from pydantic import ValidationError

from research.display.drawing.backend import draw
from research.display.drawing.canvas import WIDTH
from research.display.drawing.stacks import colours_of
from research.display.palette import ACCENT, AREAS, CONTRAST, GREY, RULE
from research.display.specification.stacks import Answer, Stack, Stacks

SIDES = ("low", "low", "middle", "high", "high")
NAMES = ("Very poor", "Poor", "Fair", "Good", "Excellent")
SCALE = tuple(Answer(label=name, side=side) for name, side in zip(NAMES, SIDES, strict=True))
CHART = Stacks(
    answers=SCALE,
    stacks=(
        Stack(label="Speed", shares=(10, 10, 20, 30, 20), apart=10, printed="50%"),
        Stack(label="Price", shares=(0, 40, 10, 10, 40), apart=0, printed="50%"),
    ),
    split=True,
    apart="Don't know",
    figures="Top 2",
)


def segments(chart: Stacks) -> list[list[tuple[float, float, str]]]:
    """Left end, width and colour of the segments of each bar, and of what stands apart."""
    (axes,) = draw(chart).axes
    rows: dict[float, list[tuple[float, float, str]]] = {}
    for bar in axes.patches:
        middle = round(bar.get_y() + bar.get_height() / 2, 6)
        rows.setdefault(middle, []).append(
            (bar.get_x(), bar.get_width(), to_hex(bar.get_facecolor()))
        )
    return list(rows.values())


def test_what_is_in_the_middle_lies_half_on_either_side_of_one_line():
    (axes,) = draw(CHART).axes
    (line,) = axes.lines
    zero = line.get_xdata()[0]
    first, second = segments(CHART)
    left, width, _ = first[2]
    assert left + width / 2 == pytest.approx(zero)
    left, width, colour = second[1]
    assert colour == RULE
    assert left + width / 2 == pytest.approx(zero)


def test_segments_are_as_long_as_their_shares_on_one_scale():
    first, second = segments(CHART)
    one = first[0][1] / 10
    assert [round(width / one, 6) for _, width, _ in first] == [10, 10, 20, 30, 20, 10]
    assert [round(width / one, 6) for _, width, _ in second] == [40, 10, 10, 40, 0]
    assert all(a[0] + a[1] == pytest.approx(b[0]) for a, b in itertools.pairwise(first[:-1]))


def test_what_stands_apart_stands_right_of_all_bars_and_left_of_the_figures():
    (axes,) = draw(CHART).axes
    first, second = segments(CHART)
    ends = max(left + width for row in (first[:-1], second[:-1]) for left, width, _ in row)
    assert first[-1][0] == second[-1][0] > ends
    assert first[-1][2] == GREY
    figures = [text for text in axes.texts if text.get_text() == "50%"]
    assert [text.get_position()[1] for text in figures] == [0, 1]
    assert all(text.get_position()[0] > first[-1][0] + first[-1][1] for text in figures)
    words = [text.get_text() for text in axes.texts]
    assert words[-2:] == ["Don’t know", "Top 2"]
    # A share of nought is printed where its bar would be.
    assert "0%" in words


def test_colours_darken_from_the_middle_outwards():
    colours = colours_of(SCALE)
    assert (colours[0], colours[2], colours[-1]) == (CONTRAST, RULE, ACCENT)
    assert len(set(colours)) == 5
    light = [sum(int(colour[at : at + 2], 16) for at in (1, 3, 5)) for colour in colours]
    assert light[0] < light[1] < light[2] > light[3] > light[4]
    assert colours_of((Answer(label="Us", role="group 3"),)) == [AREAS["group 3"]]


@pytest.mark.parametrize("count", [1, 5, 12, 40])
@pytest.mark.parametrize("label", ["Speed", "a label of many words " * 10])
def test_nothing_is_clipped_and_numbers_stay_in_their_segments(count: int, label: str):
    shares = (0.4, 1.6, 3, 55, 30)
    stack = Stack(label=label, shares=shares, apart=10, printed="+100 (−5 to +100)")
    chart = CHART.model_copy(update={"stacks": (stack,) * count})
    figure = draw(chart)
    figure.draw_without_rendering()
    (axes,) = figure.axes
    page = figure.bbox
    texts = [*figure.texts, *axes.texts, *axes.get_yticklabels()]
    for text in filter(Text.get_text, texts):
        extent = text.get_window_extent()
        assert extent.x0 >= page.x0 - 1, text
        assert extent.x1 <= page.x1 + 1, text
        assert page.y0 - 1 <= extent.y0 < extent.y1 <= page.y1 + 1, text
    printed = [text.get_text() for text in axes.texts]
    assert "0%" not in printed
    assert printed.count("55%") == count
    assert figure.get_figheight() < 8.7
    assert figure.get_figwidth() == WIDTH


def test_bars_that_are_not_split_begin_at_one_end_and_what_rests_on_few_steps_back():
    parts = SCALE[1:4]
    chart = Stacks(
        answers=parts,
        stacks=(
            Stack(label="All", shares=(20, 30, 50)),
            Stack(label="Few", shares=(50, 0, 50), muted=True),
        ),
    )
    first, second = segments(chart)
    assert first[0][0] == second[0][0]
    assert first[0][1] + first[1][1] == pytest.approx(second[0][1])
    assert first[0][2] != second[0][2]
    assert not draw(chart).axes[0].lines


def test_a_bar_has_a_share_of_every_answer():
    with pytest.raises(ValidationError, match="the bar 'A' has 1 shares, and there are 5 answers"):
        Stacks(answers=SCALE, stacks=(Stack(label="A", shares=(1,)),))


def test_groups_have_a_head_of_their_own():
    chart = Stacks(
        answers=SCALE[:2],
        stacks=(
            Stack(label="All", shares=(20, 80)),
            Stack(label="Banking", shares=(50, 50), head="Sector"),
            Stack(label="Retail", shares=(40, 60)),
        ),
    )
    (axes,) = draw(chart).axes
    assert [tick.get_text() for tick in axes.get_yticklabels()] == [
        "All", "Sector", "Banking", "Retail"
    ]  # fmt: skip
    places = sorted({round(bar.get_y() + bar.get_height() / 2, 6) for bar in axes.patches})
    assert places == [0, 2, 3]
