from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.errors import StatisticsError
from research.statistics.rankings.meanranks import add_up, mean_ranks
from research.statistics.rankings.rankdata import read_ranks

RANKS = pd.DataFrame({"a": [1, 1, 2, 3], "b": [2, 3, 1, 1], "c": [3, 2, 3, 2]})


def test_complete_rankings_have_the_usual_covariance_of_a_mean():
    means = mean_ranks(read_ranks(RANKS))
    np.testing.assert_allclose(means.mean, RANKS.mean())
    np.testing.assert_allclose(means.covariance, np.cov(RANKS.T) / 4)


def test_a_missing_item_counts_for_its_own_base_only():
    ranks = RANKS.astype(float)
    ranks.loc[3, "a"] = np.nan
    assert mean_ranks(read_ranks(ranks)).mean.tolist() == pytest.approx([4 / 3, 7 / 4, 10 / 4])


def test_clusters_of_one_change_nothing():
    data = read_ranks(RANKS)
    np.testing.assert_allclose(
        mean_ranks(data, np.arange(4)).covariance, mean_ranks(data).covariance
    )


def test_the_scale_of_the_weights_does_not_matter():
    small = mean_ranks(read_ranks(RANKS, [1, 2, 3, 4]))
    large = mean_ranks(read_ranks(RANKS, [10, 20, 30, 40]))
    np.testing.assert_allclose(small.covariance, large.covariance)


def test_copies_within_a_cluster_add_no_certainty():
    twice = pd.concat([RANKS, RANKS], ignore_index=True)
    clustered = mean_ranks(read_ranks(twice), np.tile(np.arange(4), 2))
    np.testing.assert_allclose(clustered.covariance, mean_ranks(read_ranks(RANKS)).covariance)


def test_one_respondent_or_one_cluster_is_refused():
    with pytest.raises(StatisticsError, match="one respondent"):
        mean_ranks(read_ranks(RANKS.head(1)))
    with pytest.raises(StatisticsError, match="one cluster"):
        mean_ranks(read_ranks(RANKS), np.zeros(4, dtype=np.int64))


def test_rows_that_share_a_code_add_up():
    rows = np.array([[1.0, 2], [3, 4], [5, 6]])
    assert add_up(rows, np.array([1, 0, 1])).tolist() == [[3, 4], [6, 8]]
