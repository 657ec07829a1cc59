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


def test_survey_weights_count_before_and_after():
    """A weight of two is a row twice."""
    rng = np.random.default_rng(5)
    frame = pd.DataFrame({"size": rng.normal(size=80), "area": rng.integers(0, 2, 80).astype(str)})
    treated = rng.random(80) < np.where(frame["size"] > 0, 0.7, 0.3)
    X = design(frame, ["size", "area"])
    weights = np.where(np.arange(80) < 30, 2.0, 1.0)
    at = np.concatenate([np.arange(80), np.arange(30)])
    copied = X.iloc[at].reset_index(drop=True)
    chance = propensity(X, treated, weights=weights)
    twice = propensity(copied, treated[at])
    assert chance.to_numpy() == pytest.approx(twice.to_numpy()[:80], abs=1e-6)
    found = balance(X, treated, chance, weights=weights)
    same = balance(copied, treated[at], twice)
    spread = found["before"] / same["before"]
    assert (same["after"] * spread).tolist() == pytest.approx(found["after"].tolist(), abs=1e-6)
    own = overlap(chance, treated, weights=weights).loc["treated", "effective"]
    mass = (weights / chance)[treated]
    assert own == pytest.approx(mass.sum() ** 2 / (mass**2).sum())
