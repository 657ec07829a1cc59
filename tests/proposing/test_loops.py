"""Loops: what is asked of several items, found in the heads of a stranger's file."""

from __future__ import annotations

import pytest

from research.build.checks import check, sections
from research.proposing.choices import asked
from research.proposing.wordings import one_for_all
from research.starting.new import from_file
from tests.proposing.files import ROWS, proposed, written

FIRMS = ["Ostwind", "Nova", "Alpina"]


def suppliers(pattern: str = "Q5_{i}_{what}") -> dict[str, list[object]]:
    """Two suppliers, each named and rated, one after the other; the second not by everybody."""
    columns: dict[str, list[object]] = {}
    for item in (1, 2):
        rows = [at for at in range(ROWS) if item == 1 or at % 3]
        for what, cells in (
            ("name", [FIRMS[(at + item) % 3] for at in range(ROWS)]),
            ("speed", [(at * item) % 5 + 1 for at in range(ROWS)]),
            ("price", [(at + item) % 5 + 1 for at in range(ROWS)]),
        ):
            held = [cell if at in rows else "" for at, cell in enumerate(cells)]
            columns[pattern.format(i=item, what=what)] = held
    return columns


@pytest.mark.parametrize("pattern", ["Q5_{i}_{what}", "{i}_{what}", "sup{i}.{what}", "{what}_{i}"])
def test_a_loop_is_found_however_its_columns_are_called(tmp_path, pattern):
    proposal = proposed(tmp_path, suppliers(pattern), answers={"personal": []})
    assert not proposal.drafts
    (loop,) = proposal.loops
    assert loop.items == ["1", "2"]
    assert loop.id == pattern.format(i="{i}", what="name")
    assert [draft.type for draft in loop.drafts] == ["single", "scale", "scale"]
    assert set(loop.drafts[0].keys["codes"]) == set(FIRMS)


def test_a_grid_and_options_are_no_loop(tmp_path):
    columns = {f"Q{at}_{row}": [1, 2, 3, 4, 5] for at in (7, 8) for row in (1, 2, 3)}
    columns |= {f"Q9_{row}": [1, 0, 0] for row in (1, 2, 3)}
    proposal = proposed(tmp_path, columns)
    assert proposal.loops == []
    assert [draft.type for draft in proposal.drafts] == ["grid", "grid", "multi"]


def test_scales_with_rows_and_items_by_number_stay_grids(tmp_path):
    columns = {f"Q20_{item}_{row}": [1, 2, 3, 4, 5] for item in (1, 2) for row in (1, 2, 3)}
    proposal = proposed(tmp_path, columns)
    assert proposal.loops == []
    assert [draft.type for draft in proposal.drafts] == ["grid", "grid"]


def test_a_code_that_no_two_items_share_names_the_item(tmp_path):
    columns = suppliers("rival{i}_{what}")
    for item in (1, 2):
        named = columns.pop(f"rival{item}_name")
        columns[f"rival{item}"] = [FIRMS.index(str(cell)) + 1 if cell else "" for cell in named]
    (loop,) = proposed(tmp_path, columns | {"speed": [1, 2, 3, 4, 5]}).loops
    assert (loop.name, loop.id) == ("rival", "rival{i}")
    assert [draft.name for draft in loop.drafts] == ["rival", "rival_speed", "price"]


def test_without_a_column_that_names_the_item_its_place_does(tmp_path):
    columns = {head: cells for head, cells in suppliers().items() if not head.endswith("name")}
    (loop,) = proposed(tmp_path, columns).loops
    assert loop.id == ""
    assert loop.drafts[0].keys["codes"] == {"1": "Item 1", "2": "Item 2"}
    assert loop.drafts[0].notes == ["the file does not say what the items are: write what each is"]


def test_names_of_items_are_taken_from_the_wordings():
    plain, called = one_for_all(
        {
            "speed": ["How quick is Ostwind, on the whole?", "How quick is Nova, on the whole?"],
            "price": ["How dear? (Ostwind)", "How dear? (Nova)"],
        }
    )
    assert called == ["Ostwind", "Nova"]
    assert plain == {"speed": "How quick is … on the whole?", "price": "How dear? …"}
    assert one_for_all({"a": ["Q1 a", "Q1 b"], "b": ["Q1 c", "Q1 d"]})[1] == []


def test_an_edition_with_a_loop_passes_the_check_with_tables_split_by_its_items(tmp_path):
    source = written(tmp_path, suppliers() | {"sector": ["Banking", "Retail", "Energy"]})
    started = from_file("acme", source, tmp_path / "project")
    assert check(started.params) == []
    chapters = sections(started.params)
    assert len(chapters) > 4
    assert not any(chapters.values())
    text = started.params.read_text(encoding="utf-8")
    assert 'id: "Q5_{i}_name"' in text
    assert "taken for a loop" in text
    assert f"item: [{{question: {started.proposal.loops[0].item.name}}}]" in text


def test_a_person_may_say_that_it_is_no_loop(tmp_path):
    columns = suppliers("Q5_{i}_{what}")
    proposal = proposed(tmp_path, columns)
    (question,) = [one for one in asked(proposal, "x") if one.key.startswith("loop.")]
    assert question.key == "loop.Q5_1_name"
    again = proposed(tmp_path, columns, answers={question.key: "no"})
    assert again.loops == []
    assert {column for one in again.drafts for column in one.columns} == set(columns)
