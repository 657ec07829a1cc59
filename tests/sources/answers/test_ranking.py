from __future__ import annotations

import numpy as np
import pytest

PRIORITIES = {
    "name": "prio",
    "type": "ranking",
    "rows": {"a": {"column": "x"}, "b": {"column": "y"}, "c": {"column": "z"}},
}
CODES = {"1": "Alpha", "2": "Beta", "3": "Gamma"}
nan = np.nan


def ranks(found):
    return found.question("prio").to_numpy().tolist()


@pytest.mark.parametrize(
    ("more", "row", "stays"),
    [
        ({}, "1,2,3", True),
        ({}, "1,2,2", False),
        ({"ties": True}, "1,2,2", True),
        ({"ties": True}, "1,1,3", True),
        ({}, "1,,2", True),
        ({}, "1,,3", False),
        ({"gaps": True}, "1,,3", True),
        ({"top": 2}, "1,,2", True),
        ({"top": 2}, "1,2,3", True),
    ],
)
def test_a_ranking_that_contradicts_itself_is_no_answer(read, more, row, stays):
    found = read(["id,x,y,z", f"1,{row}"], PRIORITIES | more, id="id")
    assert found.frame.notna().any(axis=None) == stays


def test_partial_rankings_are_counted(remarks):
    told = remarks(["id,x,y,z", "1,1,2,", "2,1,2,3", "3,,,"], PRIORITIES, id="id")
    assert told == ["data.csv, row 2: 'prio': 1 row ranks fewer than 3 items; the others have no "
                    "rank there"]  # fmt: skip


def test_slots_become_ranks_of_their_items(read, remarks):
    slots = {"name": "prio", "type": "ranking", "slots": ["x", "y", "z"], "codes": CODES, "top": 3}
    lines = ["id,x,y,z", "1,3,1,2", "2,2,,", "3,1,1,2", "4,,1,2", "5,7,,"]
    np.testing.assert_array_equal(
        ranks(read(lines, slots, id="id")),
        [[2, 3, 1], [nan, 1, nan], [nan] * 3, [nan] * 3, [nan] * 3],
    )
    told = " ".join(remarks(lines, slots, id="id"))
    assert "1 row puts an item in two places" in told
    assert "1 row leaves a rank out" in told
    assert "1 cell holds '7', which is no code of 'prio'" in told
    assert "1 row ranks fewer than 3 items" in told


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("4", "there is no rank 4"),
        ("0", "there is no rank 0"),
        ("-1", "there is no rank -1"),
        ("1.5", "'1.5' is no whole number"),
        ("first", "'first' is no whole number"),
        ("", "the cell is empty"),
    ],
)
def test_a_cell_that_is_no_rank_is_told_with_the_ranks_there_are(errors, cell, fault):
    lines = ["id,x,y,z", "1,1,2,3", f"2,1,{cell},3", "3,1,2,3"]
    assert errors(lines, PRIORITIES, id="id", strict=True) == [
        f"data.csv, row 3, column y: {fault}; "
        "allowed: whole numbers from 1 to 3, each once in a row"
    ]


def test_a_rank_given_twice_is_told_with_both_columns(errors):
    lines = ["id,x,y,z", "1,1,2,3", "2,2,1,2"]
    assert errors(lines, PRIORITIES, id="id", strict=True) == [
        "data.csv, row 3, column z: rank 2 is given twice, to x, z; "
        "allowed: each rank once in a row"
    ]


def test_slots_without_an_item_are_an_error(errors):
    codes = {"9": {"text": "None", "role": "none"}}
    slots = {"name": "prio", "type": "ranking", "slots": ["x"], "codes": codes}
    (told,) = errors(["id,x", "1,9"], slots, id="id")
    assert "'prio' ranks items, and none of its codes is one" in told
