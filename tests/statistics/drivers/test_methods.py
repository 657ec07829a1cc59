from __future__ import annotations

import pandas as pd
import pytest

from research.statistics.drivers.methods import METHODS, method_agreement


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
