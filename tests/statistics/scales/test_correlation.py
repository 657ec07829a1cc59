from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from research.errors import StatisticsError
from research.statistics.scales.correlation import battery_correlations

RNG = np.random.default_rng(3)
ANSWERS = pd.DataFrame(
    RNG.integers(1, 6, size=(60, 3)) + RNG.integers(0, 3, size=(60, 1)), columns=list("abc")
)


@pytest.mark.parametrize(
    ("kind", "test"), [("pearson", stats.pearsonr), ("spearman", stats.spearmanr)]
)
def test_coefficients_and_p_values_are_those_of_scipy(kind, test):
    found = battery_correlations(ANSWERS, kind=kind)
    for row in found.pairs.itertuples():
        expected = test(ANSWERS[row.item], ANSWERS[row.other])
        assert row.r == pytest.approx(expected.statistic)
        assert row.p == pytest.approx(expected.pvalue)
        assert (
            found.matrix.loc[row.item, row.other] == row.r == found.matrix.loc[row.other, row.item]
        )


def test_the_interval_is_fisher_s():
    expected = stats.pearsonr(ANSWERS["a"], ANSWERS["b"]).confidence_interval()
    row = battery_correlations(ANSWERS).pairs.iloc[0]
    assert (row["low"], row["high"]) == pytest.approx((expected.low, expected.high))


def test_each_pair_takes_those_who_answered_both():
    answers = ANSWERS.astype(float)
    answers.loc[:9, "c"] = np.nan
    found = battery_correlations(answers).pairs
    assert found["n"].tolist() == [60, 50, 50]
    assert found["r"].iloc[1] == pytest.approx(answers["a"].corr(answers["c"]))


@pytest.mark.parametrize("kind", ["pearson", "spearman"])
def test_a_weight_of_two_equals_a_second_row(kind):
    weights = np.where(np.arange(60) < 20, 2.0, 1.0)
    doubled = pd.concat([ANSWERS, ANSWERS.iloc[:20]])
    weighted = battery_correlations(ANSWERS, weights, kind=kind)
    twice = battery_correlations(doubled.reset_index(drop=True), kind=kind)
    np.testing.assert_allclose(weighted.matrix, twice.matrix)
    assert (weighted.pairs["p"] > twice.pairs["p"]).all()


def test_p_values_are_corrected_for_the_pairs():
    plain = battery_correlations(ANSWERS, correction="none").pairs
    corrected = battery_correlations(ANSWERS, correction="bonferroni").pairs
    np.testing.assert_allclose(corrected["p_adjusted"], np.minimum(3 * plain["p_adjusted"], 1))


def test_an_item_that_does_not_vary_has_no_correlation():
    found = battery_correlations(ANSWERS.assign(c=3)).pairs
    assert found["r"].isna().tolist() == [False, True, True]
    assert found["p_adjusted"].isna().tolist() == [False, True, True]


def test_copies_correlate_wholly():
    row = battery_correlations(ANSWERS.assign(b=2 * ANSWERS["a"])).pairs.iloc[0]
    assert row[["r", "low", "high", "p"]].tolist() == pytest.approx([1, 1, 1, 0], abs=1e-9)


def test_too_few_answers_to_a_pair_are_refused():
    with pytest.raises(StatisticsError, match="3 respondents answered both 'a' and 'b'"):
        battery_correlations(ANSWERS.iloc[:3])
