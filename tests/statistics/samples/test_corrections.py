from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from statsmodels.stats.multitest import multipletests

from research.errors import StatisticsError
from research.statistics.samples.corrections import adjusted

if TYPE_CHECKING:
    from collections.abc import Iterator

probabilities = hnp.arrays(float, st.integers(1, 12), elements=st.floats(0, 1))


@pytest.fixture(scope="module")
def quick_collections() -> Iterator[None]:
    """Of statsmodels, which collects garbage in each correction by Holm: past everything here."""
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("quick_collections")
@pytest.mark.parametrize(
    ("method", "theirs"), [("bonferroni", "bonferroni"), ("holm", "holm"), ("bh", "fdr_bh")]
)
@given(p=probabilities)
def test_corrections_agree_with_statsmodels(method, theirs, p):
    assert adjusted(p, method) == pytest.approx(multipletests(p, method=theirs)[1])


def test_comparisons_not_made_are_not_counted():
    result = adjusted([0.01, np.nan, 0.03], "bonferroni")
    assert result[[0, 2]] == pytest.approx([0.02, 0.06])
    assert np.isnan(result[1])
    assert adjusted([0.01, np.nan, 0.03], "holm")[[0, 2]] == pytest.approx([0.02, 0.03])


def test_each_row_is_a_family_of_its_own():
    rows = np.array([[0.01, 0.04], [0.2, np.nan]])
    assert adjusted(rows, "holm")[0] == pytest.approx([0.02, 0.04])
    assert adjusted(rows, "bh")[1, 0] == pytest.approx(0.2)


def test_no_correction_leaves_values_alone():
    assert adjusted([0.5], "none").tolist() == [0.5]


def test_an_unknown_method_is_refused():
    with pytest.raises(StatisticsError, match="bonferroni"):
        adjusted([0.5], "sidak")


def test_what_is_no_probability_is_refused():
    with pytest.raises(StatisticsError, match="0 to 1"):
        adjusted([1.5])
