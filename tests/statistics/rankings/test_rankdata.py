from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.errors import StatisticsError
from research.statistics.rankings.rankdata import read_clusters, read_groups, read_ranks

RANKS = pd.DataFrame({"a": [1, 2, 1], "b": [2, 1, 3], "c": [3, 3, 2]}, index=["x", "y", "z"])


def test_rankings_without_ties_are_taken_as_given():
    data = read_ranks(RANKS)
    assert data.values.tolist() == RANKS.to_numpy().tolist()
    assert data.complete
    assert data.width is None


def test_a_rank_that_was_lost_leaves_the_others_alone():
    data = read_ranks(pd.DataFrame({"a": [1], "b": [None], "c": [3]}))
    assert data.values[0, [0, 2]].tolist() == [1, 3]
    assert not data.complete


def test_tied_items_share_the_mean_of_their_positions_and_know_the_best():
    data = read_ranks(pd.DataFrame([[1, 2, 2, 2], [1, 2, 3, 4]]))
    assert data.values.tolist() == [[1, 3, 3, 3], [1, 2, 3, 4]]
    assert data.best().tolist() == [[1, 2, 2, 2], [1, 2, 3, 4]]


def test_whoever_ranked_nothing_is_gone_with_his_weight():
    ranks = RANKS.astype(float)
    ranks.loc["y"] = np.nan
    data = read_ranks(ranks, [1, 2, 3])
    assert data.index.tolist() == ["x", "z"]
    assert data.rows.tolist() == [0, 2]
    assert data.weights.tolist() == [1, 3]


def test_weights_are_matched_by_respondent():
    data = read_ranks(RANKS, pd.Series({"z": 3.0, "x": 1.0, "y": 2.0}))
    assert data.weights.tolist() == [1, 2, 3]


def test_gaps_in_a_top_task_are_refused():
    with pytest.raises(StatisticsError, match="without gaps"):
        read_ranks(pd.DataFrame({"a": [1], "b": [3], "c": [None]}), unranked="last")


def test_items_left_out_hold_the_mean_of_the_ranks_left():
    frame = pd.DataFrame([[1, 2, None, None], [1, None, 4, 2], [4, None, None, None]])
    data = read_ranks(frame, unranked="rest")
    assert data.values.tolist() == [[1, 2, 3.5, 3.5], [1, 3, 4, 2], [4, 2, 2, 2]]
    assert data.values.sum(axis=1).tolist() == [10, 10, 10]
    assert np.isnan(data.best()).sum(axis=1).tolist() == [2, 1, 3]


def test_a_top_task_without_gaps_has_the_same_ranks_either_way():
    frame = pd.DataFrame([[1, None, 2, None, None], [3, 2, 1, None, None]])
    last, rest = (read_ranks(frame, unranked=rule) for rule in ("last", "rest"))
    assert rest.values.tolist() == last.values.tolist()


def test_complete_rankings_are_the_same_whatever_is_said_of_items_left_out():
    missing, rest = (read_ranks(RANKS, unranked=rule) for rule in ("missing", "rest"))
    assert rest.values.tolist() == missing.values.tolist()
    assert rest.width is None


def test_items_twice_are_refused():
    with pytest.raises(StatisticsError, match="each column once"):
        read_ranks(pd.DataFrame([[1, 2]], columns=["a", "a"]))


def test_half_a_rank_without_a_tie_is_refused():
    with pytest.raises(StatisticsError, match=r"rank 1\.25"):
        read_ranks(pd.DataFrame({"a": [1.25], "b": [2]}))


def test_groups_are_matched_by_respondent_and_coded_in_their_order():
    groups = pd.Series({"z": "late", "x": "early", "y": None})
    codes, labels = read_groups(groups, RANKS.index)
    assert labels.tolist() == ["early", "late"]
    assert codes.tolist() == [0, -1, 1]


def test_groups_of_another_length_or_of_nobody_are_refused():
    with pytest.raises(StatisticsError, match="groups have 2 values for 3"):
        read_groups(["a", "b"], RANKS.index)
    with pytest.raises(StatisticsError, match="no respondent belongs"):
        read_groups([None, None, None], RANKS.index)


def test_a_respondent_without_a_cluster_is_refused_unless_left_out():
    clusters = pd.Series(["p", None, "p"], index=RANKS.index)
    with pytest.raises(StatisticsError, match="no cluster, the first 'y'"):
        read_clusters(clusters, RANKS.index, np.arange(3))
    assert read_clusters(clusters, RANKS.index, np.array([0, 2])).tolist() == [0, 0]


def test_respondents_twice_in_another_order_are_refused():
    with pytest.raises(StatisticsError, match="twice"):
        read_groups(pd.Series(["a", "b", "c"], index=["x", "x", "z"]), RANKS.index)
