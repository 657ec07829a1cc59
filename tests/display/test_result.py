from __future__ import annotations

import math

import numpy as np
import pytest

from research.display.result import Result, significant
from research.errors import StatisticsError


def test_twelve_digits_are_kept() -> None:
    assert significant(100 / 3) == 33.3333333333


@pytest.mark.parametrize("sum_in_another_order", [0.0028098887127429514, 0.0028098887127472882])
def test_what_is_left_of_larger_numbers_shows_no_noise(sum_in_another_order: float) -> None:
    assert Result("a", sum_in_another_order, "score").record("")["value"] == 0.002809888713
    assert significant(-4.4e-16) == 0


def test_small_probabilities_keep_their_digits() -> None:
    assert Result("a", 1.25e-20, "p").record("")["value"] == 1.25e-20


def test_numpy_numbers_become_plain_ones() -> None:
    assert type(significant(np.int64(3))) is int
    assert type(significant(np.float64(2.5))) is float


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_a_result_without_a_value_is_refused(value: float) -> None:
    with pytest.raises(StatisticsError, match=r"overall\.farming\.top3"):
        Result("overall.farming.top3", value, "percent")
