from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.errors import InputError
from research.sources.formats.numerals import Marks

PLAIN = Marks()
GERMAN = Marks(",", ".")
ENGLISH = Marks(".", ",")
FRENCH = Marks(",", "\u202f")


@pytest.mark.parametrize(
    ("marks", "text", "number"),
    [
        (PLAIN, "12", 12),
        (PLAIN, "-0.5", -0.5),
        (PLAIN, "+.5", 0.5),
        (PLAIN, "5.", 5),
        (PLAIN, "1e+05", 1e5),
        (PLAIN, "007", 7),
        (PLAIN, "1,5", None),
        (PLAIN, "1,234", None),
        (PLAIN, "nan", None),
        (PLAIN, "inf", None),
        (PLAIN, "1_000", None),
        (PLAIN, "٣", None),
        (PLAIN, "", None),
        (PLAIN, ".", None),
        (PLAIN, "2O16", None),
        (ENGLISH, "1,234.5", 1234.5),
        (ENGLISH, "1234.5", 1234.5),
        (ENGLISH, "1,2,3", None),
        (ENGLISH, "12,34", None),
        (ENGLISH, "1,234,567", 1234567),
        (GERMAN, "1.234,5", 1234.5),
        (GERMAN, "1.234", 1234),
        (GERMAN, "1.5", None),
        (GERMAN, "1,234.5", None),
        (FRENCH, "1\u202f234,5", 1234.5),
    ],
)
def test_a_number_is_one_under_the_marks_declared_or_none(marks, text, number):
    assert marks.number(text) == number


@given(st.floats(-1e12, 1e12), st.sampled_from([ENGLISH, GERMAN, FRENCH, PLAIN]))
def test_a_number_written_with_the_marks_is_read_as_it_was(number, marks):
    written = f"{number:,.6f}".replace(",", "T").replace(".", marks.decimal)
    assert marks.number(written.replace("T", marks.thousands)) == float(f"{number:.6f}")


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        (Marks(";"), "';' is no decimal mark"),
        (Marks(".", "x"), "'x' is no mark of thousands"),
        (Marks(",", ","), "',' cannot mark decimals and thousands"),
    ],
)
def test_marks_that_tell_nothing_apart_are_refused(marks, said):
    with pytest.raises(InputError, match=said):
        marks.check(Path("data.csv"))
