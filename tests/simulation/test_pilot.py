"""The made-up pilot has two arms and two times, and finds what is planted."""

from __future__ import annotations

import pandas as pd

from research.frameworks.pilot import changed
from research.simulation.pilot import LIFT, made_up_pilot, pilot_accounts

ACCOUNTS = [f"A{number:04d}" for number in range(1, 601)]


def test_arms_are_as_large_and_have_no_account_in_common():
    ours, others = pilot_accounts(ACCOUNTS, seed=1)
    assert len(ours) == len(others) == 120
    assert not set(ours) & set(others)


def test_the_planted_lift_is_inside_its_interval_and_no_lift_is_not_found():
    for lift in (LIFT, 0.0):
        frame = made_up_pilot(ACCOUNTS, seed=3, lift=lift)
        found = changed(
            frame["recommend"].astype(float),
            frame["arm"] == "pilot",
            frame["period"] == "after",
            frame["account"],
        )
        # The scale ends at 10, which takes a little off.
        assert found["low"] < lift < found["high"] + 0.1
        assert (found["low"] > 0) == (lift > 0)


def test_the_same_seed_gives_the_same_answers():
    pd.testing.assert_frame_equal(made_up_pilot(ACCOUNTS, seed=5), made_up_pilot(ACCOUNTS, seed=5))
