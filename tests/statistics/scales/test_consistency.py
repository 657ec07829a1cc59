from __future__ import annotations

from importlib.resources import files
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from research.errors import StatisticsError
from research.statistics.scales.consistency import feldt_limits, reliability


@pytest.fixture(scope="module")
def attitude() -> pd.DataFrame:
    with files("research").joinpath("reference", "attitude.csv").open(encoding="utf-8") as file:
        return pd.read_csv(file)


def test_alpha_and_alpha_if_dropped_are_those_of_psych(attitude):
    """R's psych, `alpha(attitude)`: data of Chatterjee and Price 1977."""
    found = reliability(attitude)
    assert found.alpha == pytest.approx(0.843, abs=5e-4)
    assert found.standardised == pytest.approx(0.839, abs=5e-4)
    assert found.mean_correlation == pytest.approx(0.427, abs=5e-4)
    dropped = [0.810, 0.797, 0.828, 0.803, 0.795, 0.864, 0.840]
    np.testing.assert_allclose(found.items["alpha_dropped"], dropped, atol=5.1e-4)


def test_item_correlations_are_those_of_numpy(attitude):
    items, total = reliability(attitude).items, attitude.sum(axis=1)
    for name in attitude:
        assert items.loc[name, "item_total"] == pytest.approx(attitude[name].corr(total))
        rest = total - attitude[name]
        assert items.loc[name, "item_rest"] == pytest.approx(attitude[name].corr(rest))
        assert items.loc[name, "sd"] == pytest.approx(attitude[name].std())


def made_up(n: int, loadings: np.ndarray, seed: int) -> pd.DataFrame:
    """Made-up answers of unit variance that one factor explains."""
    rng = np.random.default_rng(seed)
    common = rng.normal(size=(n, 1))
    answers = common * loadings + rng.normal(size=(n, len(loadings))) * np.sqrt(1 - loadings**2)
    return pd.DataFrame(answers).add_prefix("item")


def test_the_interval_covers_the_alpha_of_the_population():
    """Feldt's interval is exact for parallel items: here 4,000 samples of 30, alpha 0.8."""
    rng, k = np.random.default_rng(2), 4
    answers = np.sqrt(0.5) * (rng.normal(size=(4_000, 30, 1)) + rng.normal(size=(4_000, 30, k)))
    total = answers.sum(axis=2).var(axis=1, ddof=1)
    alphas = k / (k - 1) * (1 - answers.var(axis=1, ddof=1).sum(axis=1) / total)
    # The distance of both limits from 1 is in proportion to that of alpha.
    low, high = 1 - np.outer(1 - np.array(feldt_limits(0.0, 30, k, 0.95)), 1 - alphas)
    assert np.mean((low <= 0.8) & (high >= 0.8)) == pytest.approx(0.95, abs=0.012)
    one = pd.DataFrame(answers[0])
    assert (reliability(one).low, reliability(one).high) == pytest.approx((low[0], high[0]))


def test_omega_is_the_reliability_of_the_sum_where_loadings_differ():
    loadings = np.array([0.9, 0.8, 0.5, 0.3])
    truth = loadings.sum() ** 2 / (loadings.sum() ** 2 + (1 - loadings**2).sum())
    found = reliability(made_up(40_000, loadings, 5))
    assert found.omega == pytest.approx(truth, abs=0.005)
    assert found.alpha < found.omega - 0.02
    np.testing.assert_allclose(found.items["loading"], loadings, atol=0.02)


@settings(max_examples=25)
@given(
    k=st.sampled_from([2, 4, 6]),
    seed=st.integers(0, 10_000),
    scale=st.floats(0.1, 20),
    shift=st.floats(-50, 50),
)
def test_alpha_is_the_mean_of_all_halves_and_keeps_to_its_unit(k, seed, scale, shift):
    answers = made_up(25, np.full(k, 0.7), seed)
    found = reliability(answers)
    halves = []
    for chosen in combinations(range(k), k // 2):
        first = answers.iloc[:, list(chosen)].sum(axis=1)
        second = answers.sum(axis=1) - first
        halves.append(4 * first.cov(second) / (first + second).var())
    assert found.alpha == pytest.approx(np.mean(halves))
    assert found.worst_split == pytest.approx(min(halves))
    assert found.best_split == pytest.approx(max(halves))
    moved = reliability(answers * scale + shift)
    assert moved.alpha == pytest.approx(found.alpha)
    assert found.low <= found.alpha <= found.high


def test_odd_and_even_items_are_stepped_up_by_spearman_and_brown(attitude):
    odd, even = attitude.iloc[:, ::2].sum(axis=1), attitude.iloc[:, 1::2].sum(axis=1)
    r = odd.corr(even)
    assert reliability(attitude).split_half == pytest.approx(2 * r / (1 + r))


def test_a_weight_of_two_equals_a_second_row_but_for_the_base(attitude):
    weights = np.where(np.arange(30) < 10, 2.0, 1.0)
    doubled = pd.concat([attitude, attitude.iloc[:10]], ignore_index=True)
    weighted, twice = reliability(attitude, weights), reliability(doubled)
    assert weighted.alpha == pytest.approx(twice.alpha)
    assert weighted.omega == pytest.approx(twice.omega, abs=1e-5)
    assert weighted.effective < 30
    assert weighted.low < twice.low


def test_rows_that_lack_an_item_are_left_out_and_counted(attitude):
    answers = attitude.astype(float)
    answers.iloc[3, 2] = np.nan
    found = reliability(answers)
    assert (found.n, found.dropped) == (29, 1)
    assert found.alpha == pytest.approx(reliability(attitude.drop(index=3)).alpha)


def test_many_items_are_split_at_random_and_two_have_no_omega(attitude):
    wide = reliability(made_up(60, np.full(18, 0.6), 1))
    assert wide.worst_split < wide.alpha < wide.best_split
    two = reliability(attitude[["rating", "complaints"]])
    assert np.isnan(two.omega)
    assert np.isnan(two.items["alpha_dropped"]).all()


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (pd.DataFrame({"a": [1, 2, 3]}), "2 or more"),
        (pd.DataFrame({"a": [1, 2, 3], "b": [1, 1, 1]}), "b has the same answer"),
        (pd.DataFrame({"a": [1, 2, 3], "b": [3, 2, 1]}), "turn those"),
        (pd.DataFrame({"a": [1, 2, None], "b": [None, 2, 1]}), "1 of 3 respondents answered"),
    ],
)
def test_a_battery_that_cannot_be_analysed_is_refused(answers, said):
    with pytest.raises(StatisticsError, match=said):
        reliability(answers)
