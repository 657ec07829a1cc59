"""The made-up action register holds nothing that cannot be true, whatever the seed."""

from __future__ import annotations

import pandas as pd
import pytest

from research.frameworks.actions import register_faults
from research.simulation.actions import made_up_actions

ACCOUNTS = [f"A{number:04d}" for number in range(1, 101)]


@pytest.mark.parametrize("seed", range(5))
def test_made_up_actions_are_sound(seed):
    frame = made_up_actions(ACCOUNTS, seed=seed).set_index("id")
    days = {name: pd.to_datetime(frame[name]) for name in ("due", "opened", "closed")}
    assert list(register_faults(frame.assign(**days), pd.Timestamp("2016-07-01"))) == []
    assert frame["account"].nunique() == 60
    assert set(frame["status"]) == {"open", "under way", "done"}


def test_a_seed_gives_the_same_actions_and_another_gives_others():
    first, again, other = (made_up_actions(ACCOUNTS, seed=seed) for seed in (1, 1, 2))
    assert first.equals(again)
    assert not first.equals(other)
