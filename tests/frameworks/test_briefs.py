"""Notes of an account's team: what cannot be true, what is overdue, and what a page holds."""

from __future__ import annotations

import pandas as pd
import pytest

from research.frameworks.briefs import (
    KINDS,
    LONGEST,
    OVERDUE,
    brief_faults,
    brief_states,
    printed_lines,
    room_for,
)

TODAY = pd.Timestamp("2016-07-01")


def notes(*rows: dict[str, object]) -> pd.DataFrame:
    blank = {"account": "A1", "kind": "target", "text": "Win a division", "measure": None,
             "unit": None, "due": pd.NaT, "state": None}  # fmt: skip
    frame = pd.DataFrame([{**blank, **row} for row in rows])
    frame["due"] = pd.to_datetime(frame["due"])
    return frame.set_axis([f"B{place}" for place in range(1, len(frame) + 1)])


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"kind": None}, "has no kind"),
        ({"text": " "}, "has no text"),
        ({"text": "x" * (LONGEST + 1)}, f"has a text of {LONGEST + 1} characters"),
        ({"unit": "hours"}, "has a unit and no measure"),
        ({"kind": "business", "state": "open"}, "has a state, which goals and targets alone have"),
        ({"kind": "value", "due": "2016-09-30"}, "has a due, which goals and targets alone have"),
    ],
)
def test_what_cannot_be_true_is_told(change, fault):
    ((key, told),) = brief_faults(notes(change))
    assert key == "B1"
    assert fault in told


@pytest.mark.parametrize(
    "change",
    [
        {"text": "x" * LONGEST},
        {"measure": 4.0},
        {"measure": 4.0, "unit": "meetings"},
        {"kind": "goal", "due": "2016-09-30", "state": "open"},
        {"kind": "market"},
    ],
)
def test_what_may_be_true_is_let_through(change):
    assert list(brief_faults(notes(change))) == []


@pytest.mark.parametrize(
    ("due", "state", "told"),
    [
        ("2016-06-30", "open", OVERDUE),
        ("2016-06-30", None, OVERDUE),
        ("2016-06-30", "on track", OVERDUE),
        ("2016-07-01", "open", "open"),
        ("2016-06-30", "reached", "reached"),
        ("2016-06-30", "missed", "missed"),
        (None, "open", "open"),
    ],
)
def test_an_aim_is_overdue_from_the_next_day_on_unless_the_aim_is_settled(due, state, told):
    (found,) = brief_states(notes({"due": due, "state": state}), TODAY)["state"]
    assert found == told


def test_notes_stand_by_kind_and_within_a_kind_as_they_are():
    mixed = notes(*({"kind": kind} for kind in ("target", "goal", "target", "business")))
    found = brief_states(mixed, TODAY)
    assert list(found["kind"]) == ["business", "goal", "target", "target"]
    assert list(found.index) == ["B4", "B2", "B1", "B3"]


def test_a_page_keeps_one_note_of_each_kind_before_a_second_of_any():
    many = brief_states(notes(*({"kind": kind} for kind in KINDS for _ in range(3))), TODAY)
    assert list(room_for(many, 5)["kind"]) == list(KINDS)
    assert list(room_for(many, 7)["kind"]) == ["business"] * 2 + ["market"] * 2 + list(KINDS[2:])
    assert len(room_for(many, 15)) == 15
    assert room_for(many, 0).empty


def test_one_longest_note_of_each_kind_finds_room():
    longest = notes(*({"kind": kind, "text": "serve " * (LONGEST // 6)} for kind in KINDS))
    assert len(room_for(brief_states(longest, TODAY), 10)) == len(KINDS)


@pytest.mark.parametrize(
    ("text", "lines"), [("x", 1), ("x" * 42, 1), ("x" * 43, 2), ("W" * 42, 2), ("漢" * 22, 2)]
)
def test_lines_follow_from_how_wide_letters_are(text, lines):
    assert list(printed_lines(pd.Series([text]))) == [lines]
