from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.sources.formats.apart import Texts, are_apart


def folded(texts: list[str]) -> list[str]:
    return ["".join(text.split()).casefold() for text in texts]


@given(st.lists(st.text("aAbB1 \u00e9", max_size=3), max_size=4), st.booleans())
def test_keys_apart_are_distinct_whatever_their_capitals_and_blanks(texts, long):
    if are_apart(pa.array(texts, pa.large_string() if long else pa.string())):
        assert len(set(folded(texts))) == len(texts)
        assert all(folded(texts))
        assert [text.strip() for text in texts] == texts


@given(st.lists(st.text("aAbB1_-", min_size=1, max_size=20), min_size=1, max_size=60))
def test_keys_of_programs_are_apart_just_where_none_are_alike(texts):
    assert are_apart(pa.array(texts)) is (len(set(folded(texts))) == len(texts))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["R1", "R2", "R3"], True),
        (["R1", "R3", "R2"], True),
        (["R2", "R10", "R1"], True),
        (["007"], True),
        (["12345678x", "12345678y"], True),
        (["12345678x", "x12345678"], True),
        (["k" * 64, "j" * 64], True),
        (["k" * 65, "j" * 65], False),
        (["R1", "R1"], False),
        (["R2", "R1", "R2"], False),
        (["", "R1"], False),
        (["R1", None], False),
        (["R1", "R2 "], False),
        (["R1", "R 2"], False),
        (["R1", "R\u00e9"], False),
        (["AB", "ab"], False),
        ([], False),
        (["", ""], False),
    ],
)
def test_keys_are_apart_in_any_order(texts, expected):
    assert are_apart(pa.array(texts, pa.string())) is expected


WRITTEN = {
    "numbers": "R_{:017d}",
    "numbers of unlike lengths": "R_{}",
    "numbers with much between them": "{:x}",
}


@pytest.mark.parametrize("at", [0, 99_999])
@pytest.mark.parametrize("form", WRITTEN.values(), ids=WRITTEN)
@pytest.mark.parametrize("factor", [1, 1_000_003])
def test_one_copy_among_many_is_found(at, form, factor):
    order = np.random.default_rng(1).permutation(100_000)
    texts = [form.format(number * factor) for number in order.tolist()]
    assert are_apart(pa.array(texts))
    texts[at] = texts[50_000].lower()
    assert not are_apart(pa.array(texts))


@given(st.lists(st.text("0123", min_size=3, max_size=3), min_size=1, max_size=70))
def test_numbers_are_apart_just_where_none_stands_twice(texts):
    assert are_apart(pa.array(texts)) is (len(set(texts)) == len(texts))


def test_a_slice_is_judged_by_its_own_texts():
    made = pa.array(["b", "R2", "R1", "B"])
    assert are_apart(made.slice(1, 2))
    assert are_apart(made.slice(1, 3))
    assert not are_apart(made)


def test_other_cells_are_no_keys():
    assert not are_apart(pa.array([1, 2]))
    assert not are_apart(pa.array(["1", "2"]).dictionary_encode())


def test_texts_are_a_sequence_like_any_other():
    texts = Texts(pa.array(["b", "a", "c"]).slice(1))
    assert texts == ["a", "c"]
    assert texts != ["a"]
    assert (len(texts), texts[-1], texts[:1], [*texts], "c" in texts) == (
        2,
        "c",
        ["a"],
        ["a", "c"],
        True,
    )
