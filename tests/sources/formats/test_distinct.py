from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.sources.formats.distinct import distinct_numbers, distinct_whole

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


@pytest.mark.parametrize("kind", ["int8", "uint8", "int64", "uint64"])
@given(st.data())
def test_whole_numbers_of_any_width_are_those_of_floats(kind, data):
    ends = np.iinfo(kind)
    start = data.draw(st.integers(max(ends.min, -(2**53)), min(ends.max, 2**53) - 5))
    values = data.draw(st.lists(st.integers(start, start + 5), min_size=1, max_size=9))
    blank = np.array(data.draw(st.lists(st.booleans(), min_size=len(values), max_size=len(values))))
    blank[0] = False
    held = [one for one, out in zip(values, blank.tolist(), strict=True) if not out]
    whole = np.where(blank, min(held), np.array(values, dtype=kind)).astype(kind)
    codes, found = distinct_whole(whole, blank if blank.any() else None, min(held), max(held))
    assert found == sorted(map(float, set(held)))
    np.testing.assert_array_equal(
        np.array([*found, np.nan])[codes], np.where(blank, np.nan, whole.astype("float64"))
    )


def test_whole_numbers_far_apart_are_not_counted():
    assert distinct_whole(np.array([1, 1 << 20]), None, 1, 1 << 20) is None


@pytest.mark.parametrize("values", [[], [np.nan], [np.nan, np.nan]])
def test_nothing_is_no_number(values):
    codes, found = distinct_numbers(np.array(values, dtype="float64"))
    assert found == []
    assert codes.tolist() == [-1] * len(values)
