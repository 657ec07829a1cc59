"""Who was asked, found from who left something blank."""

from __future__ import annotations

from tests.proposing.files import ROWS, proposed

ASKED = ["Customer", "Prospect"]


def test_a_row_that_only_some_were_asked_has_a_base_of_its_own(tmp_path):
    columns = {
        "tie": ASKED,
        "service_1": [1, 2, 3, 4, 5],
        "service_2": [5, 4, 3, 2, 1],
        "service_3": [at % 5 + 1 if at % 2 == 0 else "" for at in range(ROWS)],
    }
    _, grid = proposed(tmp_path, columns).drafts
    bases = {row["column"]: row.get("base") for row in grid.keys["rows"].values()}
    assert bases["service_1"] is None
    assert bases["service_3"]["filter"] == {"status": ["Customer"]}
    assert "base" not in grid.keys
    assert any("'service_3' is blank" in note for note in grid.notes)


def test_rows_that_options_led_to_are_led_by_them(tmp_path):
    knows = {
        f"knows_{brand}": [int((at + brand) % 3 > 0) for at in range(ROWS)] for brand in (1, 2, 3)
    }
    columns: dict[str, list[object]] = {**knows}
    for brand in (1, 2, 3):
        chosen = knows[f"knows_{brand}"]
        columns[f"liked_{brand}"] = [at % 5 + 1 if chosen[at] else "" for at in range(ROWS)]
    multi, grid = proposed(tmp_path, columns).drafts
    assert (multi.type, grid.type) == ("multi", "grid")
    assert grid.keys["base"]["rows"] == multi.name
    assert list(grid.keys["rows"]) == list(multi.keys["rows"])


def test_an_option_leads_to_a_question(tmp_path):
    columns = {
        "used_1": [1, 0, 1, 0],
        "used_2": [0, 0, 1, 1],
        "used_3": [1, 1, 1, 0],
        "wait": [3, "", 4, "", 5, "", 2, ""],
    }
    _, draft = proposed(tmp_path, columns).drafts
    assert draft.keys["base"]["filter"] == {"used": ["used_1"]}


def test_columns_that_are_not_numbered_in_turn_are_questions_of_their_own(tmp_path):
    columns = {"rare_18": [1, 2, 3, 4, 5], "rare_45": [2, 3, 4, 5, 1]}
    assert [draft.type for draft in proposed(tmp_path, columns).drafts] == ["scale", "scale"]
