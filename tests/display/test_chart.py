from __future__ import annotations

import base64

import pandas as pd
import pytest
from matplotlib.figure import Figure

from research.display.chart import Chart
from research.display.result import RESULT_MIME
from research.display.specification.columns import Column, Columns
from research.display.specification.kinds import read_specification

COLUMNS = Columns(
    title="Most",
    subtitle="Share; base 10",
    stub="Rank",
    columns=tuple(
        Column(label=str(rank), value=share)
        for rank, share in enumerate([40, 30, 20, 10, 0, 0], start=1)
    ),
)


def chart(**changes: object) -> Chart:
    parts: dict[str, object] = {
        "id": "fig-a",
        "caption": "Ranks of A & B",
        "alt": 'Columns "high" to low.',
        "figure": COLUMNS,
        "data": pd.DataFrame({"Share": [0.4]}, index=pd.Index([1], name="Rank")),
    }
    return Chart(**{**parts, **changes})  # type: ignore[arg-type]


def test_a_chart_is_the_same_bytes_each_time() -> None:
    first, second = chart(), chart()
    assert (first.svg(), first.png()) == (second.svg(), second.png())


def test_a_chart_has_no_date_and_its_text_is_text() -> None:
    svg = chart().svg()
    assert "date" not in svg
    assert ">Share; base 10</text>" in svg


def test_a_numbered_chart_carries_caption_and_description() -> None:
    assert chart().markdown() == (
        '![Ranks of A \\& B](figures/fig-a){#fig-a fig-alt="Columns \\"high\\" to low."}\n'
    )


def test_a_decorative_chart_says_so() -> None:
    markdown = chart(alt="", caption="", placed=False).markdown()
    assert 'fig-alt="" role="presentation"' in markdown
    assert "#fig-a" not in markdown


def test_the_bundle_holds_both_pictures_and_the_data_drawn() -> None:
    bundle = chart().bundle()
    assert base64.b64decode(bundle["image/png"]).startswith(b"\x89PNG")
    assert bundle[RESULT_MIME]["data"] == {
        "columns": ["Rank", "Share"],
        "rows": [["1", 0.4]],
        "shares": [1],
    }
    assert "text/markdown" not in bundle


def test_a_chart_without_data_of_its_own_gives_what_its_specification_has() -> None:
    data = chart(data=None).bundle()[RESULT_MIME]["data"]
    assert data["columns"] == ["Rank", "Value"]
    assert data["rows"][:2] == [["1", 40], ["2", 30]]


def test_heads_of_what_is_drawn_are_words_whoever_gave_the_data() -> None:
    own = pd.DataFrame({"mean_rank": [0.4], "low": [0.3]}, index=["1"])
    assert chart(data=own).bundle()[RESULT_MIME]["data"]["columns"] == ["Rank", "Mean rank", "Low"]
    named = own.rename_axis("group")
    assert chart(data=named).bundle()[RESULT_MIME]["data"]["columns"][0] == "Group"


def test_the_bundle_carries_the_specification() -> None:
    record = chart().bundle()[RESULT_MIME]["specification"]
    assert read_specification(record) == COLUMNS


def test_a_figure_of_ones_own_is_shown_as_it_is_and_needs_its_data() -> None:
    figure = Figure(figsize=(1, 1))
    own = chart(figure=figure)
    assert own.drawn() is figure
    assert "specification" not in own.bundle()[RESULT_MIME]
    with pytest.raises(TypeError, match="'fig-a' has a figure of your own: give `data`"):
        chart(figure=figure, data=None).bundle()
