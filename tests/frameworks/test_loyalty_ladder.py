from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.frameworks.loyalty import Comparison
from research.frameworks.loyalty_ladder import ladder
from research.statistics.samples.intervals import newcombe


def accounts(rows: int = 1_200, seed: int = 6) -> pd.DataFrame:
    """Made-up accounts: promoters renew 10 points more often; service makes it look like more."""
    rng = np.random.default_rng(seed)
    dedicated = rng.random(rows) < 0.5
    promoter = rng.random(rows) < np.where(dedicated, 0.75, 0.25)
    chance = 0.5 + 0.1 * promoter + 0.3 * dedicated
    return pd.DataFrame(
        {
            "band": np.where(promoter, "promoter", "detractor"),
            "service": np.where(dedicated, "dedicated", "pooled"),
            "renewal": (rng.random(rows) < chance).astype(float),
            "growth": 0.02 * promoter + 0.05 * dedicated + rng.normal(0, 0.07, rows),
            "family": rng.integers(0, rows // 2, rows),
        }
    )


RENEWAL = Comparison("renewal", confounders=("service",), cluster="family")


def test_the_first_rung_is_newcombe_s():
    frame = accounts()
    rung = ladder(frame, RENEWAL).rungs.loc["crude"]
    counts = frame.groupby("band")["renewal"].agg(["sum", "size"])
    expected = newcombe(*counts.loc["promoter"], *counts.loc["detractor"])
    assert (rung["low"], rung["high"]) == pytest.approx(tuple(100 * limit for limit in expected))


@pytest.mark.parametrize(("outcome", "truth"), [("renewal", 10), ("growth", 2)])
def test_the_crude_rungs_overstate_and_the_adjusted_ones_hold_the_truth(outcome, truth):
    chosen = Comparison(outcome, confounders=("service",), cluster="family")
    rungs = ladder(accounts(), chosen).rungs
    for name in ("crude", "clustered"):
        assert rungs.loc[name, "low"] > truth
    for name in ("adjusted", "weighted", "doubly robust"):
        assert rungs.loc[name, "low"] < truth < rungs.loc[name, "high"]


def test_the_rungs_are_in_order_and_each_says_what_it_assumes():
    rungs = ladder(accounts(), RENEWAL).rungs
    assert rungs.index.tolist() == [
        "crude",
        "clustered",
        "adjusted",
        "weighted",
        "doubly robust",
        "E-value",
    ]
    assert rungs["assumes"].str.len().min() > 10
    assert rungs.loc["crude", "clusters"] > rungs.loc["clustered", "clusters"]


def test_without_clusters_there_is_no_clustered_rung():
    rungs = ladder(accounts(), Comparison("renewal", confounders=("service",))).rungs
    assert "clustered" not in rungs.index


def test_an_interval_that_holds_nought_needs_no_confounder():
    frame = accounts(200).assign(renewal=np.tile([0.0, 1.0], 100))
    assert ladder(frame, RENEWAL).rungs.loc["E-value", "low"] == 1


def test_missing_confounders_are_left_out_and_said():
    frame = accounts()
    frame.loc[:9, "service"] = None
    result = ladder(frame, RENEWAL)
    assert (result.base, result.dropped) == (1_190, 10)
    assert "10 of 1,200" in result.notes[0]


def test_balance_improves_and_everybody_has_a_counterpart():
    result = ladder(accounts(), RENEWAL)
    assert result.balance["before"].abs().max() > 0.5
    assert result.balance["after"].abs().max() < 0.01
    assert (result.overlap["extreme"] == 0).all()
    assert len(result.chances) == 1_200
