"""The sample that weights were raked over, held against residuals of a regression by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.errors import StatisticsError
from research.statistics.samples.calibration import Calibration

PEOPLE = pd.DataFrame(
    {"sector": list("aabbab"), "size": list("xyxyxx")}, index=[f"R{at}" for at in range(6)]
)
WEIGHTS = pd.Series([1.0, 2, 1, 2, 1, 3], index=PEOPLE.index)


def test_combinations_are_numbered_in_the_order_of_respondents():
    raked = Calibration(PEOPLE, WEIGHTS)
    assert raked.cells.tolist() == [0, 1, 2, 3, 0, 2]
    assert raked.size == 4
    assert raked.summed(raked.mass).tolist() == [2, 2, 4, 2]


def test_what_margins_explain_is_the_fit_of_a_regression():
    raked = Calibration(PEOPLE, WEIGHTS, start=[1, 1, 2, 1, 1, 1])
    values = np.array([3.0, 1, 4, 1, 5, 9])
    sums = np.bincount(raked.cells, values * raked.begin, raked.size)
    fitted = raked.fitted(sums[:, None])[raked.cells, 0]
    design = (
        np.column_stack([np.ones(6), PEOPLE["sector"] == "b", PEOPLE["size"] == "y"])
        * np.sqrt(raked.begin)[:, None]
    )
    slopes = np.linalg.lstsq(design, values * np.sqrt(raked.begin), rcond=None)[0]
    assert fitted == pytest.approx(design @ slopes / np.sqrt(raked.begin))


def test_some_of_the_sample_keep_their_places_and_clusters():
    raked = Calibration(PEOPLE, WEIGHTS, clusters=["k", "k", "l", "m", "l", "m"])
    some = PEOPLE.index[[4, 1]]
    assert raked.places(some).tolist() == [4, 1]
    assert raked.units_at(some).tolist() == [1, 0]


def test_rows_of_a_respondent_stand_where_their_owner_does():
    owners = pd.Series(["R2", "R2", "R5"], index=["a", "b", "c"])
    raked = Calibration(PEOPLE, WEIGHTS, owners=owners)
    assert raked.places(owners.index).tolist() == [2, 2, 5]
    assert raked.units_at(owners.index).tolist() == [2, 2, 5]


@pytest.mark.parametrize(
    ("margins", "fault"),
    [
        (PEOPLE.replace({"a": None}), "have missing categories"),
        (PEOPLE[[]], "there are no margins"),
        (PEOPLE[:0], "there are no margins"),
    ],
)
def test_a_sample_without_whole_margins_is_refused(margins, fault):
    with pytest.raises(StatisticsError, match=fault):
        Calibration(margins, WEIGHTS)


def test_strangers_and_missing_clusters_are_told():
    raked = Calibration(PEOPLE, WEIGHTS)
    with pytest.raises(StatisticsError, match="'R9' is no respondent of the sample"):
        raked.places(pd.Index(["R1", "R9"]))
    with pytest.raises(StatisticsError, match="has no clusters"):
        raked.units_at(PEOPLE.index)
