from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.errors import StatisticsError
from research.statistics.samples.intervals import newcombe, normal_quantile, wilson

counts_and_bases = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_limits_that_newcombe_prints(count, n, low, high):
    assert wilson(count, n) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("a", "b", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
    ],
)
def test_method_ten_gives_the_limits_that_newcombe_prints(a, b, low, high):
    assert newcombe(*a, *b) == pytest.approx((low, high), abs=5e-5)


def test_arrays_give_the_same_limits_as_scalars():
    low, high = wilson(np.array([81, 0]), np.array([263, 20]))
    assert [low[1], high[1]] == list(wilson(0, 20))
    assert [low[0], high[0]] == list(wilson(81, 263))


def test_an_empty_base_says_nothing():
    assert wilson(0, 0) == (0.0, 1.0)
    assert newcombe(0, 0, 3, 10) == (-1.0, 1.0)


@pytest.mark.parametrize(("count", "n"), [(5, 4), (-1, 4), (np.nan, 4), (1, np.nan)])
def test_what_is_no_proportion_is_refused(count, n):
    with pytest.raises(StatisticsError, match="no proportion"):
        wilson(count, n)


@pytest.mark.parametrize("confidence", [0, 1, 95])
def test_a_level_outside_zero_and_one_is_refused(confidence):
    with pytest.raises(StatisticsError, match="confidence"):
        normal_quantile(confidence)


@given(counts_and_bases)
def test_the_interval_holds_the_share_and_mirrors_its_complement(case):
    count, n = case
    low, high = wilson(count, n)
    assert 0 <= low <= count / n <= high <= 1
    assert wilson(n - count, n) == pytest.approx((1 - high, 1 - low))


@given(counts_and_bases, counts_and_bases)
def test_exchanging_the_samples_changes_the_sign(a, b):
    low, high = newcombe(*a, *b)
    assert newcombe(*b, *a) == pytest.approx((-high, -low))
