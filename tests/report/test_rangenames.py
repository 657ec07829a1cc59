from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from research.report.rangenames import range_names, sheet_name

VALID = re.compile(r"[^\W\d][\w.]*")
CELL = re.compile(r"[a-z]{1,3}\d+|r\d*c\d*", re.IGNORECASE)


def test_a_name_is_made_of_keys_and_does_not_depend_on_the_other_tables() -> None:
    (alone,) = range_names("row", ["service.speed.profile.box.top2"])
    assert alone == "row.service.speed.profile.box.top2"
    assert alone in range_names("row", ["a.b", "service.speed.profile.box.top2"])


def test_a_name_that_is_taken_in_whatever_case_is_marked() -> None:
    first, second, third, again = range_names("table", ["nps.total", "NPS.total", "q1", "q1"])
    assert (first, third) == ("table.nps.total", "table.q1")
    assert len({name.casefold() for name in (first, second, third, again)}) == 4


@given(st.lists(st.text(min_size=1, max_size=300), max_size=6))
def test_any_ids_become_names_that_excel_takes(ids: list[str]) -> None:
    names = range_names("table", ids)
    assert len({name.casefold() for name in names}) == len(ids)
    assert all(len(name) <= 255 and VALID.fullmatch(name) for name in names)
    assert not any(CELL.fullmatch(name) for name in names)


@given(st.text(max_size=80), st.lists(st.text(max_size=31), max_size=3))
def test_any_text_becomes_the_name_of_a_sheet(wanted: str, taken: list[str]) -> None:
    name = sheet_name(wanted, taken)
    assert 0 < len(name) <= 31
    assert not set(name) & set("[]:*?/\\")
    assert name.strip("'") == name
    assert name.casefold() not in {*(one.casefold() for one in taken), "history"}
