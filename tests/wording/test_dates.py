from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from research.wording.dates import day


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_is_written_as_in_english(value: date) -> None:
    assert day(value) == f"{value:%d %B %Y}".removeprefix("0")
