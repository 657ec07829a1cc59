from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.treatment.treatment_effects import TreatmentEffect

from research.errors import StatisticsError
from research.statistics.effects.adjustments import (
    doubly_robust,
    g_computation,
    inverse_probability,
)
from research.statistics.effects.confounders import design
from research.statistics.effects.contrasts import clustered_error, crude, e_value

ADJUSTED = [g_computation, inverse_probability, doubly_robust]


def confounded(rows: int = 4_000, seed: int = 1) -> tuple[np.ndarray, np.ndarray, pd.DataFrame]:
    """Made-up groups whose true difference is 10 points, and looks like 25."""
    rng = np.random.default_rng(seed)
    served = rng.random(rows) < 0.5
    treated = rng.random(rows) < np.where(served, 0.75, 0.25)
    outcome = (rng.random(rows) < 0.5 + 0.1 * treated + 0.3 * served).astype(float)
    return outcome, treated, design(pd.DataFrame({"served": served}), ["served"])


def test_the_crude_difference_is_that_of_the_means():
    outcome = np.array([1.0, 1.0, 0.0, 1.0, 0.0, 0.0])
    effect = crude(outcome, np.array([True, True, True, False, False, False]))
    assert effect.estimate == pytest.approx(1 / 3)
    assert (effect.treated, effect.control) == pytest.approx((2 / 3, 1 / 3))


def test_the_crude_error_is_welch_s_with_shares_of_the_base():
    outcome, treated, _ = confounded(200)
    by_hand = np.sqrt(
        outcome[treated].var() / treated.sum() + outcome[~treated].var() / (~treated).sum()
    )
    error = clustered_error(crude(outcome, treated).influence)
    assert error == pytest.approx(by_hand * np.sqrt(200 / 199))


@pytest.mark.parametrize("method", ADJUSTED)
def test_adjusting_finds_what_the_crude_difference_misses(method):
    outcome, treated, X = confounded()
    low, high = method(outcome, treated, X).interval()
    assert low < 0.1 < high
    assert crude(outcome, treated).interval()[0] > 0.2


@pytest.mark.parametrize("method", ADJUSTED)
def test_a_stratum_of_one_confounder_gives_the_standardised_difference(method):
    outcome, treated, X = confounded(600)
    served = X.iloc[:, 1].to_numpy() == 1
    by_hand = sum(
        inside.mean() * (outcome[inside & treated].mean() - outcome[inside & ~treated].mean())
        for inside in (served, ~served)
    )
    tolerance = 0.01 if method is g_computation else 1e-6
    assert method(outcome, treated, X).estimate == pytest.approx(by_hand, abs=tolerance)


def test_weighting_has_the_error_that_statsmodels_gives_without_clusters():
    outcome, treated, X = confounded(500)
    data = X.to_numpy()
    selection = sm.Logit(treated.astype(float), data).fit(disp=0)
    theirs = TreatmentEffect(sm.OLS(outcome, data), treated.astype(int), selection).ipw()
    ours = clustered_error(inverse_probability(outcome, treated, X).influence)
    assert ours == pytest.approx(theirs.results_gmm.bse[0], rel=0.02)


def test_g_computation_has_the_error_of_a_linear_model_for_a_measured_outcome():
    outcome, treated, X = confounded(500)
    measured = outcome + np.random.default_rng(2).normal(size=500)
    effect = g_computation(measured, treated, X)
    data = np.column_stack([treated, X])
    fit = sm.OLS(measured, data).fit(cov_type="HC0")
    assert effect.estimate == pytest.approx(fit.params[0])
    assert clustered_error(effect.influence) == pytest.approx(fit.bse[0], rel=0.002)


@pytest.mark.parametrize("method", ADJUSTED)
def test_rows_that_repeat_within_a_cluster_do_not_narrow_the_interval(method):
    outcome, treated, X = confounded(400)
    once = method(outcome, treated, X).interval()
    thrice = method(
        np.tile(outcome, 3), np.tile(treated, 3), pd.concat([X, X, X], ignore_index=True)
    ).interval(np.tile(np.arange(400), 3))
    assert thrice == pytest.approx(once, abs=1e-6)


def test_published_e_values_come_out():
    # VanderWeele and Ding (2017): a risk ratio of 3.9 with a lower limit of 1.8.
    assert e_value(3.9, 1.8) == pytest.approx((7.26, 3.0), abs=0.005)
    assert e_value(1.0) == (1.0, 1.0)
    assert e_value(2.0, 0.9)[1] == 1.0


@settings(max_examples=30)
@given(ratio=st.floats(0.01, 100))
def test_an_e_value_is_the_same_for_a_ratio_and_its_inverse(ratio):
    assert e_value(ratio)[0] == pytest.approx(e_value(1 / ratio)[0])


def test_a_group_of_one_is_an_error():
    with pytest.raises(StatisticsError, match="1 rows in one group"):
        crude(np.zeros(3), np.array([True, False, False]))


def test_a_missing_outcome_is_an_error():
    with pytest.raises(StatisticsError, match="missing values"):
        crude(np.array([1.0, np.nan, 0, 1]), np.array([True, True, False, False]))


def test_a_confounder_that_defines_the_group_is_an_error():
    outcome, treated, _ = confounded(100)
    X = design(pd.DataFrame({"same": treated}), ["same"])
    with pytest.raises(StatisticsError, match="tell the groups apart"):
        inverse_probability(outcome, treated, X)
