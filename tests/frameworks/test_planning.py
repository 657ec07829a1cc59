"""Pairs, asks, introductions and potential: each edge of each rule on both sides."""

from __future__ import annotations

import pandas as pd
import pytest

from research.frameworks.planning import (
    activated,
    ask_faults,
    favours,
    introductions,
    pairs,
    paths,
    potential,
)

TODAY = pd.Timestamp("2016-07-01")


def _two(**second: float) -> pd.DataFrame:
    first = {"revenue": 100.0, "wallet": 50.0, "nps": 30.0}
    other = {"revenue": 100.0, "wallet": 50.0, "nps": -1.0}
    return pd.DataFrame([first, {**other, **second}], index=["A1", "A2"])


@pytest.mark.parametrize(
    ("second", "paired"),
    [
        ({}, True),
        ({"revenue": 95.0}, True),
        ({"revenue": 94.9}, False),
        ({"revenue": 105.2}, True),
        ({"revenue": 105.3}, False),
        ({"wallet": 55.0}, True),
        ({"wallet": 55.1}, False),
        ({"wallet": None}, False),
        ({"nps": 0.0}, False),
        ({"nps": None}, False),
    ],
)
def test_pairs_are_alike_in_size_and_wallet_and_of_opposite_minds(second, paired):
    found = pairs(_two(**second), 5, 5)
    assert found.to_dict("records") == [{"happy": "A1", "unhappy": "A2"}] * paired


def test_an_account_of_a_score_under_the_cut_is_not_happy():
    frame = _two()
    frame.loc["A1", "nps"] = 29.9
    assert pairs(frame, 5, 5).empty


def test_no_account_is_in_two_pairs_and_the_largest_come_first():
    frame = pd.DataFrame(
        {
            "revenue": [100.0, 100.0, 500.0, 500.0, 101.0],
            "wallet": 50.0,
            "nps": [50.0, -10.0, -10.0, 50.0, -10.0],
        },
        index=["A1", "A2", "A3", "A4", "A5"],
    )
    assert pairs(frame, 5, 5).to_numpy().tolist() == [["A4", "A3"], ["A1", "A2"]]


def _asks(**changed: object) -> pd.DataFrame:
    row = {"account": "A1", "asked": "C1", "favour": "reference", "outcome": "agreed"}
    frame = pd.DataFrame([{**row, "asked_on": "2016-06-10", **changed}], index=["F1"])
    frame["asked_on"] = pd.to_datetime(frame["asked_on"])
    return frame


def _contacts(**changed: object) -> pd.DataFrame:
    row = {"contact": "C1", "account": "A1", "recommend": 9.0, "decides": "yes"}
    frame = pd.DataFrame([{**row, "answered_on": "2016-06-10", **changed}])
    frame["answered_on"] = pd.to_datetime(frame["answered_on"])
    return frame


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({}, None),
        ({"asked_on": "2016-07-01"}, None),
        ({"asked_on": "2016-07-02"}, "is after 2016-07-01"),
        ({"account": "A2"}, "is of a contact who is not at A2"),
        ({"asked": "C9"}, "is of a contact who is not at A1"),
        ({"favour": None}, "has no favour"),
        ({"outcome": None}, "has no outcome"),
    ],
)
def test_asks_that_cannot_be_true_are_told(changed, fault):
    found = list(ask_faults(_asks(**changed), _contacts(), TODAY))
    assert [key for key, _ in found] == ["F1"] * (fault is not None)
    assert fault is None or fault in found[0][1]


@pytest.mark.parametrize(
    ("ask", "contact", "promoters", "asked", "agreed"),
    [
        ({}, {}, 1, 1, 1),
        ({"asked_on": "2016-06-09"}, {}, 1, 0, 0),
        ({"outcome": "waiting"}, {}, 1, 1, 0),
        ({}, {"recommend": 8.0}, 0, 0, 0),
        ({"asked": "C9"}, {}, 1, 0, 0),
    ],
)
def test_a_promoter_is_activated_from_the_day_of_the_answer(ask, contact, promoters, asked, agreed):
    groups = pd.Series({"A1": "big fans"})
    found = activated(_contacts(**contact), _asks(**ask), groups)
    assert found["promoters"].sum() == promoters
    assert (found["asked"].sum(), found["agreed"].sum()) == (asked, agreed)
    assert found["untouched"].sum() == promoters - asked


def test_a_promoter_asked_twice_counts_once():
    twice = pd.concat([_asks(), _asks(outcome="waiting", asked_on="2016-06-20")])
    found = activated(_contacts(), twice, pd.Series({"A1": "big fans"})).loc["big fans"]
    assert found[["asked", "agreed", "waiting", "days", "untouched"]].tolist() == [1, 1, 1, 0, 0]


def test_favours_are_counted_with_the_revenue_of_accounts_that_agreed():
    asks = pd.concat(
        [_asks(), _asks(), _asks(outcome="declined", account="A2"), _asks(favour="council")]
    )
    found = favours(asks, pd.Series({"A1": 10.0, "A2": 20.0}))
    assert found.index.tolist() == ["reference", "council"]
    row = found.loc["reference"]
    assert row[["asks", "agreed", "declined", "waiting", "accounts"]].tolist() == [3, 2, 1, 0, 1]
    assert row["revenue"] == 10


def test_introductions_come_from_the_account_before_a_sister_account():
    people = [
        ("A1", 9.0, "yes"), ("A1", 6.0, "yes"), ("A1", None, "no"),
        ("A2", 3.0, "yes"), ("A3", None, "yes"), ("A1", 7.0, "yes"),
    ]  # fmt: skip
    contacts = pd.DataFrame(people, columns=["account", "recommend", "decides"])
    parents = pd.Series({"A1": "P1", "A2": "P1", "A3": None})
    found = introductions(contacts, parents)
    assert found.loc[("unhappy", "yes")].tolist() == [2, 1, 1, 0]
    assert found.loc[("unreached", "yes")].tolist() == [1, 0, 0, 1]
    assert found.loc[("unreached", "no")].tolist() == [1, 1, 0, 0]
    assert found.loc[("unhappy", "no")].tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("nps", "answered", "why"),
    [(-1.0, 3, "unhappy"), (0.0, 3, None), (None, 0, "unheard"), (None, 2, None)],
)
def test_paths_lead_to_unhappy_and_unheard_accounts_of_the_parent(nps, answered, why):
    frame = pd.DataFrame(
        {
            "parent": ["P1", "P1", "P1", ""],
            "nps": [30.0, 60.0, nps, -50.0],
            "answered": [3, 3, answered, 4],
            "revenue": 1.0,
            "untapped": 5.0,
        },
        index=["A1", "A2", "A3", "A4"],
    )
    found = paths(frame)
    assert found["to"].tolist() == ["A3"] * (why is not None)
    assert found["why"].tolist() == [why] * (why is not None)
    assert set(found["via"]) <= {"A2"}
    frame.loc[["A1", "A2"], "nps"] = 29.0
    assert paths(frame).empty


def test_a_parent_counts_as_one_customer_and_must_rank_higher_by_spend():
    frame = pd.DataFrame(
        {
            "parent": ["P1", "P1", "", "P2", "P2"],
            "revenue": [10.0, 10.0, 50.0, 60.0, 5.0],
            "total_spend": [100.0, 90.0, 60.0, 70.0, None],
        },
        index=["A1", "A2", "A3", "A4", "A5"],
    )
    found = potential(frame)
    assert found.index.tolist() == ["P1"]
    row = found.loc["P1"]
    assert row.tolist() == [2, 20.0, 190.0, 170.0, 3, 1]
