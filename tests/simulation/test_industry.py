from __future__ import annotations

import numpy as np

from research.simulation.industry import STRENGTHS, simulate_respondents


def test_every_ranking_is_complete():
    frame = simulate_respondents(40, seed=3)
    ranks = frame[[f"rank_{theme}" for theme in STRENGTHS]].to_numpy()
    assert (np.sort(ranks, axis=1) == np.arange(1, 13)).all()


def test_the_planted_order_shows_in_a_large_sample():
    frame = simulate_respondents(600, seed=1)
    means = frame[[f"rank_{theme}" for theme in STRENGTHS]].mean().to_numpy()
    assert np.corrcoef(means, list(STRENGTHS.values()))[0, 1] < -0.95
    assert means[-1] == means.max()


def test_some_give_no_reason():
    reasons = simulate_respondents(130, seed=2016)["reason"]
    assert 5 < (reasons == "").sum() < 40
