"""Rows of a grid held against each other, on the made-up customers."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from research.chapters.tabs.planned import study_tabs
from research.statistics.samples.corrections import adjusted
from research.study import Study, open_study

ROOT = Path(__file__).parents[2]
ROWS = ["speed", "expertise", "delivery", "advice", "prices"]


@pytest.fixture(scope="module")
def study() -> Study:
    return open_study(ROOT / "params" / "customers.yml")


def test_each_two_rows_are_compared_at_the_figures_that_the_table_prints(study: Study) -> None:
    [grid, *rows] = study_tabs(study, ["service"])
    tests, total = grid.paired.tests, grid.values["total"]
    assert len(tests) == 10
    assert all(row.paired is grid.paired for row in rows)
    for one in tests.to_dict("records"):
        first, second = (total.loc[f"{one[key]}.mean"] for key in ("first", "second"))
        assert one["difference"] == pytest.approx(first - second)
    assert tests["p_adjusted"].tolist() == pytest.approx(adjusted(tests["p"]).tolist())
    assert (tests["significant"] == (tests["p_adjusted"] <= 0.05)).all()


def test_what_respondents_and_firms_have_in_common_leaves_the_error(study: Study) -> None:
    """By hand from the file: what each firm adds to both means, less one from the other."""
    [grid, *_] = study_tabs(study, ["service"], weight="none")
    own = grid.paired.tests.set_index(["first", "second"])
    rows = pd.read_csv(ROOT / "data" / "customers" / "answers.csv").drop_duplicates("id")
    scores = rows[ROWS].where(rows[ROWS] <= 5)
    means = scores.mean()
    moves = ((scores - means) / scores.count()).fillna(0).groupby(rows["account"]).sum()
    firms = rows["account"].nunique()
    for one, other in combinations(ROWS, 2):
        apart = moves[one] - moves[other]
        error = np.sqrt((apart**2).sum() * firms / (firms - 1))
        held = own.loc[(one, other)]
        assert held["difference"] == pytest.approx(means[one] - means[other])
        assert held["error"] == pytest.approx(error)
        given = rows.loc[scores[[one, other]].notna().any(axis=1), "account"]
        assert held["df"] == given.nunique() - 1
        p = 2 * stats.t.sf(abs(held["difference"]) / error, held["df"])
        assert held["p"] == pytest.approx(p)


def test_rows_that_are_none_are_not_apart_and_a_question_alone_has_no_pairs(study: Study) -> None:
    [grid, *_] = study_tabs(study, ["service"])
    assert grid.paired.apart("expertise", "prices") is True
    assert grid.paired.apart("prices", "expertise") is True
    assert grid.paired.apart("prices", "speed") is False
    assert study_tabs(study, ["care"])[0].paired is None


def test_the_table_says_how_rows_are_compared(study: Study) -> None:
    [grid, *rows] = study_tabs(study, ["service"])
    said = (
        "Means of rows are compared in pairs, over the same respondents: by paired t "
        "tests between clusters, with Holm's correction for all pairs."
    )
    assert said in grid.notes
    assert not any(said in row.notes for row in rows)
