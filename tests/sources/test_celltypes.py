from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.sources.cells import Cells
from research.sources.celltypes import kind_problems, typed


def column(*cells):
    return pd.Series(cells, dtype="str")


@pytest.mark.parametrize("cells", [("007", "12"), ("1e2", "100"), ("1", "x"), ("1,234",), ("inf",)])
def test_names_that_look_like_numbers_stay_text(cells):
    assert typed(column(*cells)).to_list() == list(cells)


def test_numbers_and_days_have_their_types_and_gaps():
    assert typed(column("0.5", "", "-3", "1e-05")).isna().to_list() == [False, True, False, False]
    assert typed(column("2016-02-29", "")).isna().to_list() == [False, True]


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1))
def test_what_programs_write_as_numbers_is_read_as_numbers(values):
    assert typed(column(*map(repr, values))).to_list() == values


@pytest.mark.parametrize(
    ("name", "cell", "what"),
    [
        ("revenue_this_year", "12,345", "is no such number"),
        ("revenue_last_year", "n/a", "is no such number"),
        ("total_spend", "-5", "is no such number"),
        ("customer_since", "30/11/2016", "is no day"),
        ("decided_on", "2016-02-30", "there is no day"),
        ("survey", "2O16", "is no year of a survey"),
        ("renewed", "maybe", "is neither yes nor no"),
    ],
)
def test_a_cell_that_is_not_what_its_column_is_for_is_told(name, cell, what):
    frame = pd.DataFrame({name: [cell, ""]}, index=[2, 3], dtype="str")
    (problem,) = kind_problems(Cells("a.csv", frame))
    assert (problem.row, problem.column) == (2, name)
    assert what in problem.what
    assert problem.allowed


def test_columns_of_no_known_kind_are_days_if_they_look_so():
    frame = pd.DataFrame({"x": ["2016-02-30"], "y": ["30/11/2016"], "z": ["n/a"]}, dtype="str")
    assert [problem.column for problem in kind_problems(Cells("a.csv", frame))] == ["x"]
