from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.errors import StatisticsError
from research.statistics.rankings.ranksets import rank_sets_from
from research.statistics.rankings.scored import score_sets

DRAWS = 4096


def drawn(count: int, means: list[float], seed: int = 1) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    shared = rng.normal(size=(count, 1))
    values = shared + np.array(means) + rng.normal(size=(count, len(means)))
    return pd.DataFrame(values, columns=list("abcdefgh")[: len(means)])


def test_without_gaps_it_is_the_covariance_of_means_of_a_sample():
    scores = drawn(80, [0.5, 0.4, 0.0, -0.5])
    found = score_sets(scores, draws=DRAWS)
    expected = rank_sets_from(scores.mean(), scores.cov() / len(scores), df=79, top=1, draws=DRAWS)
    pd.testing.assert_frame_equal(found.items, expected.items)


def test_pairs_of_the_same_respondents_are_told_apart_where_their_means_alone_are_not():
    scores = drawn(300, [0.3, 0.0])
    spread = scores.std() / np.sqrt(len(scores))
    assert scores["a"].mean() - 2 * spread["a"] < scores["b"].mean() + 2 * spread["b"]
    found = score_sets(scores, draws=DRAWS).items
    assert found.loc["a", "simultaneous_high"] == 1


def test_weights_of_two_are_respondents_twice_in_one_cluster():
    scores = drawn(40, [0.4, 0.1, 0.0])
    weights = pd.Series(np.where(np.arange(40) < 10, 2.0, 1.0))
    twice = pd.concat([scores, scores.iloc[:10]], ignore_index=True)
    clusters = pd.Series([*range(40), *range(10)])
    weighted = score_sets(scores, weights, draws=DRAWS).items
    pd.testing.assert_frame_equal(weighted, score_sets(twice, clusters=clusters, draws=DRAWS).items)


def test_a_score_that_is_missing_leaves_its_own_mean_alone():
    scores = drawn(50, [0.4, 0.1, 0.0])
    scores.loc[:9, "c"] = np.nan
    found = score_sets(scores, draws=DRAWS).items
    assert found.loc["c", "estimate"] == pytest.approx(scores["c"].mean())
    se = scores["c"].std(ddof=0) / np.sqrt(40) * np.sqrt(50 / 49)
    assert found.loc["c", "standard_error"] == pytest.approx(se)


@pytest.mark.parametrize(
    ("scores", "clusters", "what"),
    [
        (pd.DataFrame({"a": [1.0, 2], "b": [np.nan, np.nan]}), None, "nobody scored 'b'"),
        (pd.DataFrame({"a": [1.0, 2], "b": [0.0, 1]}), pd.Series(["x", "x"]), "1 cluster of 2"),
    ],
)
def test_what_has_no_order_is_a_sentence(scores, clusters, what):
    with pytest.raises(StatisticsError, match=what):
        score_sets(scores, clusters=clusters, draws=DRAWS)
