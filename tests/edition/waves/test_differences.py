from __future__ import annotations

from typing import Any

import pytest

from research.edition.questions import Question
from research.edition.waves.differences import differences, replaced_words, scale_ends
from research.edition.waves.named import Waves

SERVICE = {
    "name": "service",
    "type": "scale",
    "column": "Q3",
    "wording": "How good is our service?",
    "codes": {1: "Poor", 5: "Good", 9: {"text": "Don't know", "role": "dont_know"}},
    "base": {"text": "Users", "filter": {"used": [1]}},
}
GRID = {"name": "g", "type": "grid", "range": [1, 5], "rows": {"speed": "Speed of answer"}}
BRANDS = {"name": "b", "type": "multi", "rows": {"adlon": "Adlon", "ensa": "Ensa"}}
ORDER = {"name": "o", "type": "ranking", "rows": {"price": "Price", "speed": "Speed"}, "top": 2}


def changed(given: dict[str, Any], **more: Any) -> list[tuple[str, str, str, str]]:
    later, earlier = (Question.model_validate(one) for one in (given | more, given))
    found = differences(later, earlier, Waves())
    return [(one.kind, one.before, one.after, one.row) for one in found]


@pytest.mark.parametrize("given", [SERVICE, GRID, BRANDS, ORDER])
def test_what_stays_the_same_has_no_difference(given: dict[str, Any]) -> None:
    assert changed(given) == []


def test_titles_numbers_and_columns_are_no_differences() -> None:
    assert changed(SERVICE, title="Another title", number="Q99", column="Q77") == []


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"wording": "how good is  our service?"}, []),
        ({"wording": ""}, []),
        ({"wording": "Was it good?"}, [("wording", SERVICE["wording"], "Was it good?", "")]),
        ({"codes": {1: "Poor", 7: "Good"}}, [("scale", "1 to 5", "1 to 7", "")]),
        ({"codes": {1: "Poor", 5: "Fine"}}, [("scale", "5 Good", "5 Fine", "")]),
        ({"codes": {1: "Poor", 3: "Fair", 5: "Good"}}, []),
        ({"base": {"text": "Users", "filter": {"used": [1, 2]}}}, [("base", "Users", "Users", "")]),
        ({"base": {"text": "Those who use us", "filter": {"used": [1]}}}, []),
        ({"base": None}, [("base", "Users", "", "")]),
    ],
)
def test_wording_scale_and_base_of_a_scale(
    more: dict[str, Any], found: list[tuple[str, str, str, str]]
) -> None:
    assert changed(SERVICE, **more) == found


def test_a_row_of_a_grid_that_is_worded_otherwise_is_a_wording_of_its_own() -> None:
    assert changed(GRID, rows={"speed": "Speed of reply"}) == [
        ("wording", "Speed of answer", "Speed of reply", "speed")
    ]


def test_a_row_with_another_base_is_a_base_of_its_own() -> None:
    asked = {"text": "Those who waited", "filter": {"waited": ["yes"]}}
    rows = {"speed": {"column": "speed", "text": "Speed of answer", "base": asked}}
    assert changed(GRID, rows=rows) == [("base", "", "Those who waited", "speed")]
    but = {"text": "Users", "filter": {"used": {"but": [2]}}}
    assert changed(SERVICE, base=but) == [("base", "Users", "Users", "")]


def test_a_new_option_breaks_nothing_and_a_new_item_of_an_order_does() -> None:
    assert changed(BRANDS, rows={**BRANDS["rows"], "movara": "Movara"}) == []
    assert changed(BRANDS, rows={"adlon": "Adlon Ltd", "ensa": "Ensa"}) == [
        ("words", "Adlon", "Adlon Ltd", "adlon")
    ]
    assert changed(ORDER, rows={**ORDER["rows"], "people": "People"}) == [
        ("items", "", "People", "")
    ]
    assert changed(ORDER, top=1) == [("scale", "2", "1", "")]


def test_another_type_is_all_that_is_told() -> None:
    later = {"name": "service", "type": "nps", "column": "Q3"}
    pair = (Question.model_validate(one) for one in (later, SERVICE))
    (found,) = differences(*pair, Waves())
    assert (found.kind, found.before, found.after) == ("type", "scale", "nps")


def test_cells_that_are_written_otherwise_are_told() -> None:
    single = {"name": "s", "type": "single", "column": "Q1", "codes": {1: "Banking", 2: "Retail"}}
    assert changed(single, codes={1: "Banking", 3: "Retail"}) == [("cells", "2", "3", "retail")]


@pytest.mark.parametrize(
    ("more", "ends"),
    [
        ({"codes": {1: "Poor", 5: "Good"}}, (1, 5)),
        ({"codes": ["Poor", "Fair", "Good"]}, (1, 3)),
        ({"codes": {4: "Poor", 5: "Fair", 3: "Good"}, "values": {4: 1, 5: 2, 3: 3}}, (1, 3)),
        ({"codes": [], "range": [1, 7]}, (1, 7)),
        ({"codes": []}, None),
    ],
)
def test_ends_of_a_scale(more: dict[str, Any], ends: tuple[float, float] | None) -> None:
    assert scale_ends(Question.model_validate(SERVICE | more)) == ends


def test_words_are_told_where_they_changed() -> None:
    before = "All in all, how good is our service?"
    after = "Thinking of your last order, how good was our service?"
    assert replaced_words(before, after) == [
        ("All in all,", "Thinking of your last order,"),
        ("is", "was"),
    ]
    assert replaced_words(before, before) == []
