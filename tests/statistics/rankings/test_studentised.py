from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from research.statistics.rankings.studentised import Contrasts, directions, normal_points, step_down


def contrasts_of(covariance: np.ndarray, df: float, draws: int = 8192, seed: int = 3) -> Contrasts:
    first, second = np.triu_indices(len(covariance), 1)
    factor = np.linalg.cholesky(covariance)
    error = np.sqrt(np.square(factor[second] - factor[first]).sum(axis=1))
    return Contrasts(first, second, error, directions(factor, draws, seed), len(covariance), df)


def critical(contrasts: Contrasts, confidence: float = 0.95) -> float:
    count = len(contrasts.first)
    return step_down(contrasts, np.zeros(count), np.arange(count), confidence)[2]


def test_one_pair_has_the_two_sided_t_quantile():
    contrasts = contrasts_of(np.eye(2), df=20)
    assert critical(contrasts) == pytest.approx(stats.t.ppf(0.975, 20), abs=2e-3)


@pytest.mark.parametrize("items", [3, 6])
def test_independent_estimates_have_the_range_of_normal_variables(items: int):
    expected = stats.studentized_range.ppf(0.95, items, 1e9) / np.sqrt(2)
    assert critical(contrasts_of(np.eye(items), df=1e9)) == pytest.approx(expected, abs=5e-3)


def test_small_bases_raise_the_bar_by_the_tail_of_t():
    wide = critical(contrasts_of(np.eye(6), df=1e9))
    small = critical(contrasts_of(np.eye(6), df=12))
    assert stats.t.sf(small, 12) == pytest.approx(stats.norm.sf(wide))


def test_other_directions_give_the_same_value():
    values = [critical(contrasts_of(np.eye(6), df=100, seed=seed)) for seed in range(4)]
    assert np.ptp(values) < 0.02


def test_a_far_pair_leaves_the_family_and_the_bar_falls_for_the_others():
    contrasts = contrasts_of(np.eye(4), df=50)
    bar = critical(contrasts)
    near = bar - 0.1
    alone = np.array([near, 0, 0, 0, 0, 0])
    assert not step_down(contrasts, alone, np.arange(6), 0.95)[0].any()
    helped = np.array([near, 9, 9, 9, 9, 0])
    assert step_down(contrasts, helped, np.arange(6), 0.95)[0].tolist() == [
        True, True, True, True, True, False,
    ]  # fmt: skip


def test_points_are_even_and_as_many_as_the_next_power_of_two():
    points = normal_points(2, 1000, 0)
    assert points.shape == (2, 1024)
    assert np.abs(points.mean(axis=1)).max() < 0.01
    assert np.abs(points.std(axis=1) - 1).max() < 0.01
