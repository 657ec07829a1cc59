"""Raters of one company: together, apart, and in units too small to be told of."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.errors import StatisticsError
from research.frameworks.maturity import OVERALL
from research.frameworks.maturity_raters import (
    concord,
    consensus_totals,
    disagreement,
    hidden_groups,
    strength,
)

SETTINGS = {"confidence": 0.95, "draws": 50, "seed": 1}
COMPETENCIES = {"first": ["a", "b"], "second": ["c", "d"]}


def raters(rows: dict[str, list[float]]) -> pd.DataFrame:
    return pd.DataFrame.from_dict(rows, orient="index", columns=["a", "b", "c", "d"])


ALIKE = raters({"r1": [1, 2, 4, 5], "r2": [1, 2, 4, 5], "r3": [1, 3, 4, 5]})
APART = raters({"r1": [1, 5, 2, 4], "r2": [5, 1, 2, 4], "r3": [3, 3, 3, 4]})


def test_totals_of_a_company_add_up_the_means_of_its_raters():
    found = consensus_totals(ALIKE, COMPETENCIES)
    assert found["first"] == pytest.approx(1 + 7 / 3)
    assert found[OVERALL] == pytest.approx(1 + 7 / 3 + 9)


def test_a_rater_who_left_an_item_out_takes_no_total():
    gap = ALIKE.astype(float)
    gap.loc["r3", "b"] = np.nan
    assert consensus_totals(gap, COMPETENCIES)["first"] == 3
    gap["b"] = np.nan
    assert consensus_totals(gap, COMPETENCIES)[["first", OVERALL]].isna().all()


def test_items_that_raters_most_disagree_on_stand_first():
    found = disagreement(APART)
    assert list(found.index) == ["a", "b", "c", "d"]
    assert found.loc["a", ["raters", "low", "high", "mean"]].tolist() == [3, 1, 5, 3]
    assert found["apart"].tolist() == pytest.approx([100, 100, 0, 0])
    assert found.loc["c", "sd"] == pytest.approx(np.sqrt(1 / 3))


def test_pairs_are_apart_from_two_steps_on():
    one = disagreement(pd.DataFrame({"a": [1, 2], "b": [1, 3]}))
    assert one["apart"].to_dict() == {"b": 100, "a": 0}


def test_raters_who_agree_have_high_coefficients_of_every_kind():
    found = concord(ALIKE, **SETTINGS)
    assert found.alpha.coefficient > 0.9
    assert found.correlation.single > 0.9
    assert len(found.kappas) == 3
    assert min(found.kappas) > 0.9
    assert found.exact == pytest.approx(100 * 10 / 12)
    assert found.near == 100


def test_raters_who_differ_have_low_ones():
    found = concord(APART, **SETTINGS)
    assert found.alpha.coefficient < 0.3
    assert max(found.kappas) < 0.6
    assert found.near < 60


def test_a_pair_without_variation_is_left_out_of_the_kappas():
    flat = pd.concat([ALIKE, raters({"r4": [3, 3, 3, 3], "r5": [3, 3, 3, 3]})])
    assert len(concord(flat, **SETTINGS).kappas) == 10 - 1


@pytest.mark.parametrize("rows", [{"r1": [1, 2, 3, 4]}, {"r1": [3] * 4, "r2": [3] * 4}])
def test_one_rater_or_ratings_of_one_kind_have_no_agreement(rows):
    with pytest.raises(StatisticsError):
        concord(raters(rows), **SETTINGS)


@pytest.mark.parametrize(
    ("alpha", "word"),
    [(0.8, "good"), (0.799, "fair"), (0.667, "fair"), (0.666, "poor"), (-0.2, "poor")],
)
def test_what_an_alpha_bears(alpha, word):
    assert strength(alpha) == word


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"a": 5, "b": 6}, []),
        ({"a": 4, "b": 6, "c": 7}, ["a", "b"]),
        ({"a": 2, "b": 3, "c": 7, "d": 9}, ["a", "b"]),
        ({"a": 1, "b": 2, "c": 7, "d": 9}, ["a", "b", "c"]),
        ({"a": 4}, ["a"]),
    ],
)
def test_small_groups_are_hidden_with_what_would_tell_of_them(counts, hidden):
    assert sorted(hidden_groups(pd.Series(counts), 5)) == hidden
