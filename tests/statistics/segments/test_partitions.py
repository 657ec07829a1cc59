from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from research.errors import StatisticsError
from research.statistics.segments.partitions import (
    adjusted_rand,
    k_means,
    nearest_jaccard,
    silhouettes,
    variance_ratio,
)

POINTS = np.array([[0.0, 0], [0, 1], [1, 0], [9, 9], [9, 8], [5, 0]])
CODES = np.array([0, 0, 0, 1, 1, 2])


@pytest.mark.parametrize(
    ("first", "second", "published"),
    [([0, 0, 1, 2], [0, 0, 1, 1], 0.57), ([0, 0, 1, 1], [0, 1, 0, 1], -0.5)],
)
def test_adjusted_rand_is_that_of_scikit_learn_s_manual(first, second, published):
    """Examples of `sklearn.metrics.adjusted_rand_score`."""
    assert adjusted_rand(first, second) == pytest.approx(published, abs=0.005)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=25))
def test_adjusted_rand_is_the_count_of_pairs_less_chance(pairs):
    first, second = np.array(pairs).T
    every = list(combinations(range(len(first)), 2))
    same = np.array([[f[a] == f[b] for a, b in every] for f in (first, second)])
    expected = same[0].sum() * same[1].sum() / len(every)
    most = same.sum() / 2
    value = 1.0 if most == expected else (same.all(axis=0).sum() - expected) / (most - expected)
    assert adjusted_rand(first, second) == pytest.approx(value)
    assert adjusted_rand(second, first) == pytest.approx(value)
    assert adjusted_rand(first, [f"group {-each}" for each in first]) == pytest.approx(1)


def test_groups_are_matched_by_label_and_may_not_be_missing():
    first = pd.Series(["a", "a", "b"], index=[1, 2, 3])
    assert adjusted_rand(first, first[::-1]) == 1
    with pytest.raises(StatisticsError, match="missing"):
        adjusted_rand(["a", None], ["a", "b"])
    with pytest.raises(StatisticsError, match="shapes"):
        adjusted_rand(["a", "b"], ["a", "b", "c"])


def test_silhouettes_are_those_of_the_definition():
    (found,) = silhouettes(POINTS, [CODES])
    for at, code in enumerate(CODES):
        apart = np.linalg.norm(POINTS - POINTS[at], axis=1)
        if (code == CODES).sum() == 1:
            assert found[at] == 0
            continue
        inside = apart[code == CODES].sum() / ((code == CODES).sum() - 1)
        outside = min(apart[other == CODES].mean() for other in {0, 1, 2} - {code})
        assert found[at] == pytest.approx((outside - inside) / max(inside, outside))


def test_the_variance_ratio_is_the_f_of_one_question():
    values = np.array([[1.0], [2], [3], [6], [7], [8]])
    codes = np.array([0, 0, 0, 1, 1, 1])
    assert variance_ratio(values, codes, 4.0) == pytest.approx(37.5)


def test_groups_far_apart_are_found():
    rng = np.random.default_rng(1)
    centres = np.array([[0, 0], [20, 0], [0, 20]])
    truth = np.repeat([0, 1, 2], 30)
    codes, within = k_means(centres[truth] + rng.normal(size=(90, 2)), 3, 5, rng)
    assert adjusted_rand(codes, truth) == 1
    assert within == pytest.approx(180, rel=0.3)


def test_the_nearest_group_is_the_one_that_shares_most():
    found = nearest_jaccard(np.array([0, 0, 0, 2, 2]), np.array([1, 1, 0, 0, 0]))
    assert found[[0, 2]] == pytest.approx([2 / 3, 2 / 3])
    assert np.isnan(found[1])
