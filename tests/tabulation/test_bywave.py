"""Which waves are compared: the one before, and the same period of the year before."""

from __future__ import annotations

import numpy as np
import pytest

from research.tabulation.bywave import compared_with, wave_key
from research.tabulation.pooling import WaveAnswers


def waves(*periods: str) -> list[WaveAnswers]:
    return [
        WaveAnswers(f"w{at}", f"W{at}", None, {}, np.ones(1, dtype=bool), None, period)
        for at, period in enumerate(periods)
    ]


@pytest.mark.parametrize(
    ("periods", "against"),
    [
        (["", "", ""], [(), (0,), (1,)]),
        (["Q1", "Q2", "Q3", "Q4", "Q1", "Q2"], [(), (0,), (1,), (2,), (3, 0), (4, 1)]),
        (["Q1", "Q1", "Q1"], [(), (0,), (1,)]),
        (["Q1", "", "Q1", "", "Q1"], [(), (0,), (1, 0), (2,), (3, 2)]),
    ],
)
def test_a_wave_is_compared_with_the_last_of_its_period(periods, against) -> None:
    assert compared_with(waves(*periods)) == against


def test_columns_are_named_by_the_keys_of_waves() -> None:
    assert [wave_key(wave) for wave in waves("", "")] == ["wave.w0", "wave.w1"]
