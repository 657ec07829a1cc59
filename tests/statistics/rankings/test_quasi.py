from __future__ import annotations

import numpy as np
import pytest

from research.errors import StatisticsError
from research.statistics.rankings.quasi import quasi_variances


def test_independent_estimates_keep_their_variances():
    np.testing.assert_allclose(quasi_variances(np.diag([1.0, 2, 3, 4])), [1, 2, 3, 4])


def test_a_shared_part_drops_out():
    shared = np.diag([1.0, 2, 3, 4]) + 7
    np.testing.assert_allclose(quasi_variances(shared), [1, 2, 3, 4])


def test_two_items_share_the_variance_of_their_difference():
    assert quasi_variances(np.array([[2.0, 0.5], [0.5, 1.0]])).tolist() == [1, 1]


def test_a_difference_without_variance_is_refused():
    with pytest.raises(StatisticsError, match="no variance"):
        quasi_variances(np.ones((3, 3)))
    with pytest.raises(StatisticsError, match="at least two"):
        quasi_variances(np.ones((1, 1)))
