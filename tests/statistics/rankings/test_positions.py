from __future__ import annotations

import pandas as pd
import pytest

from research.errors import StatisticsError
from research.statistics.rankings.positions import (
    bases,
    competition_rank,
    position_counts,
    rank_positions,
    tie_flags,
)
from research.statistics.rankings.rankdata import read_ranks


def test_equal_values_share_a_position_and_the_next_is_skipped():
    assert competition_rank([5, 2, 2, 9, 9, 9]).tolist() == [3, 1, 1, 4, 4, 4]
    assert tie_flags([5, 2, 2]).tolist() == [False, True, True]


def test_items_with_equal_mean_ranks_tie_though_their_bases_differ():
    pairs = {"a": [1, 2, None, None], "b": [2, 1, 1, 2], "c": [None, None, 2, 1]}
    data = read_ranks(pd.DataFrame(pairs))
    assert bases(data).tolist() == [2, 4, 2]
    assert rank_positions(data).tolist() == [1, 1, 1]


def test_a_tie_is_spread_evenly_over_the_positions_it_takes_up():
    counts = position_counts(read_ranks(pd.DataFrame({"a": [1, 1], "b": [1, 2], "c": [3, 3]})))
    assert counts.tolist() == [[1.5, 0.5, 0], [0.5, 1.5, 0], [0, 0, 2]]


def test_an_item_that_nobody_ranked_has_no_position():
    data = read_ranks(pd.DataFrame({"a": [1, 1], "b": [None, None]}))
    with pytest.raises(StatisticsError, match="nobody of 2 ranked 'b'"):
        rank_positions(data)
