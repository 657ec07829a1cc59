from __future__ import annotations

import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.sources.content import text
from research.sources.formats.columns import Column
from research.sources.formats.numerals import Marks


def column(*cells, marks=None):
    return Column.of("x", cells, np.arange(2, 2 + len(cells)), marks=marks)


def test_cells_are_codes_of_distinct_texts_and_blank_ones_minus_one():
    codes, values = column("b", " a ", "", "a", None, "  ", "b").coded()
    assert codes.tolist() == [0, 1, -1, 1, -1, -1, 0]
    assert codes.dtype == np.int32
    assert values == ["b", "a"]


def test_a_number_and_its_text_are_one_value():
    codes, values = column(7.0, "7", 7, "007", "7.0", True, "TRUE").coded()
    assert codes.tolist() == [0, 0, 0, 1, 2, 3, 3]
    assert values == ["7", "007", "7.0", "TRUE"]


def test_text_is_a_number_by_its_marks_and_what_is_none_is_told():
    given_cells = ("1,5", 2.5, "2.5", "", "n/a", True, None)
    values, wrong = column(*given_cells, marks=Marks(",")).numbers()
    assert values[:2].tolist() == [1.5, 2.5]
    assert np.isnan(values[2:]).all()
    assert wrong.tolist() == [False, False, True, False, True, True, False]


def test_all_numbers_are_given_as_they_are():
    values = np.array([1.0, np.nan, 3.5])
    given_column = Column("x", np.arange(3), lambda: ([0, 1, 2], values.tolist()), numbers=values)
    assert given_column.numbers().values is values
    assert not given_column.numbers().wrong.any()
    assert given_column.filled.tolist() == [True, False, True]


def test_days_are_days_whatever_holds_them():
    cells = (
        "2016-02-29",
        "2016-02-30",
        datetime.date(2016, 7, 1),
        datetime.datetime(2016, 7, 1, 13, 5),
        "2016-07-01 13:05:00",
        "01/07/2016",
        7.0,
        "",
    )
    days, wrong = column(*cells).days()
    assert [str(day) for day in days] == [
        "2016-02-29",
        "NaT",
        *["2016-07-01"] * 3,
        *["NaT"] * 3,
    ]
    assert wrong.tolist() == [False, True, False, False, False, True, True, False]


def test_days_are_read_in_the_form_declared():
    days, wrong = column("30/11/2016", "11/30/2016", "2016-11-30").days("%d/%m/%Y")
    assert [str(day) for day in days] == ["2016-11-30", "NaT", "NaT"]
    assert wrong.tolist() == [False, True, True]


def test_rows_of_a_mask_are_those_of_the_file():
    found = column("1", "x", "", "y")
    assert found.rows(found.numbers().wrong) == [3, 5]


def test_texts_stand_by_their_row():
    series = column("a", None, 2.0).texts()
    assert series.to_dict() == {2: "a", 3: "", 4: "2"}
    assert series.dtype == "str"


CELLS = st.one_of(
    st.text(max_size=4),
    st.none(),
    st.booleans(),
    st.floats(),
    st.integers(-9, 9),
    st.dates(),
    st.datetimes(),
)


@given(st.lists(CELLS, max_size=20))
def test_coded_cells_decode_to_their_texts(cells):
    codes, values = column(*cells).coded()
    assert [values[code] if code >= 0 else "" for code in codes] == [text(cell) for cell in cells]
    assert len(set(values)) == len(values)
    assert sorted(set(codes[codes >= 0].tolist())) == list(range(len(values)))


@pytest.mark.parametrize("cells", [(), ("", None)])
def test_a_column_without_a_filled_cell_is_no_trouble(cells):
    given_column = column(*cells)
    assert given_column.coded().values == []
    assert np.isnan(given_column.numbers().values).all()
    assert np.isnat(given_column.days().values).all()
    assert not given_column.filled.any()


def test_cells_may_be_taken_for_blank():
    column = Column.of("q", ["3", "-99", None, "4", "-99"], np.arange(5))
    blanked = column.without({"-99", "-1"})
    assert blanked.filled.tolist() == [True, False, False, True, False]
    assert blanked.coded().values == ["3", "4"]
    np.testing.assert_array_equal(blanked.numbers().values, [3, np.nan, np.nan, 4, np.nan])
    assert not blanked.numbers().wrong.any()
    assert column.without({"5"}) is column


def test_numbers_may_be_taken_for_blank():
    column = Column.of("q", [3, -99.0, 4], np.arange(3))
    np.testing.assert_array_equal(column.without({"-99"}).numbers().values, [3, np.nan, 4])
