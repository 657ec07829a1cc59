from __future__ import annotations

import sys

import numpy as np
import pyarrow as pa
import pytest

from research.sources.formats.arrow import distinct_cells, distinct_texts, joined, numbers_of


def test_every_blank_that_python_strips_is_stripped():
    signs = [chr(code) for code in range(1, sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF]
    codes, texts = distinct_texts(pa.chunked_array([signs]))
    stripped = [sign.strip() for sign in signs]
    assert texts == [sign for sign in stripped if sign]
    assert (codes == -1).tolist() == [not sign for sign in stripped]


def test_chunks_have_one_list_of_texts():
    codes, texts = distinct_texts(pa.chunked_array([["b", " a"], ["a", "", None, "b "]]))
    assert (codes.tolist(), texts) == ([0, 1, 1, -1, -1, 0], ["b", "a"])


def test_nothing_has_no_texts():
    codes, texts = distinct_texts(pa.chunked_array([], pa.string()))
    assert (codes.tolist(), texts) == ([], [])


def test_longer_texts_than_short_offsets_reach_are_joined(monkeypatch):
    monkeypatch.setattr("research.sources.formats.arrow._MOST", 1)
    whole = joined(pa.chunked_array([["a"], ["b"]]))
    assert (whole.type, whole.to_pylist()) == (pa.large_string(), ["a", "b"])


def test_short_floats_are_what_was_written():
    codes, cells = distinct_cells(pa.chunked_array([pa.array([0.1, None, 0.1], "float32")]))
    assert (codes.tolist(), cells) == ([0, -1, 0], [0.1])


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (pa.array([1, None]), [1, np.nan]),
        (pa.array([1.5, None]), [1.5, np.nan]),
        (pa.array([2**53 + 1]), None),
        (pa.array([0.1], "float32"), None),
        (pa.array(["1"]), None),
        (pa.array([None], "int8"), [np.nan]),
    ],
)
def test_numbers_are_given_at_once_where_they_stay_what_they_are(cells, numbers):
    given = numbers_of(pa.chunked_array([cells]))
    assert (given is None) == (numbers is None)
    if numbers is not None:
        np.testing.assert_array_equal(given, numbers)
