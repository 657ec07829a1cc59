from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from research.statistics.rankings.permutations import (
    between_groups,
    permuted_between,
    share_as_large,
)

VALUES = np.array([[3.0, -1], [1, 2], [-2, 0], [-2, -1]])
CODES = np.array([0, 0, 1, 2])


def every_spread(
    values: np.ndarray, bases: np.ndarray, codes: np.ndarray
) -> set[tuple[float, ...]]:
    """All spreads that relabelling can give."""
    found = set()
    for order in permutations(codes):
        members = np.array(order)[None, :] == np.arange(codes.max() + 1)[:, None]
        spread = between_groups(members @ values, members @ bases)
        found.add(tuple(np.round(spread, 9)))
    return found


@pytest.mark.parametrize("bases", [np.ones((4, 1)), np.array([[1.0], [2], [1], [3]])])
def test_relabelling_gives_every_spread_that_it_can_and_no_other(bases: np.ndarray):
    drawn = permuted_between(VALUES, bases, CODES, 400, seed=1)
    assert set(map(tuple, np.round(drawn, 9))) == every_spread(VALUES, bases, CODES)


def test_every_relabelling_is_as_likely():
    drawn = permuted_between(VALUES, np.ones((4, 1)), np.array([0, 1, 1, 1]), 4000, seed=2)[:, 0]
    _, counts = np.unique(np.round(drawn, 9), return_counts=True)
    # One of four units stands alone; two of the four values are alike.
    assert sorted(counts / 4000) == pytest.approx([0.25, 0.25, 0.5], abs=0.03)


def test_single_precision_loses_nothing():
    rng = np.random.default_rng(3)
    ranks = rng.integers(1, 13, (500, 3)).astype(float)
    values, codes = ranks - ranks.mean(axis=0), rng.integers(0, 3, 500)
    exact = permuted_between(values, np.ones((500, 1)), codes, 50, seed=4)
    # Bases that are not one go the way of double precision.
    scaled = permuted_between(2 * values, np.full((500, 1), 2.0), codes, 50, seed=4)
    np.testing.assert_allclose(2 * exact, scaled, rtol=1e-9)


def test_many_groups_and_units_go_the_other_way_to_the_same_end():
    codes = np.arange(80) % 40
    values = np.arange(80.0)[:, None] - 39.5
    drawn = permuted_between(values, np.ones((80, 1)), codes, 200, seed=5)[:, 0]
    assert drawn.mean() == pytest.approx(np.square(values).sum() * 39 / 79, rel=0.05)


def test_what_was_observed_counts_as_one_order_and_rounding_as_none():
    drawn = np.array([[1.0, 4.0], [2.0, 0.3], [3.0, 0.0]])
    assert share_as_large(drawn, np.array([2.0, 0.1 + 0.2])).tolist() == [0.75, 0.75]
    assert share_as_large(drawn[:, 0], np.array(9.0)) == 0.25
