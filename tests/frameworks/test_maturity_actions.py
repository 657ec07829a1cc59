"""States of actions, on both sides of their day."""

from __future__ import annotations

import pandas as pd
import pytest

from research.frameworks.maturity_actions import DONE, LATE, RUNNING, action_states

SHEET = pd.DataFrame(
    {
        "action": ["a", "b", "c", "d"],
        "due": pd.to_datetime(["2026-06-30", "2026-05-31", None, "2026-05-01"]),
        "status": ["open", "under way", "open", "done"],
    }
)


@pytest.mark.parametrize(
    ("today", "states"),
    [
        ("2026-05-31", {"a": RUNNING, "b": RUNNING, "c": RUNNING, "d": DONE}),
        ("2026-06-01", {"a": RUNNING, "b": LATE, "c": RUNNING, "d": DONE}),
        ("2026-06-30", {"a": RUNNING, "b": LATE, "c": RUNNING, "d": DONE}),
        ("2026-07-01", {"a": LATE, "b": LATE, "c": RUNNING, "d": DONE}),
        (None, {"a": RUNNING, "b": RUNNING, "c": RUNNING, "d": DONE}),
    ],
)
def test_an_action_is_overdue_from_the_day_after_its_own(today, states):
    found = action_states(SHEET, None if today is None else pd.Timestamp(today))
    assert found.set_index("action")["state"].to_dict() == states


def test_actions_stand_by_their_day_and_those_without_one_last():
    assert action_states(SHEET, None)["action"].tolist() == ["d", "b", "a", "c"]


def test_what_is_done_may_be_called_otherwise():
    found = action_states(SHEET, pd.Timestamp("2027-01-01"), done="open")
    assert found.set_index("action")["state"].to_dict() == {
        "a": DONE, "b": LATE, "c": DONE, "d": LATE,
    }  # fmt: skip
