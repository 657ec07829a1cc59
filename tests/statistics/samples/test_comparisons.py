from __future__ import annotations

import io

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.proportion import test_proportions_2indep as proportions_test

from research.errors import StatisticsError
from research.statistics.samples.comparisons import (
    CRUNCH,
    REASONS,
    STANDARD,
    Comparison,
    Sample,
    compare_means,
    compare_shares,
)

UNPOOLED_Z = Comparison(pooled=False)


def share(value: float, size: float) -> Sample:
    return Sample(np.array([[value]]), np.array([[value * (1 - value)]]), np.array([[size]]))


def measured(values) -> Sample:
    values = np.asarray(values, dtype=float)
    return Sample(
        np.array([[values.mean()]]), np.array([[values.var()]]), np.array([[float(values.size)]])
    )


def only(result):
    return float(result.statistic[0, 0]), float(result.p[0, 0]), REASONS[int(result.reason[0, 0])]


@pytest.mark.parametrize(("settings", "method"), [(STANDARD, "score"), (UNPOOLED_Z, "wald")])
def test_z_of_two_shares_agrees_with_statsmodels(settings, method):
    theirs = proportions_test(56, 70, 48, 80, method=method, correction=False)
    z, p, _ = only(compare_shares(share(56 / 70, 70), share(48 / 80, 80), settings))
    assert (z, p) == pytest.approx((theirs.statistic, theirs.pvalue))


def test_t_of_two_shares_uses_both_bases_for_its_degrees():
    result = compare_shares(share(0.6, 30), share(0.4, 20), CRUNCH)
    assert result.df[0, 0] == 48
    expected = 0.2 / np.sqrt(0.24 / 30 + 0.24 / 20)
    assert only(result)[:2] == pytest.approx((expected, 2 * stats.t.sf(expected, 48)))


@pytest.mark.parametrize(("variance", "equal"), [("pair", True), ("welch", False)])
def test_t_of_two_means_agrees_with_scipy(variance, equal):
    a, b = [1, 4, 2, 8, 5, 7], [3, 9, 9, 8]
    theirs = stats.ttest_ind(a, b, equal_var=equal)
    result = compare_means(measured(a), measured(b), Comparison(variance=variance))
    assert only(result)[:2] == pytest.approx((theirs.statistic, theirs.pvalue))


def test_shared_respondents_make_a_difference_surer():
    apart = compare_shares(share(0.5, 100), share(0.4, 100), STANDARD)
    overlapping = compare_shares(share(0.5, 100), share(0.4, 100), STANDARD, 60 / 100**2, 60)
    assert abs(only(overlapping)[0]) > abs(only(apart)[0])
    spread = 0.45 * 0.55
    assert only(overlapping)[0] == pytest.approx(
        0.1 / np.sqrt(spread * (2 / 100 - 2 * 60 / 100**2))
    )


@pytest.mark.parametrize(
    ("a", "b", "settings", "reason"),
    [
        (share(0.0, 0), share(0.5, 10), STANDARD, "nobody answered"),
        (share(1.0, 1), share(0.5, 10), STANDARD, "base under two"),
        (share(0.0, 9), share(0.0, 8), STANDARD, "no variation"),
        (share(0.0, 9), share(1.0, 8), UNPOOLED_Z, "no variation"),
        (share(0.0, 9), share(0.5, 8), Comparison(extremes=False), "0% or 100%"),
    ],
)
def test_what_cannot_be_tested_says_why(a, b, settings, reason):
    statistic, p, why = only(compare_shares(a, b, settings))
    assert np.isnan([statistic, p]).all()
    assert reason in why


def test_columns_with_the_same_respondents_are_not_compared():
    result = compare_shares(share(0.5, 40), share(0.5, 40), STANDARD, 40 / 40**2, 40)
    assert only(result)[2] == "the columns hold the same respondents"


def test_means_without_variation_say_so():
    assert only(compare_means(measured([2, 2, 2]), measured([2, 2]), STANDARD))[2].startswith(
        "no v"
    )


def test_levels_are_probabilities():
    with pytest.raises(StatisticsError, match="between 0 and 1"):
        Comparison(levels=(95,))


def test_the_method_names_every_choice():
    assert CRUNCH.method == (
        "Crunch: t test of shares, unpooled variance, effective bases; t test of means, "
        "Welch; no correction for several comparisons; level 0.05"
    )


# Illness by occupation (Hirotsu 1983) with weights, as in the tests of Crunch's library cr.cube
# 3.3.7 (pairwise-hirotsu-illness-x-occupation-square-weights): weighted counts by
# illness, then the sums of squared weights.
HIROTSU = np.loadtxt(
    io.StringIO("""
    152.2665 108.1194 649.4632 174.1550 382.0049 96.7827 92.4500 213.1841 51.0032 242.6399
    448.6809 331.5811 1943.8819 781.8131 1811.2446 255.2959 316.3224 864.0406 215.5391 1350.4090
    89.8566 51.3937 354.0728 110.1313 287.5165 52.0145 58.3670 163.0970 32.9221 227.7509
    1343.1131 937.9786 5983.2046 2139.5540 4745.4481 781.7778 948.6465 2436.0394 674.7367 3524.1488
    """)
)


def test_crunchs_letters_on_weighted_data_are_those_of_its_library():
    counts, squared = HIROTSU[:3], HIROTSU[3]
    base = counts.sum(axis=0)
    share, size = counts / base, base**2 / squared
    first, second = (each.ravel() for each in np.indices((10, 10)))
    spread = share * (1 - share)
    a, b = (
        Sample(share[:, at], spread[:, at], np.tile(size[at], (3, 1))) for at in (first, second)
    )
    result = compare_shares(a, b, CRUNCH)
    above = (result.statistic > 0) & (np.nan_to_num(result.p, nan=1) < 0.05)
    found = [[tuple(second[row & (first == column)]) for column in range(10)] for row in above]
    assert found == [
        [(3, 4, 9), (4, 9), (3, 4, 7, 9), (), (), (3, 4, 7, 9), (9,), (9,), (), ()],
        [(), (), (), (0, 2, 5), (0, 2, 5), (), (), (), (), (0, 1, 2, 5)],
        [()] * 10,
    ]
    assert "effective bases" in CRUNCH.method
