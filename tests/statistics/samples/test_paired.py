from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from research.errors import StatisticsError
from research.statistics.samples.calibration import Calibration
from research.statistics.samples.linearisation import survey_mean
from research.statistics.samples.paired import paired_means


def rated(seed: int, n: int = 60, rows: int = 3) -> pd.DataFrame:
    """Made-up ratings of which those of one respondent are alike."""
    rng = np.random.default_rng(seed)
    own = rng.normal(0, 1, n)[:, None] + rng.normal(0, 1, (n, rows)) + np.arange(rows) / 4
    return pd.DataFrame(np.clip(np.round(own + 3), 1, 5), columns=list("abcdef")[:rows])


@given(seed=st.integers(0, 10_000))
@settings(max_examples=20)
def test_of_complete_answers_it_is_students_paired_test(seed):
    answers = rated(seed)
    found = paired_means(answers).set_index(["first", "second"])
    assert found.index.tolist() == [("a", "b"), ("a", "c"), ("b", "c")]
    for (one, other), row in found.iterrows():
        own = stats.ttest_rel(answers[one], answers[other])
        assert row["p"] == pytest.approx(own.pvalue)
        assert row["df"] == own.df
        assert row["difference"] / row["error"] == pytest.approx(own.statistic)


def test_weights_and_clusters_are_those_of_a_mean_of_differences():
    answers, rng = rated(3), np.random.default_rng(4)
    weights, clusters = rng.uniform(0.5, 2, len(answers)), np.arange(len(answers)) // 3
    found = paired_means(answers, weights, clusters=clusters).iloc[0]
    own = survey_mean(answers["a"] - answers["b"], weights, clusters=clusters)
    assert found["difference"] == pytest.approx(own.mean)
    assert found["error"] == pytest.approx(own.se)
    assert found["df"] == own.df


def test_after_raking_it_is_that_of_a_mean_of_differences_less_what_margins_explain():
    answers, rng = rated(5), np.random.default_rng(6)
    margins = pd.DataFrame({"size": rng.choice(["small", "large"], len(answers))})
    answers.loc[margins["size"] == "large", "a"] += 2
    start = rng.uniform(0.5, 1.5, len(answers))
    weights = start * np.where(margins["size"] == "large", 1.4, 0.8)
    whole = Calibration(margins, weights, start)
    found = paired_means(answers, weights, raked=whole).iloc[0]
    own = survey_mean(answers["a"] - answers["b"], weights, raked=margins, start=start)
    assert found["error"] == pytest.approx(own.se)
    assert found["error"] < paired_means(answers, weights).iloc[0]["error"]


def test_where_some_rated_one_alone_means_stay_those_that_are_printed():
    answers = rated(7)
    answers.loc[:9, "a"] = np.nan
    answers.loc[50:, "b"] = np.nan
    found = paired_means(answers).iloc[0]
    assert found["difference"] == pytest.approx(answers["a"].mean() - answers["b"].mean())
    assert found["df"] == 59
    apart = answers[["a", "b"]].sem().pow(2).sum() ** 0.5
    assert found["error"] < apart


def test_two_groups_that_share_nobody_are_two_samples():
    answers = pd.DataFrame({"a": [1, 2, 4, 5, *[np.nan] * 5], "b": [*[np.nan] * 4, 2, 2, 3, 5, 5]})
    found = paired_means(answers).iloc[0]
    # The factor of few respondents is that of all nine.
    spread = [answers[name].var(ddof=0) / answers[name].count() for name in "ab"]
    assert found["error"] == pytest.approx(np.sqrt(sum(spread) * 9 / 8))


def test_what_all_rate_alike_is_no_difference_and_what_all_part_by_one_is_one():
    answers = pd.DataFrame({"a": [1, 2, 3, 4.0], "b": [1, 2, 3, 4.0], "c": [2, 3, 4, 5.0]})
    found = paired_means(answers).set_index(["first", "second"])["p"]
    assert found["a", "b"] == 1
    assert found["a", "c"] == 0


def test_a_column_that_hardly_anybody_fills_is_not_compared():
    answers = rated(8).assign(a=np.nan)
    answers.loc[0, "a"] = 3
    found = paired_means(answers).set_index(["first", "second"])["p"]
    assert found.isna().tolist() == [True, True, False]


def test_texts_are_no_ratings():
    with pytest.raises(StatisticsError, match="'a'"):
        paired_means(pd.DataFrame({"a": ["good", "bad"], "b": [1, 2]}))
