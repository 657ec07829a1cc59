from __future__ import annotations

import pytest
from matplotlib.colors import to_hex
from pydantic import ValidationError

from research.display.drawing.backend import draw
from research.display.palette import contrast
from research.display.specification.heat import Heat, HeatRow
from tests.display.drawing.test_whole import clipped, overprinted


def heat(columns: int, rows: int) -> Heat:
    names = ("Farming", "Target Markets", "IT", "Negotiating")
    return Heat(
        title="A message",
        subtitle="Rank within each group",
        source="made up · edition 2016",
        columns=tuple(names[at % 4] for at in range(columns)),
        heats=tuple(
            HeatRow(
                label="Banking, Finance & every other Service of Money" if row == 1 else f"R{row}",
                places=tuple(None if row == 2 else at + 1 for at in range(columns)),
                printed=tuple("–" if row == 2 else f"{at + 1}" for at in range(columns)),
                beside="n = 1,105*",
                apart=row == 1,
            )
            for row in range(rows)
        ),
        depth=columns,
    )


@pytest.mark.parametrize(("columns", "rows"), [(2, 1), (12, 14), (20, 24)])
def test_every_cell_has_its_value_and_no_text_leaves_the_picture(columns, rows):
    figure = draw(heat(columns, rows))
    figure.draw_without_rendering()
    assert not clipped(figure)
    assert not overprinted(figure)
    axes = figure.axes[0]
    assert len(axes.patches) == columns * rows
    said = [text.get_text() for text in axes.texts]
    assert said.count("1") == rows - (rows > 2)


def test_the_first_place_is_the_darkest_and_letters_can_be_read_on_every_shade():
    axes = draw(heat(12, 1)).axes[0]
    light = [sum(cell.get_facecolor()[:3]) for cell in axes.patches]
    assert light == sorted(light)
    cells = [text for text in axes.texts if text.get_text().isdigit()]
    assert cells[0].get_color() == "#ffffff"
    assert cells[-1].get_color() != "#ffffff"


@pytest.mark.parametrize("columns", [*range(2, 25), 60])
def test_each_digit_of_a_heat_map_can_be_read_on_its_own_shade(columns):
    axes = draw(heat(columns, 1)).axes[0]
    digits = [text for text in axes.texts if text.get_text().isdigit()]
    assert len(digits) == len(axes.patches) == columns
    for text, cell in zip(digits, axes.patches, strict=True):
        assert contrast(to_hex(text.get_color()), to_hex(cell.get_facecolor())) >= 4.5


def test_what_is_hidden_is_white():
    axes = draw(heat(3, 3)).axes[0]
    assert {cell.get_facecolor() for cell in axes.patches[6:]} == {(1.0, 1.0, 1.0, 1.0)}


def test_a_row_without_a_cell_a_column_is_an_error_that_names_it():
    with pytest.raises(ValidationError, match="the row 'A' has 1 places and 1 printed, and there"):
        Heat(columns=("x", "y"), heats=(HeatRow(label="A", places=(1,), printed=("1",)),))
