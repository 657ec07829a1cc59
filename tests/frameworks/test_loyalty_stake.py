from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.frameworks.loyalty_stake import revenue_at_stake


def accounts(rows: int = 900) -> pd.DataFrame:
    """Made-up accounts: passives renew 20 points more often and grow 5 points faster."""
    rng = np.random.default_rng(8)
    passive = rng.random(rows) < 0.5
    return pd.DataFrame(
        {
            "band": np.where(passive, "passive", "detractor"),
            "renewal": (rng.random(rows) < 0.5 + 0.2 * passive).astype(float),
            "growth": 0.05 * passive + rng.normal(0, 0.05, rows),
            "revenue_this_year": 1_000.0,
            "family": rng.integers(0, rows // 3, rows),
        }
    )


def test_the_stake_is_the_effect_on_the_detractors_revenue():
    frame = accounts()
    stake = revenue_at_stake(frame, cluster="family")
    revenue = 1_000 * (frame["band"] == "detractor").sum()
    assert (stake["revenue"] == revenue).all()
    assert stake.loc["renewal", "value"] == pytest.approx(revenue * stake.loc["renewal", "effect"])
    assert stake.loc["renewal", "low"] < 0.2 * revenue < stake.loc["renewal", "high"]
    assert stake.loc["growth", "low"] < 0.05 * revenue < stake.loc["growth", "high"]


def test_the_total_adds_the_parts_and_its_interval_is_narrower_than_their_sum():
    stake = revenue_at_stake(accounts())
    width = stake["high"] - stake["low"]
    assert stake.loc["total", "value"] == pytest.approx(
        stake.loc["renewal", "value"] + stake.loc["growth", "value"]
    )
    assert width["growth"] < width["total"] < width["renewal"] + width["growth"]


def test_each_part_says_what_it_assumes():
    assert revenue_at_stake(accounts())["assumes"].str.len().min() > 20


def test_accounts_not_yet_due_count_for_growth_only():
    frame = accounts()
    frame.loc[:99, "renewal"] = np.nan
    stake = revenue_at_stake(frame)
    assert stake.loc[["renewal", "growth"], "base"].tolist() == [800, 900]
