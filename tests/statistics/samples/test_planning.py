from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.errors import StatisticsError
from research.statistics.samples.net_promoter import nps_interval
from research.statistics.samples.planning import plan_mean, plan_nps, plan_share

# Krejcie and Morgan (1970), "Determining sample size for research activities", Educational and
# Psychological Measurement 30:607, table 1: a share of one half within 0.05 at 95%.
KREJCIE_MORGAN = {10: 10, 100: 80, 500: 217, 1_000: 278, 5_000: 357, 10_000: 370, 75_000: 382}


@pytest.mark.parametrize(("population", "published"), KREJCIE_MORGAN.items())
def test_sizes_for_finite_populations_are_those_of_krejcie_and_morgan(population, published):
    found = plan_share(margin=0.05, population=population)
    assert found.exact == pytest.approx(published, abs=0.51)


def test_the_islanders_of_cochran():
    """Cochran (1977), section 4.4: 400 for an endless population, 356 of 3,200 islanders."""
    two_errors = 0.954499736
    assert plan_share(margin=0.05, confidence=two_errors).exact == pytest.approx(400, abs=1e-4)
    assert plan_share(margin=0.05, confidence=two_errors, population=3_200).n == 356


def test_a_mean_needs_the_square_of_its_spread():
    assert plan_mean(15, margin=5).exact == pytest.approx(1.959964**2 * 9, rel=1e-6)
    doubled = plan_mean(30, margin=5).exact
    assert doubled == pytest.approx(4 * plan_mean(15, margin=5).exact)


def test_the_margin_of_a_score_is_that_of_its_wald_interval():
    low, high = nps_interval(50, 30, 20, "wald")
    assert plan_nps(0.5, 0.2, n=100).margin == pytest.approx(float(high - low) / 2)


def test_all_of_a_population_leaves_no_margin():
    assert plan_share(0.3, n=200, population=200).margin == 0


@given(
    share=st.floats(0.02, 0.98),
    margin=st.floats(0.005, 0.3),
    effect=st.floats(0.5, 8),
    population=st.one_of(st.none(), st.floats(20, 1e6)),
    confidence=st.floats(0.5, 0.999),
)
def test_margin_and_answers_give_each_other(share, margin, effect, population, confidence):
    settings = {"confidence": confidence, "design_effect": effect, "population": population}
    found = plan_share(share, margin=margin, **settings)
    if found.exact >= 1:
        assert plan_share(share, n=found.exact, **settings).margin == pytest.approx(margin)
    assert found.n >= found.exact - 1e-6
    assert plan_share(share, margin=margin / 2, **settings).exact >= found.exact
    if population:
        assert found.exact <= population * (1 + 1e-12)


@pytest.mark.parametrize(
    "wrong",
    [
        {"margin": None, "n": None},
        {"margin": 0.05, "n": 100},
        {"margin": 0},
        {"margin": 5},
        {"n": 100, "population": 50},
        {"n": 100, "design_effect": 0},
        {"margin": 0.05, "share": 40},
    ],
)
def test_what_cannot_be_planned_is_said(wrong):
    with pytest.raises(StatisticsError, match="allowed"):
        plan_share(**wrong)


@pytest.mark.parametrize("shares", [(0.7, 0.4), (1, 0), (50, 20)])
def test_shares_of_a_score_that_cannot_be_are_refused(shares):
    with pytest.raises(StatisticsError, match="allowed"):
        plan_nps(*shares, margin=5)


def test_a_clustered_sample_of_the_size_planned_has_the_margin_planned():
    """200 samples of accounts with five alike answers each: design effect 1 + 4 icc."""
    rng, icc = np.random.default_rng(3), 0.4
    effect = 1 + 4 * icc
    accounts = round(plan_mean(1, margin=0.1, design_effect=effect).exact / 5)
    shared = rng.normal(0, np.sqrt(icc), (4_000, accounts))
    means = shared.mean(axis=1) + rng.normal(0, np.sqrt((1 - icc) / 5 / accounts), 4_000)
    assert np.mean(np.abs(means) <= 0.1) == pytest.approx(0.95, abs=0.012)
