from __future__ import annotations

import numpy as np
import pytest

from research.errors import StatisticsError
from research.statistics.samples.trinomial import difference_limits


def test_limits_are_where_the_score_test_stops_rejecting():
    up, down, n = 30, 5, 50
    at, _ = difference_limits(up, 15, down, "score", 1.96)
    b, c = -up - down + (2 * n - up + down) * at, -down * at * (1 - at)
    share = (np.sqrt(b * b - 8 * n * c) - b) / (4 * n)
    assert (up - down - n * at) / np.sqrt(n * (2 * share + at * (1 - at))) == pytest.approx(1.96)


def test_all_of_one_side_reach_the_end_of_the_scale():
    low, high = difference_limits(10, 0, 0, "score", 1.96)
    assert high == pytest.approx(1)
    assert low < 1


def test_an_empty_base_says_nothing():
    assert difference_limits(0, 0, 0, "score", 1.96) == (-1, 1)


def test_a_negative_count_is_refused():
    with pytest.raises(StatisticsError, match="negative"):
        difference_limits(-1, 2, 3, "score", 1.96)
