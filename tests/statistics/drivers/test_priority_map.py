from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.statistics.drivers.key_drivers import Importance, importance
from research.statistics.drivers.priority_map import (
    METHODS,
    importance_performance,
    method_agreement,
)


def shares(**columns: list[float]) -> pd.DataFrame:
    usual = {method: [0.3, 0.2, 0.1] for method in METHODS}
    return pd.DataFrame({**usual, **columns}, index=["trust", "service", "price"])


def test_methods_with_the_same_order_agree_fully():
    frame = method_agreement(shares())
    assert len(frame) == 15
    assert (frame["spearman"] == 1).all()
    assert frame["same_first"].all()


def test_a_method_that_turns_the_order_round_is_seen():
    frame = method_agreement(shares(pratt=[-0.1, 0.2, 0.3])).set_index(["method", "other"])
    assert frame.loc[("lmg", "pratt"), "spearman"] == pytest.approx(-1)
    assert not frame.loc[("lmg", "pratt"), "same_first"]


def test_two_drivers_have_no_rank_correlation():
    assert method_agreement(shares().head(2))["spearman"].isna().all()


def made_up_result() -> Importance:
    rng = np.random.default_rng(1)
    frame = pd.DataFrame(rng.normal(size=(900, 3)), columns=["trust", "service", "price"])
    frame["score"] = frame @ [1.0, 0.5, 0.0] + rng.normal(size=900)
    return importance(frame, "score", ["trust", "service", "price"], draws=200)


def test_map_says_when_a_quadrant_is_certain():
    result = made_up_result()
    laid = importance_performance(result, performance_cut=-1.0)
    assert laid.loc["trust", "quadrant"] == "keep up the good work"
    assert laid.loc["trust", "certain"]
    assert laid.loc["price", "quadrant"] == "possible overkill"
    rated = float(result.drivers.loc["trust", "mean"])
    assert not importance_performance(result, performance_cut=rated).loc["trust", "certain"]
