from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from research.errors import StatisticsError
from research.statistics.samples.linearisation import survey_mean

# The stratified sample of R's survey package (data set api), with sampling weights.
SCHOOLS = Path(__file__).parents[3] / "src/research/reference/apistrat.csv"


def test_the_stratified_sample_has_its_published_mean_and_error():
    schools = pd.read_csv(SCHOOLS)
    found = survey_mean(
        schools["api00"], schools["pw"], strata=schools["stype"], population=schools["fpc"]
    )
    assert found.mean == pytest.approx(662.29, abs=0.005)
    assert found.se == pytest.approx(9.4089, abs=5e-5)
    assert found.df == 197


def test_a_simple_sample_has_the_textbook_error_and_no_design_effect():
    values = [3.0, 5, 8, 1, 9]
    found = survey_mean(values)
    interval = stats.ttest_1samp(values, 0).confidence_interval()
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high))
    assert found.design_effect == pytest.approx(1)


def test_clusters_that_agree_count_once():
    found = survey_mean(np.repeat([3.0, 5, 8, 1], 5), clusters=np.repeat([1, 2, 3, 4], 5))
    assert found.se == pytest.approx(survey_mean([3.0, 5, 8, 1]).se)
    assert found.df == 3


def test_a_whole_population_has_no_sampling_error():
    assert survey_mean([1.0, 2, 3], population=[3, 3, 3]).se == 0


def test_a_domain_keeps_the_design_of_all():
    values, strata = [1.0, 2, 3, 4, 5, 6], list("aaabbb")
    inside = [True, True, False, True, True, False]
    found = survey_mean(values, strata=strata, domain=inside)
    assert found.mean == 3
    assert (found.n, found.df) == (4, 2)
    assert found.se == pytest.approx(0.612372, abs=1e-6)


def test_a_domain_of_some_clusters_has_their_degrees_of_freedom():
    # High schools among the schools of 15 districts: the data `apiclus1` and the results of the R
    # package survey (Lumley), svymean on subset(design, stype == "H") and confint with degf.
    districts = [637, 437, 815, 178, 568, 568, 568, 568, 510, 510, 716, 716, 716, 448]
    scores = [608, 443, 696, 529, 714, 724, 687, 723, 595, 661, 517, 478, 582, 703.0]
    others = [61, 135, 197, 255, 406, 413, 778]
    found = survey_mean(
        scores + [700.0] * 7,
        [33.847] * 21,
        clusters=districts + others,
        population=757,
        domain=[True] * 14 + [False] * 7,
    )
    assert found.mean == pytest.approx(618.571429, abs=1e-6)
    assert found.se == pytest.approx(38.0202493594, abs=1e-8)
    assert found.df == 7
    assert (found.low, found.high) == pytest.approx((528.667824885, 708.475032258), abs=1e-7)


def test_a_domain_in_one_cluster_tells_nothing_of_its_variance():
    with pytest.raises(StatisticsError, match="two units or more"):
        survey_mean([1.0, 2, 3, 4], clusters=list("aabc"), domain=[True, True, False, False])


@pytest.mark.parametrize("value", [0.1, 3.0, 1 / 3])
def test_answers_that_are_all_equal_have_a_design_effect_of_one(value):
    found = survey_mean([value] * 7, [0.1, 0.7, 3.3, 1, 2, 0.3, 0.9], clusters=list("aabbccd"))
    assert (found.mean, found.se, found.design_effect) == (value, 0, 1)
    assert (found.low, found.high) == (value, value)


def test_weights_of_one_change_nothing():
    assert survey_mean([1.0, 2, 4], [1, 1, 1]) == survey_mean([1.0, 2, 4])


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"strata": list("aab")}, "single unit"),
        ({"population": [2, 2, 2]}, "at least as many"),
        ({"population": [9, 9, 8]}, "one number a stratum"),
        ({"strata": ["a", None, "b"]}, "none missing"),
        ({"strata": list("aabb")[:3], "clusters": [1, 2, 2]}, "two strata"),
        ({"domain": [False, False, False]}, "nobody"),
    ],
)
def test_a_design_that_does_not_fit_is_refused(more, fault):
    with pytest.raises(StatisticsError, match=fault):
        survey_mean([1.0, 2, 3], **more)


def test_one_respondent_tells_nothing_of_variance():
    with pytest.raises(StatisticsError, match="single unit"):
        survey_mean([1.0])
