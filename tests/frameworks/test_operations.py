"""Tickets and delays: which count before an answer, what cannot be true, and causes summed up."""

from __future__ import annotations

import pandas as pd
import pytest

from research.frameworks.operations import before_answers, causes, record_faults, reported

TODAY = pd.Timestamp("2016-07-01")


def _record(*rows: dict[str, object]) -> pd.DataFrame:
    plain = {"account": "A1", "kind": "ticket", "cause": "Billing", "owner": "Finance"}
    plain |= {"opened": "2016-05-01", "resolved": "2016-05-04"}
    frame = pd.DataFrame([{**plain, **row} for row in rows])
    frame.index = pd.Index([f"T{place}" for place in range(len(rows))], name="id")
    for name in ("opened", "resolved"):
        frame[name] = pd.to_datetime(frame[name])
    return frame


@pytest.mark.parametrize(
    ("opened", "counts"),
    [
        ("2016-04-30", 0),
        ("2016-05-01", 1),
        ("2016-05-30", 1),
        ("2016-05-31", 0),
        ("2016-06-01", 0),
    ],
)
def test_thirty_days_before_an_answer_count_and_its_own_day_does_not(opened, counts):
    contacts = pd.DataFrame(
        {"account": ["A1", "A2"], "answered_on": pd.to_datetime(["2016-05-31"] * 2)},
        index=[7, 3],
    )
    found = before_answers(contacts, _record({"opened": opened}), 30)
    assert found.index.tolist() == [7, 3]
    assert found["ticket"].tolist() == [counts, 0]
    assert reported(contacts, _record({"opened": opened}), 30, "ticket", "Billing").tolist() == [
        bool(counts),
        False,
    ]


def test_two_contacts_of_an_account_share_its_record_and_kinds_stand_apart():
    contacts = pd.DataFrame(
        {"account": ["A1", "A1"], "answered_on": pd.to_datetime(["2016-05-03", "2016-05-10"])}
    )
    record = _record({}, {"kind": "delay", "opened": "2016-05-05"}, {"opened": "2016-05-06"})
    found = before_answers(contacts, record, 30)
    assert found.columns.tolist() == ["delay", "ticket"]
    assert found["ticket"].tolist() == [1, 2]
    assert found["delay"].tolist() == [0, 1]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({}, None),
        ({"resolved": None}, None),
        ({"resolved": "2016-05-01"}, None),
        ({"resolved": "2016-04-30"}, "is resolved before it is opened"),
        ({"opened": "2016-07-01", "resolved": "2016-07-01"}, None),
        ({"opened": "2016-07-02", "resolved": None}, "is opened after 2016-07-01"),
        ({"resolved": "2016-07-02"}, "is resolved after 2016-07-01"),
        ({"kind": None}, "has no kind"),
        ({"opened": None, "resolved": None}, "has no opened"),
    ],
)
def test_what_cannot_be_true_is_told_and_nothing_else(row, fault):
    found = list(record_faults(_record(row), TODAY))
    assert [key for key, _ in found] == ["T0"] * (fault is not None)
    assert fault is None or fault in found[0][1]


def test_causes_are_summed_up_with_all_their_owners():
    found = causes(
        _record(
            {},
            {"account": "A2", "owner": "Service", "resolved": "2016-05-02"},
            {"owner": None, "resolved": None},
            {"cause": "Carrier", "kind": "delay", "owner": None},
            {"cause": None},
        )
    )
    assert found["cause"].tolist() == ["Carrier", "Billing", ""]
    row = found.set_index("cause").loc["Billing"]
    assert (row["count"], row["accounts"], row["open"], row["unowned"]) == (3, 2, 1, 1)
    assert row["owner"] == "Finance, Service"
    assert row["days"] == 2
    assert found.set_index("cause").loc["Carrier", "owner"] == ""
