"""An action register: both sides of each day, and every fault at once."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from research.frameworks.actions import REGISTER, by_owner, register, register_faults, suggested

TODAY = pd.Timestamp("2016-07-01")


def sheet(*rows: dict[str, Any]) -> pd.DataFrame:
    """Actions that are sound but for what is given."""
    usual = {
        "account": "A1", "action": "Call", "owner": "M1", "due": "2016-07-01", "status": "open",
        "opened": "2016-06-01", "closed": None,
    }  # fmt: skip
    frame = pd.DataFrame([{**usual, **row} for row in rows])
    days = {name: pd.to_datetime(frame[name]) for name in ("due", "opened", "closed")}
    return frame.assign(**days).set_index(pd.Index([f"K{n}" for n in range(len(rows))], name="id"))


@pytest.mark.parametrize(
    ("due", "state", "days"),
    [("2016-06-30", "late", 1), ("2016-07-01", "running", None), ("2016-07-02", "running", None)],
)
def test_what_is_due_on_the_editions_day_is_not_overdue(due, state, days):
    found = register(sheet({"due": due}), TODAY)
    assert found["state"].tolist() == [state]
    assert found["days"].dropna().tolist() == ([] if days is None else [days])


def test_what_is_done_is_never_overdue():
    done = {"due": "2016-06-01", "status": "done", "closed": "2016-06-20"}
    assert register(sheet(done), TODAY)["state"].tolist() == ["done"]


def test_the_loop_is_closed_where_every_action_of_anybody_is_done():
    done = {"status": "done", "closed": "2016-06-20"}
    rows = sheet(
        {"account": "A1", "owner": "M1", **done},
        {"account": "A1", "owner": "M2"},
        {"account": "A2", "owner": "M1", **done},
        {"account": "A3", "owner": "M2", "due": "2016-06-15"},
    )
    found = by_owner(register(rows, TODAY))
    columns = ["actions", "open", "overdue", "done", "accounts", "closed"]
    assert found[columns].to_numpy().tolist() == [
        [2, 0, 0, 2, 2, 1],
        [2, 2, 1, 0, 2, 0],
        [4, 2, 1, 2, 3, 1],
    ]
    assert found.index.tolist() == ["M1", "M2", "all"]


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"opened": "2016-07-01"},
        {"due": "2016-06-01"},
        {"status": "done", "closed": "2016-06-01"},
        {"status": "done", "closed": "2016-07-01"},
    ],
)
def test_days_may_be_the_same(row):
    assert list(register_faults(sheet(row), TODAY)) == []


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"owner": " "}, "has no owner"),
        ({"due": None}, "has no due"),
        ({"status": "done"}, "is done and has no day on which it was closed"),
        ({"closed": "2016-06-02"}, "was closed on 2016-06-02 and is not done"),
        ({"due": "2016-05-31"}, "is due before it was opened"),
        ({"status": "done", "closed": "2016-05-31"}, "is closed before it was opened"),
        ({"opened": "2016-07-02", "due": "2016-07-02"},
         "is opened after the edition's day, 2016-07-01"),
        ({"status": "done", "closed": "2016-07-02"},
         "is closed after the edition's day, 2016-07-01"),
    ],
)  # fmt: skip
def test_what_cannot_be_true_is_told(row, fault):
    assert list(register_faults(sheet({}, row), TODAY)) == [("K1", fault)]


def test_every_fault_is_told_at_once():
    rows = sheet({"owner": None, "account": ""}, {"status": "done"}, {"due": "2016-05-31"})
    assert [key for key, _ in register_faults(rows, TODAY)] == ["K0", "K0", "K1", "K2"]


def accounts(**own: Any) -> pd.DataFrame:
    """One account that needs no action but for what is given."""
    usual = {"quadrant": "big fans", "kind": None, "due": False, "revenue": 1.0, "manager": "M1"}
    return pd.DataFrame([{**usual, **own}], index=["A1"])


@pytest.mark.parametrize(
    ("own", "busy", "named"),
    [
        ({}, set(), False),
        ({"quadrant": "accounts at risk"}, set(), True),
        ({"quadrant": "selective fixes"}, set(), False),
        ({"quadrant": None}, set(), False),
        ({"kind": "release"}, set(), True),
        ({"kind": "release"}, {"A1"}, False),
        ({"kind": "release"}, {"A2"}, True),
    ],
)
def test_an_account_at_risk_or_weak_without_an_open_action_needs_one(own, busy, named):
    assert len(suggested(accounts(**own), busy, TODAY)) == named


def test_a_suggested_register_lacks_only_what_managers_have_to_fill_in():
    frame = pd.concat(
        [accounts(kind="unsolved", revenue=2.0), accounts(kind="price", due=True, manager=None)]
    ).set_axis(["A1", "A2"])
    rows = suggested(frame, set(), TODAY)
    assert list(rows.columns) == list(REGISTER)
    assert rows["account"].tolist() == ["A2", "A1"]
    assert rows["owner"].tolist() == ["", "M1"]
    assert rows["action"].str.contains("let go|solve the problem").all()
    days = {name: pd.to_datetime(rows[name]) for name in ("due", "opened", "closed")}
    faults = list(register_faults(rows.assign(**days).set_index("id"), TODAY))
    assert faults == [("N001", "has no owner"), ("N001", "has no due"), ("N002", "has no due")]


def test_without_managers_nobody_owns_a_suggested_action():
    frame = accounts(kind="price").drop(columns="manager")
    assert suggested(frame, set(), TODAY)["owner"].tolist() == [""]
