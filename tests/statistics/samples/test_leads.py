from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.errors import StatisticsError
from research.statistics.samples.intervals import wilson
from research.statistics.samples.leads import answers_behind, lead_limits
from research.statistics.samples.trinomial import difference_limits


def test_shares_of_one_choice_are_promoters_and_detractors():
    assert lead_limits(0.45, 0.30, 200) == difference_limits(90, 50, 60, "score", 1.959963984540054)


def test_a_narrow_lead_of_few_is_none():
    low, high = lead_limits(0.45, 0.41, 200)
    assert low < 0 < high


def test_shares_that_must_overlap_differ_in_less_than_their_sum():
    # 90% and 80% of 100: at least 70 chose both, so at most 20 and 10 chose one of them.
    assert lead_limits(0.9, 0.8, 100) == pytest.approx(
        difference_limits(20, 70, 10, "score", 1.959963984540054)
    )


@given(st.integers(1, 60), st.integers(1, 60), st.integers(0, 60), st.integers(0, 60))
def test_no_overlap_makes_wider_limits_than_the_least(
    only_first: int, only_second: int, both: int, neither: int
) -> None:
    n = only_first + only_second + both + neither
    known = difference_limits(only_first, both + neither, only_second, "score", 1.959963984540054)
    told = lead_limits((only_first + both) / n, (only_second + both) / n, n)
    assert told[0] <= known[0] + 1e-9
    assert told[1] >= known[1] - 1e-9


def test_the_first_of_equal_shares_is_seldom_called_ahead():
    rng = np.random.default_rng(1987)
    drawn = np.sort(rng.multinomial(150, [0.2] * 5, size=4000), axis=1) / 150
    low, _ = lead_limits(drawn[:, -1], drawn[:, -2], 150)
    assert (low > 0).mean() < 0.05


@pytest.mark.parametrize(("count", "n"), [(0, 40), (40, 40), (7, 40), (20, 40), (39, 40)])
def test_an_interval_gives_back_the_answers_that_it_was_made_of(count: int, n: int) -> None:
    assert answers_behind(count / n, *wilson(count, n)) == pytest.approx(n)


def test_an_interval_without_width_is_worth_any_number():
    assert answers_behind(0.5, 0.5, 0.5) == float("inf")


@pytest.mark.parametrize("wrong", [(45, 30, 200), (0.5, -0.1, 200), (0.5, 0.4, -1)])
def test_percentages_and_bases_below_nothing_are_refused(wrong: tuple[float, ...]) -> None:
    with pytest.raises(StatisticsError, match="allowed: shares from 0 to 1"):
        lead_limits(*wrong)
