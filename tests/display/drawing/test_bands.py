from __future__ import annotations

import pytest
from matplotlib.colors import to_rgba

from research.display.drawing.backend import draw
from research.display.palette import ACCENT
from research.display.specification.bands import Band, Bands, Marks


@pytest.fixture
def chart() -> Bands:
    rows = {"Fish": (1, 1, 2, 1, 3), "Bread": (2, 1, 3, 1, 3), "Salt": (3, 3, 3, 2, 3)}
    names = ["position", "low", "high", "wide_low", "wide_high"]
    return Bands(
        title="Nothing is certain",
        bands=tuple(
            Band(label=label, **dict(zip(names, row, strict=True)), printed=f"{row[3]}–{row[4]}")
            for label, row in rows.items()
        ),
        marks=Marks(dot="found", narrow="narrow", wide="wide"),
    )


def test_every_band_covers_its_positions_and_no_others(chart):
    bars = draw(chart).axes[0].patches
    ends = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in bars]
    expected = [(band.wide_low, band.wide_high) for band in chart.bands]
    expected += [(band.low, band.high) for band in chart.bands]
    for (left, right), (low, high) in zip(ends, expected, strict=True):
        assert low - 0.5 < left < low
        assert high < right < high + 0.5


def test_the_wide_band_shows_behind_a_narrow_one_of_the_same_length(chart):
    bars = draw(chart).axes[0].patches
    wide, narrow = bars[1], bars[4]
    assert wide.get_width() == narrow.get_width()
    assert wide.get_height() > narrow.get_height()


def test_rows_are_labelled_from_the_top_and_positions_from_one(chart):
    axes = draw(chart).axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["Fish", "Bread", "Salt"]
    assert axes.yaxis_inverted()
    assert [label.get_text() for label in axes.get_xticklabels()] == ["1", "2", "3"]


def test_the_three_marks_are_named(chart):
    key = draw(chart).axes[1]
    assert [text.get_text() for text in key.texts] == ["found", "narrow", "wide"]
    assert key.patches[0].get_facecolor() == to_rgba(ACCENT)
