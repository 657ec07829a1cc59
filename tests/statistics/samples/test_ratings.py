from __future__ import annotations

import numpy as np
import pytest

from research.errors import StatisticsError
from research.statistics.samples.ratings import Ratings, classify


@pytest.mark.parametrize("bad", [11, -1, 7.5])
def test_a_rating_off_the_scale_is_refused(bad):
    with pytest.raises(StatisticsError, match="0 to 10"):
        classify([9, bad])


@pytest.mark.parametrize("bounds", [{"promoter": 11}, {"detractor": 9}, {"promoter": 6}])
def test_classes_that_overlap_are_refused(bounds):
    with pytest.raises(StatisticsError, match="allowed: a whole number"):
        classify([9, 3], **bounds)


def test_other_classes_may_be_asked_for():
    assert classify([8, 7, 5], promoter=8, detractor=5).tolist() == [1, 0, -1]


def test_the_score_does_not_hang_on_the_order_of_the_weights():
    scores = [
        Ratings.of([10, 10, 0, 7][::step], [0.1, 0.2, 0.3, 0.7][::step], None).score
        for step in (1, -1)
    ]
    assert scores[0] == scores[1]
    assert scores[0] == pytest.approx(0, abs=1e-12)


def test_clusters_of_equal_answers_count_as_many_as_they_are():
    assert Ratings.of([10] * 6, None, list("aabbcc")).effective == 3
    assert np.isclose(Ratings.of([10, 0, 7], None, None).effective, 3)
