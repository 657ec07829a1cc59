from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.sources.formats.distinct import distinct_numbers

NUMBERS = st.one_of(
    st.floats(), st.integers(-3, 3).map(float), st.integers(-(2**60), 2**60).map(float)
)


@given(st.lists(NUMBERS, max_size=20))
def test_codes_give_the_numbers_back(numbers):
    values = np.array(numbers, dtype="float64")
    codes, found = distinct_numbers(values)
    np.testing.assert_array_equal(np.array([*found, np.nan])[codes], values)
    assert codes.dtype == np.int32
    assert sorted(set(codes[codes >= 0].tolist())) == list(range(len(found)))


@pytest.mark.parametrize("values", [[], [np.nan], [np.nan, np.nan]])
def test_nothing_is_no_number(values):
    codes, found = distinct_numbers(np.array(values, dtype="float64"))
    assert found == []
    assert codes.tolist() == [-1] * len(values)
