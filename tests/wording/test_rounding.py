from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.display.filters import apply
from research.display.result import significant
from research.wording.figures import figure
from research.wording.rounding import published, rounded, whole


@pytest.mark.parametrize(
    ("value", "digits", "printed"),
    [
        (12.5, 0, "12"),
        (32.5, 0, "32"),
        (13.5, 0, "14"),
        (2.675, 2, "2.68"),
        (0.0125, 3, "0.012"),
        (0.0135, 3, "0.014"),
        (-12.5, 0, "-12"),
        (-0.001, 2, "0.00"),
        (Fraction(65, 2), 0, "32"),
        (Decimal("0.5"), 0, "0"),
        (10**16, 0, "10000000000000000"),
    ],
)
def test_a_tie_goes_to_the_even_digit_whatever_binary_has_made_of_it(
    value: float, digits: int, printed: str
) -> None:
    assert f"{rounded(value, digits)}" == printed


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_whole_is_the_nearest_whole_number(count: int, base: int) -> None:
    share = 100 * count / base
    assert abs(whole(share) - share) <= 0.5 + 1e-9


@given(st.integers(-(10**7), 10**7), st.integers(1, 4), st.integers(1, 3))
def test_a_table_and_a_text_round_what_the_ledger_holds_alike(
    total: int, tens: int, digits: int
) -> None:
    mean = total / 10**tens / 4
    record = {"value": significant(mean), "unit": "mean", "label": ""}
    assert apply(record, "number", str(digits)).replace(",", "") == figure(mean, digits)


@given(st.floats(-1e12, 1e12))
def test_a_published_value_is_published_as_it_is(value: float) -> None:
    assert published(published(value)) == published(value)
