from __future__ import annotations

import pytest

from research.sources.answers.written import says_nothing

WHY = {"name": "why", "type": "open", "column": "q"}


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("-", True),
        ("...", True),
        ("NA", True),
        ("n. a.", True),
        ("No comment!", True),
        ("Keine Angabe", True),
        ("don't know", True),
        ("nothing works", False),
        ("Preis", False),
        ("非常好", False),
        ("👍", False),
        ("- " * 40, True),
        (". . . " * 20 + "not  applicable", True),
        ("n/a, as long as nobody tells us more", False),
    ],
)
def test_texts_that_say_nothing(text, nothing):
    assert says_nothing(text) == nothing


def test_texts_that_say_nothing_are_counted_and_stay(read, remarks):
    lines = ["id,q", "1,n/a", "2,NA", "3,", "4,The price"]
    assert read(lines, WHY, id="id").frame["why"].isna().to_list() == [False, False, True, False]
    (told,) = remarks(lines, WHY, id="id")
    assert "column q: 'why': 2 texts say nothing, such as n/a, none or a dash (rows 2, 3)" in told


def test_a_day_may_have_a_time(read):
    day = {"name": "day", "type": "day", "column": "q"}
    found = read(["id,q", "1,2016-07-01 12:30:00", "2,"], day, id="id")
    assert found.frame["day"].dt.strftime("%F").to_list()[0] == "2016-07-01"
    assert found.frame["day"].isna().to_list() == [False, True]


def test_days_are_read_in_the_form_that_is_declared(read, remarks):
    day = {"name": "day", "type": "day", "column": "q", "form": "%d.%m.%Y"}
    lines = ["id,q", "1,01.07.2016", "2,2016-07-01", "3,31.06.2016"]
    found = read(lines, day, id="id")
    assert found.frame["day"].dt.strftime("%F").to_list()[0] == "2016-07-01"
    assert found.frame["day"].isna().to_list() == [False, True, True]
    assert any("2016-07-01" in told and "%d.%m.%Y" in told for told in remarks(lines, day, id="id"))
