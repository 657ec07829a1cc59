from __future__ import annotations

from matplotlib.colors import to_rgba

from research.display.drawing.backend import draw
from research.display.palette import ACCENT, GREY
from research.display.specification.columns import Block, Column, Columns

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
