from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from research.errors import StatisticsError
from research.statistics.drivers.decomposition import decompose, lmg, relative_weights, subset_r2

# Mosteller and Tukey (1977), pages 549-551; the figures are those that R's relaimpo prints.
SWISS = pd.read_csv(Path(__file__).parents[2] / "data" / "swiss.csv")
PUBLISHED = {
    "lmg": [0.05709122, 0.17117303, 0.26013468, 0.10557015, 0.11276592],
    "first": [0.12466491, 0.41716447, 0.44061565, 0.21500350, 0.17351893],
    "last": [0.04286961, 0.00738742, 0.16196269, 0.06237263, 0.05694526],
    "pratt": [-0.11048599, 0.10642740, 0.44500457, 0.16117681, 0.10461221],
    "vif": [2.284129, 3.675420, 2.774943, 1.937160, 1.107542],
}


def correlations(seed: int, drivers: int, rows: int = 60) -> np.ndarray:
    rng = np.random.default_rng(seed)
    data = rng.normal(size=(rows, drivers + 1)) + rng.normal(size=(rows, 1))
    return np.corrcoef(data.T)


@pytest.mark.parametrize("measure", list(PUBLISHED))
def test_swiss_fertility_gives_the_published_values(measure):
    outcome_last = SWISS[[*SWISS.columns[1:], "Fertility"]].corr().to_numpy()
    measures = decompose(outcome_last)
    assert getattr(measures, measure) == pytest.approx(PUBLISHED[measure], abs=1e-6)
    assert measures.r2 == pytest.approx(0.7067350, abs=1e-7)


def test_lmg_is_the_mean_gain_over_all_orders():
    matrix = correlations(2, 4)
    gains = np.zeros(4)
    r2 = subset_r2(matrix)
    orders = list(itertools.permutations(range(4)))
    for order in orders:
        chosen = 0
        for driver in order:
            gains[driver] += r2[chosen | 1 << driver] - r2[chosen]
            chosen |= 1 << driver
    np.testing.assert_allclose(lmg(matrix), gains / len(orders))


def test_subsets_have_the_r2_of_their_own_regression():
    matrix = correlations(3, 4)
    r2 = subset_r2(matrix)
    for subset in range(1, 16):
        inside = [j for j in range(4) if subset >> j & 1]
        among, to = matrix[np.ix_(inside, inside)], matrix[inside, -1]
        assert r2[subset] == pytest.approx(to @ np.linalg.solve(among, to))


@settings(max_examples=25)
@given(seed=st.integers(0, 10_000), drivers=st.integers(1, 7))
def test_shares_of_both_methods_sum_to_the_r2(seed, drivers):
    matrix = correlations(seed, drivers)
    measures = decompose(matrix)
    assert measures.lmg.sum() == pytest.approx(measures.r2)
    assert measures.johnson.sum() == pytest.approx(measures.r2)
    assert (measures.lmg > -1e-12).all()


def test_uncorrelated_drivers_get_their_squared_correlation_by_every_method():
    matrix = np.eye(4)
    matrix[-1, :3] = matrix[:3, -1] = [0.5, -0.3, 0.1]
    measures = decompose(matrix)
    for shares in (measures.lmg, measures.johnson, measures.pratt, measures.first, measures.last):
        np.testing.assert_allclose(shares, [0.25, 0.09, 0.01], atol=1e-12)


def test_a_stack_gives_what_its_matrices_give_one_by_one():
    stack = np.stack([correlations(seed, 5) for seed in range(6)])
    np.testing.assert_allclose(lmg(stack), [lmg(matrix) for matrix in stack])
    np.testing.assert_allclose(relative_weights(stack), [relative_weights(m) for m in stack])


def test_a_copy_of_a_driver_shares_its_importance():
    single = correlations(4, 2)
    copied = single[np.ix_([0, 0, 1, 2], [0, 0, 1, 2])]
    shares = lmg(copied)
    assert shares[0] == pytest.approx(shares[1])
    assert shares.sum() == pytest.approx(lmg(single).sum())
    assert np.isinf(decompose(copied).vif).all()


def test_twenty_one_drivers_are_refused():
    with pytest.raises(StatisticsError, match="21 drivers given; allowed: 1 to 20"):
        lmg(np.eye(22))
