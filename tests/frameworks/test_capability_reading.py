from __future__ import annotations

import pytest

from research.frameworks.capability_reading import Side, reading, side


@pytest.mark.parametrize(
    ("score", "wanted"), [(42.6, "above"), (42.5, "on"), (37.5, "on"), (37.4, "below")]
)
def test_within_the_band_a_score_is_on_its_benchmark(score: float, wanted: str) -> None:
    assert side(Side(score, 40, 2.5)) == wanted


@pytest.mark.parametrize(
    ("capability", "quality", "wanted"),
    [
        (37.5, 4.65, "earned"),
        (37.5, 4.64, "unfelt"),
        (37.4, 4.65, "carried"),
        (37.4, 4.64, "wanting"),
        (90, 6.9, "earned"),
        (0, 1, "wanting"),
    ],
)
def test_both_scores_are_read_from_the_lower_edge_of_the_benchmark(
    capability: float, quality: float, wanted: str
) -> None:
    assert reading(Side(capability, 40, 2.5), Side(quality, 4.8, 0.15)) == wanted
