from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.errors import StatisticsError
from research.statistics.samples.weights import (
    checked_weights,
    design_effect,
    effective_size,
    summarise_weights,
)

positive = st.floats(0.01, 100)


def test_equal_weights_cost_nothing():
    summary = summarise_weights([2.5] * 7)
    assert (summary.effective, summary.design_effect) == (pytest.approx(7), pytest.approx(1))


def test_kish_by_hand():
    summary = summarise_weights([1, 1, 2])
    assert summary.effective == pytest.approx(16 / 6)
    assert summary.largest == pytest.approx(1.5)


@given(st.lists(positive, min_size=1, max_size=30), positive)
def test_the_scale_of_weights_changes_no_effective_size(weights, scale):
    scaled = summarise_weights(np.array(weights) * scale)
    plain = summarise_weights(weights)
    assert scaled.effective == pytest.approx(plain.effective)
    assert 1 - 1e-9 <= plain.effective <= len(weights) + 1e-9


@pytest.mark.parametrize("bad", [0, -1, np.nan, np.inf])
def test_a_weight_that_cannot_count_is_named(bad):
    with pytest.raises(StatisticsError, match="position 1"):
        checked_weights([1, bad, 1], 3)


def test_the_number_of_weights_must_fit():
    with pytest.raises(StatisticsError, match="each of 3"):
        checked_weights([1, 1], 3)


def test_no_weights_are_no_sample():
    with pytest.raises(StatisticsError, match="at least one"):
        summarise_weights([])


def test_an_empty_base_has_no_size_and_no_effect():
    assert effective_size(0.0, 0.0) == 0
    assert design_effect(0, 0) == 1
