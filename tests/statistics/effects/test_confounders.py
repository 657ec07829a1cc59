from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.errors import StatisticsError
from research.statistics.effects.confounders import balance, design, overlap, propensity


def groups(rows: int = 2_000) -> tuple[pd.DataFrame, np.ndarray]:
    rng = np.random.default_rng(4)
    frame = pd.DataFrame({"tenure": rng.normal(6, 2, rows), "region": rng.choice(["N", "S"], rows)})
    chance = 1 / (1 + np.exp(-(0.5 * (frame["tenure"] - 6) + (frame["region"] == "N"))))
    return frame, np.asarray(rng.random(rows) < chance)


def test_numbers_are_standardised_and_categories_become_columns():
    X = design(groups()[0].assign(same="x"), ["tenure", "region", "same"])
    assert X.columns.tolist() == ["const", "tenure", "region_S"]
    assert X["tenure"].mean() == pytest.approx(0)
    assert X["tenure"].std(ddof=0) == pytest.approx(1)


def test_weighting_balances_what_was_unlike():
    frame, treated = groups()
    X = design(frame, ["tenure", "region"])
    compared = balance(X, treated, propensity(X, treated))
    assert (compared["before"].abs() > 0.3).all()
    assert (compared["after"].abs() < 0.05).all()


def test_overlap_counts_who_has_hardly_a_counterpart():
    treated = np.array([True, True, True, False, False])
    seen = overlap(np.array([0.5, 0.5, 0.99, 0.5, 0.5]), treated)
    assert seen.loc["treated", "extreme"] == pytest.approx(100 / 3)
    assert seen.loc["control", "effective"] == pytest.approx(2)
    assert seen.loc["treated", "highest"] == pytest.approx(0.99)


def test_missing_confounders_are_named():
    frame = groups(10)[0].assign(spend=np.nan)
    with pytest.raises(StatisticsError, match="missing values: spend"):
        design(frame, ["tenure", "spend"])
