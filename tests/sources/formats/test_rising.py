from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.sources.formats.rising import rises


@given(st.lists(st.text("aAbB1 \u00e9", max_size=3), max_size=4), st.booleans())
def test_texts_that_rise_are_distinct_whatever_their_capitals_and_blanks(texts, long):
    made = pa.array(texts, pa.large_string() if long else pa.string())
    plain = ["".join(text.split()).casefold() for text in texts]
    if rises(made):
        assert texts == sorted(set(texts))
        assert len(set(plain)) == len(texts)
        assert all(plain)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["R1", "R2", "R3"], True),
        (["007"], True),
        (["R1", "R3", "R2"], False),
        (["R1", "R1"], False),
        (["", "R1"], False),
        (["R1", None], False),
        (["R1", "R2 "], False),
        (["R1", "R\u00e9"], False),
        (["AB", "ab"], False),
        ([], False),
        (["", ""], False),
    ],
)
def test_keys_of_programs_rise(texts, expected):
    assert rises(pa.array(texts, pa.string())) is expected


def test_a_slice_is_judged_by_its_own_texts():
    made = pa.array(["b", "R1", "R2", "A"])
    assert rises(made.slice(1, 2))
    assert not rises(made)


def test_other_cells_do_not_rise():
    assert not rises(pa.array([1, 2]))
    assert not rises(pa.array(["1", "2"]).dictionary_encode())
