"""Account planning in a parameter file: what is allowed, at the edges."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from research.edition.planning import Operations, Pilot, Planning

PILOT = {"name": "the pilot", "outcome": "likely", "period": "period"}


def test_a_pilot_tells_its_accounts_in_one_way():
    assert Pilot(**PILOT, arm="arm").accounts == []
    assert Pilot(**PILOT, accounts=["A1"]).arm == ""
    for both in ({}, {"arm": "arm", "accounts": ["A1"]}):
        with pytest.raises(ValidationError, match="either 'arm' or 'accounts'"):
            Pilot(**PILOT, **both)


def test_before_and_after_differ():
    with pytest.raises(ValidationError, match="they must differ"):
        Pilot(**PILOT, arm="arm", before="now", after="now")


@pytest.mark.parametrize(
    ("model", "key", "allowed", "refused"),
    [
        (Planning, "revenue_within", [0.1, 50], [0, 50.1]),
        (Planning, "wallet_within", [0.1, 50], [0, 50.1]),
        (Planning, "stronghold", [0.1, 100], [0, 100.1]),
        (Operations, "days", [1, 730], [0, 731]),
    ],
)
def test_cuts_have_their_ends(model, key, allowed, refused):
    for value in allowed:
        assert getattr(model(**{key: value}), key) == value
    for value in refused:
        with pytest.raises(ValidationError, match=key):
            model(**{key: value})
