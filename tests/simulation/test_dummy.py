from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from research.errors import StatisticsError
from research.simulation.dummy import dummy_respondents

GROUPS = {"sector": ["A", "B", "C"], "seniority": ["MD/CEO", "Management"]}


@given(count=st.integers(1, 30), themes=st.integers(1, 6), seed=st.integers(0, 1000))
@settings(max_examples=20, deadline=None)
def test_everybody_ranks_every_theme_once(count: int, themes: int, seed: int) -> None:
    keys = [f"t{number}" for number in range(themes)]
    made = dummy_respondents(keys, GROUPS, count=count, seed=seed)
    ranks = made[[f"rank_{key}" for key in keys]].to_numpy()
    assert (np.sort(ranks, axis=1) == np.arange(1, themes + 1)).all()
    assert made["respondent"].is_unique
    assert len(made) == count


def test_every_group_has_members_when_there_are_enough_respondents() -> None:
    made = dummy_respondents(["t"], GROUPS, count=5, seed=1)
    assert set(made["sector"]) == {"A", "B", "C"}


def test_the_reason_says_that_it_is_a_dummy() -> None:
    assert dummy_respondents(["t"], GROUPS, count=2)["reason"].str.startswith("Dummy").all()


def test_nobody_to_make_up_is_an_error() -> None:
    with pytest.raises(StatisticsError, match="at least one of each"):
        dummy_respondents(["t"], GROUPS, count=0)
