"""What made-up account teams note holds nothing that cannot be true, whatever the seed."""

from __future__ import annotations

import pandas as pd
import pytest

from research.frameworks.briefs import KINDS, brief_faults
from research.simulation.briefs import made_up_briefs

ACCOUNTS = pd.DataFrame(
    {
        "account": [f"A{number:04d}" for number in range(1, 61)],
        "industry": ["Banking", "Insurance", "Manufacturing", "Public Sector", "Retail"] * 12,
        "revenue_this_year": range(1_000, 61_000, 1_000),
    }
)


@pytest.mark.parametrize("seed", range(5))
def test_made_up_notes_are_sound_and_of_the_largest_accounts(seed):
    frame = made_up_briefs(ACCOUNTS, seed=seed).set_index("id").replace("", None)
    assert list(brief_faults(frame)) == []
    assert set(frame["kind"]) == set(KINDS)
    assert set(frame["account"]) <= set(ACCOUNTS["account"].tail(24))
    assert (frame.loc[frame["state"].isin(["reached", "missed"]), "due"] < "2016-07-01").all()


def test_a_seed_gives_the_same_notes_and_another_gives_others():
    first, again, other = (made_up_briefs(ACCOUNTS, seed=seed) for seed in (1, 1, 2))
    assert first.equals(again)
    assert not first.equals(other)
