from __future__ import annotations

import base64

import pandas as pd
import pytest

from research.display.chart import Chart
from research.display.drawing.bars import draw_bars
from research.display.drawing.columns import draw_columns
from research.display.drawing.ranges import draw_ranges
from research.display.result import RESULT_MIME


def chart(**changes: object) -> Chart:
    figure = draw_columns([40, 30, 20, 10, 0, 0], title="Most", subtitle="Share; base 10")
    parts: dict[str, object] = {
        "id": "fig-a",
        "caption": "Ranks of A & B",
        "alt": 'Columns "high" to low.',
        "figure": figure,
        "data": pd.DataFrame({"Share": [0.4]}, index=pd.Index([1], name="Rank")),
    }
    return Chart(**{**parts, **changes})  # type: ignore[arg-type]


def test_a_chart_is_the_same_bytes_each_time() -> None:
    first, second = chart(), chart()
    assert (first.svg(), first.png()) == (second.svg(), second.png())


def test_a_chart_has_no_date_and_no_font_of_the_machine() -> None:
    svg = chart().svg()
    assert "dc:date" not in svg
    assert "<text" not in svg


def test_a_numbered_chart_carries_caption_and_description() -> None:
    assert chart().markdown() == (
        '![Ranks of A \\& B](figures/fig-a){#fig-a fig-alt="Columns ”high” to low."}\n'
    )


def test_a_decorative_chart_says_so() -> None:
    markdown = chart(alt="", caption="", placed=False).markdown()
    assert 'fig-alt="" role="presentation"' in markdown
    assert "#fig-a" not in markdown


def test_the_bundle_holds_both_pictures_and_the_data_drawn() -> None:
    bundle = chart().bundle()
    assert base64.b64decode(bundle["image/png"]).startswith(b"\x89PNG")
    assert bundle[RESULT_MIME]["data"] == {"columns": ["Rank", "Share"], "rows": [["1", 0.4]]}
    assert "text/markdown" not in bundle


def test_columns_label_every_position_and_bracket_the_blocks() -> None:
    figure = draw_columns(
        [30, 20, 50], title="T", subtitle="S", blocks=[(1, 2, "50% in the top")], axis="Rank"
    )
    words = {text.get_text() for text in figure.axes[0].texts}
    assert words == {"30%", "20%", "50%", "50% in the top"}


def test_bars_keep_their_order_even_when_labels_repeat() -> None:
    figure = draw_bars(
        ["A", "A", "B"],
        [3, 2, 1],
        printed=["x", "y", "z"],
        title="T",
        subtitle="S",
        accent=[True, False, False],
    )
    axes = figure.axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["A", "A", "B"]
    assert [patch.get_width() for patch in axes.patches] == [3, 2, 1]


@pytest.mark.parametrize("low", [0.0, 44.0])
def test_ranges_print_low_mean_and_high_of_every_group(low: float) -> None:
    frame = pd.DataFrame({"low": [low], "mean": [45.0], "high": [60.0]}, index=["All"])
    figure = draw_ranges(frame, title="T", subtitle="S")
    assert [text.get_text() for text in figure.axes[0].texts] == [f"{low:.0f}", "60", "45"]
