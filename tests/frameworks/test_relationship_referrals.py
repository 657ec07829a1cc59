"""Whom to ask for what: each condition held and not."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from research.frameworks.relationship_referrals import (
    ASKS,
    ask_words,
    referrals,
    referrals_summary,
)

USUAL = {
    "recommend": 9, "decides": "yes", "category": "ambassador", "parent": "P1", "agreed": True,
    "commented": True,
}  # fmt: skip


def asked(**given: Any) -> list[str]:
    """What the one contact could be asked for, whose account has a sister unless said."""
    one = {**USUAL, **given}
    contacts = pd.DataFrame(
        [{"contact": "C1", "account": "A", "role": "Buyer", "recommend": one["recommend"],
          "decides": one["decides"]}]
    )  # fmt: skip
    found = referrals(
        contacts,
        pd.Series({"A": one["category"], "B": "rational"}),
        pd.Series({"A": one["parent"], "B": "P1"}),
        pd.Series([one["agreed"]]),
        pd.Series([one["commented"]]),
    )
    return [name for name in ASKS if len(found) and found[name].iloc[0]]


@pytest.mark.parametrize(
    ("given", "asks"),
    [
        ({}, ["division", "testimonial", "speaker"]),
        ({"recommend": 10}, ["division", "testimonial", "speaker"]),
        ({"recommend": 8}, []),
        ({"recommend": None}, []),
        ({"category": "rational"}, []),
        ({"category": None}, []),
        ({"agreed": False}, []),
        ({"parent": "P2"}, ["testimonial", "speaker"]),
        ({"parent": None}, ["testimonial", "speaker"]),
        ({"commented": False}, ["division", "speaker"]),
        ({"decides": "no"}, ["division", "testimonial"]),
        ({"decides": "no", "commented": False, "parent": ""}, []),
    ],
)
def test_each_ask_has_its_condition(given, asks):
    assert asked(**given) == asks


def test_people_and_accounts_are_counted_once_for_any():
    listed = pd.DataFrame(
        {
            "account": ["A", "A", "B"],
            "division": [True, False, False],
            "testimonial": [True, True, False],
            "speaker": [False, False, True],
        }
    )
    found = referrals_summary(listed)
    assert found.loc["testimonial"].tolist() == [2, 1]
    assert found.loc["any"].tolist() == [3, 2]
    assert list(found.index) == list(ask_words())
