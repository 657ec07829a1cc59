"""How the columns of a frame of one's own are printed."""

from __future__ import annotations

import datetime
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.display.framecells import printed, share_columns
from research.wording.figures import grouped


@pytest.mark.parametrize(
    ("values", "name", "texts"),
    [
        ([1250, -3], "", ["1,250", "−3"]),
        ([9.0, None], "", ["9", "–"]),
        ([2015, 2016], "year", ["2015", "2016"]),
        ([2015, 12], "year", ["2,015", "12"]),
        ([0.125, 0.375, 1.0], "", ["12%", "38%", "100%"]),
        ([0.012, 0.0], "", ["1.2%", "0.0%"]),
        ([0.04, 0.00001], "p_value", ["0.040", "< 0.001"]),
        ([44.25, 3.5], "", ["44.2", "3.5"]),
        ([0.5, -0.25], "", ["0.500", "−0.250"]),
        ([1234.5, 0.25], "", ["1,234", "0"]),
        ([1.5, np.inf], "", ["1.50", "inf"]),
        ([True, False], "", ["yes", "no"]),
        (["a", None], "", ["a", "–"]),
        ([Decimal("1.25"), 2], "", ["1.25", "2.00"]),
        ([datetime.date(2016, 3, 1)], "", ["1 March 2016"]),
        ([pd.Timestamp("2016-03-01 14:30"), pd.NaT], "", ["1 March 2016, 14:30", "–"]),
        ([["a", "b"], {"c": 1}], "", ["['a', 'b']", "{'c': 1}"]),
        ([], "", []),
    ],
)
def test_a_column_is_printed_by_what_it_holds(values, name: str, texts: list[str]) -> None:
    assert printed(pd.Series(values, name=name)).texts == texts


def test_types_of_pandas_print_as_their_values_do() -> None:
    assert printed(pd.Series([1250, None], dtype="Int64")).texts == ["1,250", "–"]
    assert printed(pd.Series(["b", "a", None], dtype="category")).texts == ["b", "a", "–"]
    assert printed(pd.Series([True, None], dtype="boolean")).texts == ["yes", "–"]
    assert printed(pd.Series(pd.cut([1], [0, 2]))).texts == ["(0, 2]"]
    assert printed(pd.Series(np.array([0.1, 0.3], dtype="float32"))).texts == ["10%", "30%"]


@pytest.mark.parametrize(
    ("format_", "texts"),
    [
        (".0%", ["12%", "−50%"]),
        ("+.1%", ["+12.5%", "−50.0%"]),
        ("{:.1f}", ["0.1", "−0.5"]),
        ("+.1f", ["+0.1", "−0.5"]),
        ("d", ["0", "0"]),
        (lambda value: f"<{value}>", ["<0.125>", "<-0.5>"]),
    ],
)
def test_a_format_that_is_asked_for_is_kept(format_, texts: list[str]) -> None:
    assert printed(pd.Series([0.125, -0.5]), format_).texts == texts


def test_a_format_that_is_none_is_answered_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"^there is no format 'percent': write '\.0%'"):
        printed(pd.Series([1]), "percent")


def test_the_workbook_gets_numbers_as_numbers_and_all_else_as_printed() -> None:
    found = printed(pd.Series([1.5, None, np.inf, "a", True], dtype=object))
    assert found.values == [1.5, None, "inf", "a", "yes"]
    assert not found.numeric
    assert printed(pd.Series([1.5, None])).numeric


def test_a_square_of_one_set_of_names_holds_no_shares() -> None:
    square = pd.DataFrame([[1, 0.5], [0.5, 1]], index=["a", "b"], columns=["a", "b"])
    assert share_columns(square) == [False, False]
    assert share_columns(square.set_axis(["c", "d"], axis=1)) == [True, True]
    assert printed(square["a"], shares=False).texts == ["1.00", "0.50"]


@pytest.mark.parametrize(
    ("columns", "shares"),
    [
        ({"first": [0.25, 0.5], "second": [0.5, 1.0]}, [True, True]),
        ({"score": [20.0], "low": [0.4], "high": [38.1]}, [False, False, False]),
        ({"mean": [3.25], "share": [0.4], "n": [12]}, [False, True, False]),
        ({"r": [0.25], "share": [0.4]}, [False, True]),
        ({"share": [0.25], "p_value": [0.04], "count": [12]}, [True, True, True]),
        ({("web", "weight"): [0.5], ("web", "rate"): [0.5]}, [False, True]),
        ({"correlation": [0.5], "alpha": [0.5], "std_error": [0.5]}, [False, False, False]),
    ],
)
def test_numbers_up_to_one_are_shares_by_name_or_among_their_like(columns, shares) -> None:
    assert share_columns(pd.DataFrame(columns)) == shares


@given(st.lists(st.floats(-1e9, 1e9), min_size=1))
def test_every_number_is_rounded_as_the_house_rounds(values: list[float]) -> None:
    texts = printed(pd.Series(values), ",.2f").texts
    assert texts == [grouped(value, 2) for value in values]
