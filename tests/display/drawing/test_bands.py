from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.colors import to_rgba

from research.display.drawing.bands import draw_bands
from research.display.style import ACCENT


@pytest.fixture
def frame() -> pd.DataFrame:
    rows = {"Fish": (1, 1, 2, 1, 3), "Bread": (2, 1, 3, 1, 3), "Salt": (3, 3, 3, 2, 3)}
    columns = ["position", "low", "high", "wide_low", "wide_high"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


def drawn(frame: pd.DataFrame):
    return draw_bands(
        frame,
        title="Nothing is certain",
        subtitle="Made-up positions; base 9",
        key=("found", "narrow", "wide"),
        printed=["1–3", "1–3", "2–3"],
        axis="Position",
    )


def test_every_band_covers_its_positions_and_no_others(frame: pd.DataFrame) -> None:
    bars = drawn(frame).axes[0].patches
    ends = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in bars]
    expected = [*zip(frame["wide_low"], frame["wide_high"], strict=True)]
    expected += [*zip(frame["low"], frame["high"], strict=True)]
    for (left, right), (low, high) in zip(ends, expected, strict=True):
        assert low - 0.5 < left < low
        assert high < right < high + 0.5


def test_the_wide_band_shows_behind_a_narrow_one_of_the_same_length(frame: pd.DataFrame) -> None:
    bars = drawn(frame).axes[0].patches
    wide, narrow = bars[1], bars[4]
    assert wide.get_width() == narrow.get_width()
    assert wide.get_height() > narrow.get_height()


def test_rows_are_labelled_from_the_top_and_positions_from_one(frame: pd.DataFrame) -> None:
    axes = drawn(frame).axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["Fish", "Bread", "Salt"]
    assert axes.yaxis_inverted()
    assert [label.get_text() for label in axes.get_xticklabels()] == ["1", "2", "3"]


def test_the_three_marks_are_named(frame: pd.DataFrame) -> None:
    key = drawn(frame).axes[1]
    assert [text.get_text() for text in key.texts] == ["found", "narrow", "wide"]
    assert key.patches[0].get_facecolor() == to_rgba(ACCENT)
