from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.sources.formats.arrow import distinct_texts
from research.sources.formats.signs import distinct_signs

CELLS = st.lists(st.lists(st.sampled_from(["", " ", "\t", "1", "2", "Y"]), max_size=5), max_size=3)


@given(CELLS, st.booleans())
def test_signs_are_told_apart_as_texts_are(chunks, long):
    cells = pa.chunked_array(chunks, pa.large_string() if long else pa.string())
    found = distinct_signs(cells)
    if found is None:
        assert not all(chunks) or not chunks
        return
    codes, texts = found
    assert codes.dtype == np.int32
    expected, named = distinct_texts(cells)
    assert texts == named
    np.testing.assert_array_equal(codes, expected)


@pytest.mark.parametrize("cells", [["1", "10"], ["1", None], ["1", "\u00e9"], ["12", ""], []])
def test_other_texts_are_none(cells):
    assert distinct_signs(pa.chunked_array([cells], pa.string())) is None


def test_a_slice_is_told_by_its_own_signs():
    cells = pa.chunked_array([["long", "2", "", "1", "long"]]).slice(1, 3)
    codes, texts = distinct_signs(cells)
    assert (codes.tolist(), texts) == ([0, -1, 1], ["2", "1"])
