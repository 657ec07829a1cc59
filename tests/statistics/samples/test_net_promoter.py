from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from research.errors import StatisticsError
from research.statistics.samples.linearisation import survey_mean
from research.statistics.samples.net_promoter import nps, nps_difference, nps_interval
from research.statistics.samples.weights import effective_size

counts = st.tuples(*[st.integers(0, 60)] * 3).filter(lambda c: sum(c) > 0)
RATINGS = [10] * 8 + [7] * 3 + [2] * 2


def coverage(n, method):
    """Exact: the chance of every sample, added up where the interval holds the truth."""
    samples = np.array([(a, n - a - d, d) for a in range(n + 1) for d in range(n + 1 - a)])
    chance = stats.multinomial.pmf(samples, n, [0.9, 0.08, 0.02])
    low, high = nps_interval(*samples.T, method=method)
    return chance[(low <= 88) & (high >= 88)].sum()


@pytest.mark.parametrize(
    ("n", "method", "published"),
    [
        (20, "wald", 0.873),
        (20, "adjusted_wald", 0.954),
        (20, "score", 0.964),
        (50, "wald", 0.911),
        (50, "adjusted_wald", 0.966),
        (50, "score", 0.964),
    ],
)
def test_coverage_is_as_published(n, method, published):
    # The published figures come from 20,000 draws, so three standard errors of those are allowed.
    assert coverage(n, method) == pytest.approx(
        published, abs=0.007 if method == "wald" else 0.0045
    )


@given(counts)
def test_the_score_lies_in_its_interval_and_mirrors(case):
    up, middle, down = case
    score = 100 * (up - down) / sum(case)
    for method in ("score", "adjusted_wald"):
        low, high = nps_interval(up, middle, down, method)
        assert -100 <= low <= high <= 100
        mirrored = nps_interval(down, middle, up, method)
        assert mirrored == pytest.approx((-high, -low), abs=1e-9)
    low, high = nps_interval(up, middle, down)
    assert low - 1e-9 <= score <= high + 1e-9


def test_an_empty_base_says_nothing():
    assert nps_interval(0, 0, 0) == (-100, 100)


def test_a_negative_count_is_refused():
    with pytest.raises(StatisticsError, match="negative"):
        nps_interval(-1, 2, 3)


def test_ratings_make_shares_and_score():
    result = nps(RATINGS)
    assert (result.promoters, result.detractors) == pytest.approx((800 / 13, 200 / 13))
    assert result.score == pytest.approx(600 / 13)
    assert (result.low, result.high) == pytest.approx(nps_interval(8, 3, 2))


def test_missing_ratings_leave_the_base():
    assert nps([*RATINGS, None]).n == 13
    with pytest.raises(StatisticsError, match="nobody"):
        nps([None, None])


def test_weights_of_one_change_nothing():
    assert nps(RATINGS, [1.0] * 13) == nps(RATINGS)
    assert nps(RATINGS, [3.0] * 13).low == pytest.approx(nps(RATINGS).low)


def test_uneven_weights_widen_the_interval():
    plain, weighted = nps(RATINGS), nps(RATINGS, [1, 4] * 6 + [1])
    assert weighted.effective < plain.effective
    assert weighted.high - weighted.low > plain.high - plain.low
    assert "linearised weights" in weighted.method


def test_clusters_that_agree_count_as_one_answer_each():
    ratings, accounts = np.repeat([10, 10, 3, 8], 10), np.repeat(list("abcd"), 10)
    clustered, alone = nps(ratings, clusters=accounts), nps(ratings)
    assert clustered.score == alone.score
    assert clustered.effective < 5
    assert clustered.high - clustered.low > 2 * (alone.high - alone.low)


def test_clusters_of_one_are_no_clusters_but_for_students_t():
    own = nps(RATINGS, clusters=range(13))
    assert own.effective == pytest.approx(12, abs=1.1)


def test_clusters_all_alike_count_as_many_as_they_are():
    assert nps([10] * 12, clusters=[1] * 6 + [2] * 6).effective == 2


def test_one_cluster_tells_nothing_of_clusters():
    with pytest.raises(StatisticsError, match="one cluster"):
        nps(RATINGS, clusters=["a"] * 13)


def test_the_bootstrap_repeats_with_its_seed_and_is_near_the_score_interval():
    ratings = [10] * 80 + [7] * 60 + [2] * 60
    a = nps(ratings, method="bootstrap", draws=2000, seed=3)
    assert a == nps(ratings, method="bootstrap", draws=2000, seed=3)
    score = nps(ratings)
    assert (a.low, a.high) == pytest.approx((score.low, score.high), abs=2)


def test_an_unknown_method_is_refused():
    with pytest.raises(StatisticsError, match="bootstrap"):
        nps(RATINGS, method="exact")


def test_a_difference_is_significant_where_its_interval_leaves_zero():
    apart = nps_difference([10] * 30 + [2] * 10, [10] * 15 + [2] * 25)
    assert apart.low > 0
    assert apart.p < 0.05
    near = nps_difference([10] * 30 + [2] * 10, [10] * 28 + [2] * 12)
    assert near.low < 0 < near.high
    assert near.p > 0.05


def test_the_p_value_is_the_level_that_touches_zero():
    found = nps_difference([10] * 30 + [2] * 10, [10] * 22 + [2] * 18)
    touching = nps_difference([10] * 30 + [2] * 10, [10] * 22 + [2] * 18, confidence=1 - found.p)
    assert touching.low == pytest.approx(0, abs=1e-4)


def test_equal_scores_differ_by_nothing():
    same = nps_difference(RATINGS, RATINGS)
    assert (same.difference, same.p) == (0, 1)


@pytest.mark.parametrize(
    ("first", "second", "weights"),
    [
        ([7, 7, 0], [9, 7, 7, 0, 0, 0], (None, None)),
        ([7, 7, 0] * 7, [7, 7, 0], (None, None)),
        ([10, 7, 0] * 3, [7, 0, 10], ([0.1] * 9, [1 / 3] * 3)),
        ([10, 10, 2, 7], [10, 10, 2, 7], ([0.1, 0.2, 0.3, 0.7], [0.7, 1.4, 2.1, 4.9])),
    ],
)
def test_scores_that_are_equal_but_for_rounding_differ_by_nothing(first, second, weights):
    same = nps_difference(first, second, weights=weights)
    assert same.difference == pytest.approx(0, abs=1e-12)
    assert same.p == 1
    assert same.low < 0 < same.high


groups = st.lists(st.sampled_from([0, 6, 7, 8, 9, 10]), min_size=1, max_size=9)
masses = st.lists(st.floats(0.01, 50), min_size=9, max_size=9)


@settings(max_examples=40)
@given(groups, groups, st.none() | masses, st.none() | masses)
def test_any_two_groups_can_be_compared(first, second, mass_first, mass_second):
    weights = [
        None if mass is None else mass[: len(group)]
        for group, mass in ((first, mass_first), (second, mass_second))
    ]
    found = nps_difference(first, second, weights=tuple(weights))
    assert 0 < found.p <= 1
    assert found.low - 1e-9 <= found.difference <= found.high + 1e-9
    assert (found.p <= 0.05) == (found.low > 0 or found.high < 0) or abs(found.p - 0.05) < 1e-6


def test_exchanging_groups_changes_the_sign():
    a, b = nps_difference(RATINGS, [10, 5, 5, 6]), nps_difference([10, 5, 5, 6], RATINGS)
    assert (a.low, a.high, a.p) == pytest.approx((-b.high, -b.low, b.p))


def test_weights_that_go_with_the_answers_are_covered():
    """A tenth bears half the weight and is split; the others are mostly passive. Made up."""
    rng = np.random.default_rng(4)
    weights = np.array([9.0] * 20 + [1.0] * 180)
    covered, by_kish = [], []
    for _ in range(300):
        heavy = rng.choice([10, 8, 0], 20, p=[0.5, 0.0, 0.5])
        light = rng.choice([10, 8, 0], 180, p=[0.05, 0.9, 0.05])
        found = nps(np.concatenate([heavy, light]), weights)
        covered.append(found.low <= 0 <= found.high)
        kish = effective_size(weights.sum(), weights @ weights)
        parts = np.array([found.promoters, found.passives, found.detractors]) / 100 * kish
        low, high = nps_interval(*parts)
        by_kish.append(low <= 0 <= high)
    assert np.mean(by_kish) < 0.9
    assert np.mean(covered) >= 0.93


def test_the_effective_size_is_that_of_the_linearised_variance():
    ratings, weights = [10, 9, 8, 3, 0, 10], [1.0, 2, 1, 1, 3, 1]
    found = nps(ratings, weights)
    mean = survey_mean(np.array([1, 1, 0, -1, -1, 1]), weights)
    spread = (found.promoters + found.detractors) / 100 - (found.score / 100) ** 2
    assert found.effective == pytest.approx(spread / (mean.se**2 * 5 / 6))
