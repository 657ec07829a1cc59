from __future__ import annotations

import pytest
from scipy import stats

from research.errors import StatisticsError
from research.statistics.tables.association import independence

# Education by marital status, 300 respondents (spss-tutorials).
TABLE = [[18, 12, 6, 3], [36, 36, 9, 9], [21, 45, 9, 9], [9, 36, 3, 6], [6, 21, 3, 3]]


def test_the_test_is_as_published():
    found = independence(TABLE)
    assert (round(found.chi2, 3), found.df, round(found.p, 3)) == (23.567, 12, 0.023)
    assert found.note.startswith("expected counts under 5")


def test_a_design_effect_weakens_the_test_but_not_the_association():
    plain, corrected = independence(TABLE), independence(TABLE, 1.5)
    assert corrected.chi2 == pytest.approx(plain.chi2 / 1.5)
    assert corrected.p > plain.p
    assert corrected.cramers_v == plain.cramers_v


def test_empty_rows_are_left_out():
    assert independence([[10, 20], [20, 10], [0, 0]]).df == 1
    assert independence([[10, 20], [20, 10]]).p == pytest.approx(
        stats.chi2_contingency([[10, 20], [20, 10]], correction=False).pvalue
    )


@pytest.mark.parametrize("table", [[[1, 2]], [[0, 0], [0, 0]], [[1, -1], [1, 1]], [1, 2]])
def test_what_has_no_association_is_refused(table):
    with pytest.raises(StatisticsError, match="allowed"):
        independence(table)
