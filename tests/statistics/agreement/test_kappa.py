from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats import inter_rater

from research.errors import StatisticsError
from research.statistics.agreement.kappa import cohen_kappa, cohen_kappa_table, fleiss_kappa

tables = st.lists(st.lists(st.integers(1, 20), min_size=3, max_size=3), min_size=3, max_size=3)


def test_kappa_of_the_textbook_table():
    assert cohen_kappa_table([[20, 5], [10, 15]]).coefficient == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("ours", "theirs"), [("none", None), ("linear", "linear"), ("quadratic", "quadratic")]
)
@given(table=tables)
def test_kappa_and_its_limits_agree_with_statsmodels(ours, theirs, table):
    found = cohen_kappa_table(table, weighting=ours)
    reference = inter_rater.cohens_kappa(np.array(table), wt=theirs)
    assert found.coefficient == pytest.approx(reference.kappa, abs=1e-9)
    assert found.low == pytest.approx(max(reference.kappa_low, -1), abs=1e-6)


def test_codes_are_tabulated_and_uncoded_texts_left_out():
    found = cohen_kappa(["a", "b", None, "a"], ["a", "b", "a", "b"])
    assert found.units == 3
    assert found.observed == pytest.approx(2 / 3)


def test_who_exchanges_places_changes_nothing():
    first, second = list("aabbc"), list("abbbc")
    assert cohen_kappa(first, second).coefficient == pytest.approx(
        cohen_kappa(second, first).coefficient
    )


@pytest.mark.parametrize(
    ("table", "fault"),
    [([[5, 0], [0, 0]], "one code"), ([[0, 0], [0, 0]], "in common"), ([[1, 2]], "square")],
)
def test_what_has_no_kappa_is_refused(table, fault):
    with pytest.raises(StatisticsError, match=fault):
        cohen_kappa_table(table)


def test_coders_must_code_the_same_texts():
    with pytest.raises(StatisticsError, match="2 values for 3"):
        cohen_kappa(list("abc"), list("ab"))


def test_an_unlisted_code_is_named():
    with pytest.raises(StatisticsError, match="'c'"):
        cohen_kappa(list("abc"), list("abc"), categories=["a", "b"])


def test_fleiss_agrees_with_statsmodels():
    rng = np.random.default_rng(8)
    codes = pd.DataFrame(rng.integers(0, 3, (40, 5)))
    counts, _ = inter_rater.aggregate_raters(codes.to_numpy())
    found = fleiss_kappa(codes)
    assert found.coefficient == pytest.approx(inter_rater.fleiss_kappa(counts))
    assert found.low < found.coefficient < found.high


def test_fleiss_wants_two_codes_in_use():
    with pytest.raises(StatisticsError, match="one code"):
        fleiss_kappa(pd.DataFrame({"ann": ["a", "a"], "bob": ["a", "a"]}))
    with pytest.raises(StatisticsError, match="at least 2"):
        fleiss_kappa(pd.DataFrame({"ann": ["a", "b"]}))
