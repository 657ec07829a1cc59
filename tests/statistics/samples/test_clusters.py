from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from research.errors import StatisticsError
from research.statistics.samples.clusters import cluster_codes, quadratic_form, sureness
from research.statistics.samples.intervals import wilson
from research.statistics.samples.linearisation import survey_mean

ANSWERS = np.array([1.0, 1, 0, 0, 1, 0, 1, 1, 1, 0, 0, 0])[:, None]
CODES = np.repeat(np.arange(4), 3)
ONES = np.ones((12, 1))


def test_independent_respondents_have_wilsons_limits_at_kishs_size():
    weights = np.array([1.0] * 11 + [4.0])
    sure = sureness(ANSWERS, ONES, weights, None)
    size = 15**2 / 27
    assert sure.effective.tolist() == pytest.approx([size])
    low, high = sure.limits(np.array([0.4]), 0.95)
    assert (low[0], high[0]) == pytest.approx(wilson(0.4 * size, size))


def test_clusters_leave_the_size_whose_variance_is_theirs():
    sure = sureness(ANSWERS, ONES, np.ones(12), CODES)
    theirs = survey_mean(ANSWERS[:, 0], clusters=CODES)
    assert sure.effective[0] == pytest.approx(min(12, 0.25 / theirs.se**2))
    assert sure.units.tolist() == [4]


def test_answers_that_are_all_alike_count_their_clusters():
    sure = sureness(ONES, ONES, np.ones(12), CODES)
    assert sure.effective.tolist() == [4]
    low, high = sure.limits(np.array([1.0]), 0.95)
    assert (low[0], high[0]) == pytest.approx((4 / (4 + stats.t.ppf(0.975, 3) ** 2), 1))


def test_a_single_cluster_has_no_limits():
    sure = sureness(ANSWERS[:3], ONES[:3], np.ones(3), CODES[:3])
    assert np.isnan(sure.limits(np.array([0.5]), 0.95)).all()


def test_clusters_are_matched_by_labels():
    given = pd.Series(["b", "a", "b"], index=[2, 1, 0])
    assert cluster_codes(given, pd.RangeIndex(3)).tolist() == [0, 1, 0]
    assert cluster_codes(None, pd.RangeIndex(3)) is None
    with pytest.raises(StatisticsError, match="1 of 3 respondents have no cluster"):
        cluster_codes(["a", None, "b"], pd.RangeIndex(3))


def test_even_effects_are_an_f_test():
    f, df1, df2, p = quadratic_form(6.0, np.diag([2.0, 2.0]), 30)
    assert (f, df1, df2) == (1.5, 2, 60)
    assert p == pytest.approx(stats.f.sf(1.5, 2, 60))
    assert np.isnan(quadratic_form(0.0, np.zeros((2, 2)), 30)[3])
