from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.power import TTestIndPower

from research.errors import StatisticsError
from research.statistics.samples.power import (
    plan_mean_difference,
    plan_nps_difference,
    plan_share_difference,
)

# Cohen (1988), table 2.4.1, and Cohen (1992), "A power primer", Psychological Bulletin 112:155,
# table 2: answers in each of two samples, 0.80 power, both sides.
COHEN = {(0.2, 0.95): 393, (0.5, 0.95): 64, (0.8, 0.95): 26, (0.2, 0.99): 586, (0.5, 0.99): 95}


@pytest.mark.parametrize(("effect", "published"), COHEN.items())
def test_samples_for_two_means_are_those_of_cohen(effect, published):
    d, confidence = effect
    found = plan_mean_difference(d, 1, power=0.8, confidence=confidence)
    # His tables were read off and may round either way.
    assert abs(found.first - published) <= 1
    assert found.effect == d


def test_two_shares_are_those_of_r():
    """R's help on power.prop.test: n = 76.7, and a power of 0.740 with 50."""
    assert plan_share_difference(0.5, 0.75, power=0.9).exact == pytest.approx(76.7, abs=0.05)
    assert plan_share_difference(0.5, 0.75, n=50).power == pytest.approx(0.740, abs=5e-4)


def test_two_means_are_those_of_r():
    """R's help on power.t.test: power 0.8689528 with 20, and n = 22.02110 for 0.90.

    R leaves out the chance to find the difference on the wrong side, here two in ten millions.
    """
    assert plan_mean_difference(1, 1, n=20).power == pytest.approx(0.8689528, abs=3e-7)
    assert plan_mean_difference(1, 1, power=0.9).exact == pytest.approx(22.02110, abs=5e-5)


@pytest.mark.parametrize("ratio", [0.5, 1, 3])
def test_unequal_samples_are_those_of_statsmodels(ratio):
    found = plan_mean_difference(0.4, 1, n=60, ratio=ratio)
    assert found.power == pytest.approx(TTestIndPower().power(0.4, 60, 0.05, ratio))


def test_the_power_for_two_scores_is_what_simulation_finds():
    rng, n = np.random.default_rng(8), 500
    counts = [rng.multinomial(n, p, 20_000) / n for p in ((0.5, 0.3, 0.2), (0.4, 0.35, 0.25))]
    scores = [each[:, 0] - each[:, 2] for each in counts]
    errors = [(c[:, 0] + c[:, 2] - s**2) / n for c, s in zip(counts, scores, strict=True)]
    found = np.mean(np.abs(scores[0] - scores[1]) > 1.959964 * np.sqrt(sum(errors)))
    assert plan_nps_difference((0.5, 0.2), (0.4, 0.25), n=n).power == pytest.approx(found, abs=0.01)


def test_a_design_effect_is_so_many_times_the_answers():
    plain = plan_share_difference(0.5, 0.6, power=0.8)
    twice = plan_share_difference(0.5, 0.6, power=0.8, design_effect=2)
    assert twice.exact == pytest.approx(2 * plain.exact)


def test_a_small_population_needs_fewer():
    whole = plan_share_difference(0.5, 0.6, power=0.8).first
    small = plan_share_difference(0.5, 0.6, power=0.8, population=500)
    assert small.first < min(whole, 500)
    assert plan_share_difference(0.5, 0.6, n=500, population=500).power == pytest.approx(1)


@settings(max_examples=40)
@given(
    first=st.floats(0.05, 0.95),
    second=st.floats(0.05, 0.95),
    power=st.floats(0.2, 0.99),
    ratio=st.floats(0.3, 3),
    effect=st.floats(0.8, 4),
)
def test_power_and_answers_give_each_other(first, second, power, ratio, effect):
    if abs(first - second) < 0.01:
        return
    given_ = {"ratio": ratio, "design_effect": effect}
    found = plan_share_difference(first, second, power=power, **given_)
    assert found.power >= power - 1e-6
    if found.exact > 2:
        assert found.power == pytest.approx(power, abs=1e-6)
        again = plan_share_difference(first, second, n=found.exact, **given_)
        assert again.power == pytest.approx(power, abs=1e-6)
    assert found.second >= ratio * found.exact - 1e-6


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"n": 50, "power": 0.8},
        {"power": 80},
        {"n": 1},
        {"n": 100, "population": 50},
        {"power": 0.8, "ratio": 0},
    ],
)
def test_what_cannot_be_planned_is_said(wrong):
    with pytest.raises(StatisticsError, match="allowed"):
        plan_share_difference(0.5, 0.6, **wrong)


def test_no_difference_has_no_sample_that_finds_it():
    with pytest.raises(StatisticsError, match="no difference to find"):
        plan_share_difference(0.5, 0.5, power=0.8)
    with pytest.raises(StatisticsError, match="the difference is small"):
        plan_share_difference(0.5, 0.5 + 1e-7, power=0.8)
