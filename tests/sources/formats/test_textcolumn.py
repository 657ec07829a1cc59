from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.sources.content import text
from research.sources.formats import textcolumn
from research.sources.formats.columns import Column
from research.sources.formats.numerals import Marks
from research.sources.formats.textcolumn import column_of_texts, text_numbers

CELLS = st.lists(
    st.one_of(
        st.none(),
        st.text(max_size=3),
        st.text("0129.,+- /", max_size=4),
        st.sampled_from(["1,5", " 1.234,5", "+7", "1e3", "5.", ".5", "-0", "1.2.3", "x"]),
    ),
    max_size=12,
)


@pytest.mark.parametrize("many", [0.0, 1.0])
@pytest.mark.parametrize("marks", [Marks(), Marks(",", ".")])
@given(cells=CELLS)
def test_texts_are_read_as_one_by_one_however_often_they_repeat(cells, many, marks):
    lines = np.arange(len(cells))
    expected = Column.of("x", cells, lines, marks=marks)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(textcolumn, "_MANY", many)
        column = column_of_texts("x", pa.chunked_array([cells], pa.string()), lines, marks)
    assert column.texts().to_list() == [text(cell) for cell in cells]
    assert sorted(column.coded().values) == sorted(expected.coded().values)
    np.testing.assert_array_equal(column.numbers().values, expected.numbers().values)
    assert column.numbers().wrong.tolist() == expected.numbers().wrong.tolist()
    assert column.filled.tolist() == expected.filled.tolist()


def test_numbers_of_many_texts_follow_the_marks():
    values, wrong = text_numbers(pa.array(["1.234,5", " 7 ", "1,2,3", "", None]), Marks(",", "."))
    assert values[:2].tolist() == [1234.5, 7]
    assert np.isnan(values[2:]).all()
    assert wrong.tolist() == [False, False, True, False, False]


@given(st.lists(st.text("01579.,+- /", max_size=5), max_size=3), st.integers(0, 2))
def test_numbers_read_all_at_once_are_those_of_one_by_one(cells, start):
    read = [Marks().number(cell.strip()) for cell in cells[start:]]
    values, wrong = text_numbers(pa.array(cells, pa.string()).slice(start), Marks())
    expected = np.array([np.nan if one is None else one for one in read], dtype="float64")
    np.testing.assert_array_equal(values, expected)
    filled = [bool(cell.strip()) for cell in cells[start:]]
    assert wrong.tolist() == [one is None and some for one, some in zip(read, filled, strict=True)]


def test_texts_that_a_dictionary_has_and_no_cell_holds_are_no_values():
    chosen = pa.DictionaryArray.from_arrays(pa.array([2, None, 2, 1]), ["a", " ", "c"])
    column = column_of_texts("x", pa.chunked_array([chosen]), np.arange(4), Marks())
    codes, values = column.coded()
    assert (codes.tolist(), values) == ([0, -1, 0, -1], ["c"])


def test_cells_of_blank_records_are_left_out():
    cells = pa.chunked_array([["a", ""], ["b"]])
    column = column_of_texts("x", cells, np.array([2, 4]), Marks(), drop=np.array([1]))
    assert column.texts().to_dict() == {2: "a", 4: "b"}
