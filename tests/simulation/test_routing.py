from __future__ import annotations

from typing import Any

from research.edition.tables import DataTable
from research.simulation.routing import asked_in_order, led, named_in


def table(*questions: dict[str, Any], **words: Any) -> DataTable:
    return DataTable.model_validate({"file": "a.csv", "questions": list(questions), **words})


BUYS = {"name": "buys", "type": "single", "column": "buys", "codes": ["yes", "no"]}
WHY = {"name": "why", "type": "open", "column": "why"}
KNOWN = {"name": "known", "type": "multi", "rows": {"x": "X", "y": "Y"}, "counted": ["1"]}


def only(**filters: Any) -> dict[str, Any]:
    return {"base": {"text": "Some", "filter": filters}}


def test_a_question_comes_after_those_that_lead_to_it_and_words_last() -> None:
    made = table(WHY, {**KNOWN, **only(buys="yes")}, BUYS)
    assert [one.name for one in asked_in_order(made)] == ["buys", "known", "why"]


def test_bases_that_go_round_in_a_circle_come_to_an_end() -> None:
    made = table({**BUYS, **only(known="x")}, {**KNOWN, **only(buys="yes")})
    assert {one.name for one in asked_in_order(made)} == {"buys", "known"}


def test_who_is_led_is_told_by_options_rows_and_columns() -> None:
    cells = {"x": ["1", "", "1"], "y": ["", "1", "1"], "done": ["1", "1", "0"]}
    made = table(KNOWN)
    for filters, wanted in (
        ({"known": ["x"]}, [True, False, True]),
        ({"y": ["1"]}, [False, True, True]),
        ({"done": ["1"], "known": ["y"]}, [False, True, False]),
    ):
        mask = led(made, filters, cells, 3)
        assert mask is not None
        assert mask.tolist() == wanted
    assert led(made, {}, cells, 3) is None


def test_answers_that_filters_name_are_gathered() -> None:
    made = table(BUYS, {**WHY, **only(buys="yes")}, {**KNOWN, **only(buys="no")}, filter={"ok": 1})
    assert named_in(made) == {"ok": ["1"], "buys": ["yes", "no"]}
