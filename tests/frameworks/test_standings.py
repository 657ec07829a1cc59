from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from research.frameworks.standings import QUANTILES, standings

SCORES = pd.DataFrame(
    {"sector": ["a"] * 11, "win": [float(10 * place) for place in range(11)], "keep": [None] * 11}
).astype({"keep": float})


def test_quartiles_are_counted_from_the_top() -> None:
    found = standings(SCORES, ["win"], band=2.5).loc["win"]
    assert found["third quartile"] == 25
    assert found["second quartile"] == 50
    assert found["upper quartile"] == 75
    assert found["top decile"] == 90


def test_the_benchmark_begins_at_the_lower_end_of_the_band_about_the_mean() -> None:
    assert standings(SCORES, ["win"], band=2.5).loc["win", "benchmark"] == 47.5
    assert standings(SCORES, ["win"], band=0).loc["win", "benchmark"] == 50


def test_a_theme_in_which_nobody_was_assessed_has_no_standings() -> None:
    assert standings(SCORES, ["win", "keep"], band=2.5).loc["keep"].isna().all()


@given(st.lists(st.floats(0, 100), min_size=1, max_size=30))
def test_a_better_standing_never_asks_for_less(scores: list[float]) -> None:
    found = standings(pd.DataFrame({"win": scores}), ["win"], band=2.5).loc["win", list(QUANTILES)]
    assert found.is_monotonic_increasing
    best_quarter = sum(score >= found["upper quartile"] for score in scores)
    assert best_quarter >= len(scores) / 4
