from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.statistics.samples.quantiles import grouped_quantiles

SHARES = np.array([0.25, 0.5, 0.75])


def test_the_median_of_an_even_number_lies_between_the_two_in_the_middle():
    everyone = np.ones((1, 4), dtype=bool)
    found = grouped_quantiles(np.array([9.0, 1.0, 2.0, 4.0]), None, everyone, np.array([0.5]))
    assert found.tolist() == [[3.0]]


def test_a_group_without_answers_has_none():
    members = np.array([[True, False], [False, True]])
    found = grouped_quantiles(np.array([np.nan, 5.0]), None, members, SHARES)
    assert np.isnan(found[:, 0]).all()
    assert found[:, 1].tolist() == [5.0, 5.0, 5.0]


@given(
    st.lists(st.tuples(st.integers(-50, 50), st.integers(1, 4)), min_size=1, max_size=40),
)
def test_a_weight_of_two_is_the_same_answer_twice(rows):
    values = np.array([float(value) for value, _ in rows])
    weights = np.array([float(weight) for _, weight in rows])
    once = grouped_quantiles(values, weights, np.ones((1, len(rows)), dtype=bool), SHARES)
    repeated = np.repeat(values, weights.astype(int))
    twice = grouped_quantiles(repeated, None, np.ones((1, len(repeated)), dtype=bool), SHARES)
    assert once == pytest.approx(twice)


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=40))
def test_without_weights_it_is_the_second_definition_of_hyndman_and_fan(given_values):
    values = np.array(given_values, dtype=float)
    found = grouped_quantiles(values, None, np.ones((1, len(values)), dtype=bool), SHARES)
    wanted = np.quantile(values, SHARES, method="averaged_inverted_cdf")
    assert found[:, 0] == pytest.approx(wanted)
