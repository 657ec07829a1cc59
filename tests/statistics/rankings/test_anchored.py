from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.errors import StatisticsError
from research.statistics.rankings.anchored import correct_by_anchor
from research.statistics.rankings.sensitivity import random_responders


def made_up(n: int, random: float, seed: int = 3) -> tuple[pd.DataFrame, np.ndarray]:
    """Rankings of four items, a share of them and of their anchors at random."""
    rng = np.random.default_rng(seed)
    liking = rng.gumbel(size=(n, 4)) - np.linspace(0, 3, 4)
    chance = rng.random(n) < random
    liking[chance] = rng.random((int(chance.sum()), 4))
    ranks = (-liking).argsort(axis=1).argsort(axis=1) + 1
    passed = np.where(chance, rng.random(n) < 1 / 24, True)
    return pd.DataFrame(ranks, columns=list("abcd")), passed


def test_the_order_in_earnest_is_found_again():
    earnest = made_up(40_000, 0)[0].mean()
    ranks, passed = made_up(40_000, 0.3)
    found = correct_by_anchor(ranks, passed, draws=200).set_index("item")
    assert found["share_random"].iloc[0] == pytest.approx(0.3, abs=0.01)
    assert found["mean_rank"].to_numpy() == pytest.approx(earnest.to_numpy(), abs=0.02)
    assert (found["observed"] - found["mean_rank"]).abs().min() > 0.05
    assert ((found["low"] < found["mean_rank"]) & (found["mean_rank"] < found["high"])).all()


def test_figures_are_those_of_the_formula():
    ranks, passed = made_up(300, 0.2)
    found = correct_by_anchor(ranks, passed, top=2, draws=100)
    earnest = (passed.mean() - 1 / 24) / (1 - 1 / 24)
    assert found["share_random"].iloc[0] == pytest.approx(1 - earnest)
    expected = (ranks.mean() - (1 - earnest) * 2.5) / earnest
    assert found["mean_rank"].to_numpy() == pytest.approx(expected.to_numpy())
    top = ((ranks <= 2).mean() - (1 - earnest) * 0.5) / earnest
    assert found["top_share"].to_numpy() == pytest.approx(top.to_numpy())


def test_a_known_share_gives_what_the_sensitivity_table_gives():
    ranks, passed = made_up(300, 0.2)
    found = correct_by_anchor(ranks, passed, top=1, draws=100)
    assumed = random_responders(ranks, shares=[found["share_random"].iloc[0]], top=1)
    for column in ("mean_rank", "rank", "tied", "top_share"):
        assert found[column].to_numpy() == pytest.approx(assumed[column].to_numpy())


def test_limits_hold_the_truth_as_often_as_they_say():
    truth = made_up(400_000, 0, seed=1)[0]["a"].mean()
    held = 0
    for seed in range(60):
        ranks, passed = made_up(150, 0.3, seed=100 + seed)
        row = correct_by_anchor(ranks, passed, draws=200).iloc[0]
        held += row["low"] <= truth <= row["high"]
    assert held >= 53


def test_whole_clusters_are_drawn():
    ranks, passed = made_up(60, 0.2)
    ranks, passed = ranks.loc[np.repeat(range(60), 5)].reset_index(drop=True), np.repeat(passed, 5)
    alone = correct_by_anchor(ranks, passed, draws=400)
    together = correct_by_anchor(ranks, passed, clusters=np.repeat(range(60), 5), draws=400)
    width = [table["high"] - table["low"] for table in (alone, together)]
    assert (width[1] > 1.5 * width[0]).all()
    assert "clusters" in together.attrs["method"]


def test_an_anchor_that_only_luck_passes_tells_nothing():
    ranks, passed = made_up(50, 0)
    with pytest.raises(StatisticsError, match="would at random"):
        correct_by_anchor(ranks, np.zeros(50, bool))
    with pytest.raises(StatisticsError, match="would at random"):
        correct_by_anchor(ranks, passed * (np.arange(50) < 25), chance=0.6)


def test_figures_beyond_their_range_say_so():
    ranks = pd.DataFrame([[1, 2]] * 10, columns=["a", "b"])
    found = correct_by_anchor(ranks, [True] * 8 + [False] * 2, top=1, draws=100)
    assert found["note"].ne("").all()
