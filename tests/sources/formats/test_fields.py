from __future__ import annotations

from research.sources.formats.fields import Field


def test_codes_and_ranges_may_be_missing_and_what_is_left_is_named():
    field = Field(
        "q1",
        codes={"1": "Poor", "5": "Good", "99": "Refused", "-2": "Not asked"},
        missing=("99", (-9.0, -1.0)),
    )
    assert [field.is_missing(code) for code in ("1", "99", "-1", "-9", "-10", "none")] == [
        False,
        True,
        True,
        True,
        False,
        False,
    ]
    assert field.named == {"1": "Poor", "5": "Good"}


def test_a_field_says_nothing_where_the_file_does_not():
    assert (Field("x").label, dict(Field("x").codes), Field("x").missing) == ("", {}, ())
