"""What a programme returns: published examples, both sides of each rule, and draws by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.errors import StatisticsError
from research.frameworks.roi import (
    INPUTS,
    Flows,
    Input,
    Portfolio,
    flows,
    lifetime_value,
    likely,
    net_present_value,
    payback,
    placed,
    return_on_cost,
    simulate,
    tornado,
)

PORTFOLIO = Portfolio(revenue=1_000, renewal=0.6, growth=0.0, deciding=1.0, years=2)
FIXED = {
    "outlay": 500, "running": 100, "accounts": 10, "moved": 0.5, "renewal": 0.2, "growth": 0.0,
    "attributable": 1.0, "lasting": 1.0, "margin": 0.5, "discount": 0.0,
}  # fmt: skip


def fixed(**other: Input) -> dict[str, Input]:
    """Inputs of one value each, but for those that are named."""
    return {name: Input(value, value, value) for name, value in FIXED.items()} | other


# The two examples in the documentation of numpy-financial's npv, and the one of Excel's NPV.
@pytest.mark.parametrize(
    ("rate", "cash", "value"),
    [
        (0.281, [-100, 39, 59, 55, 20], -0.0084785916),
        (0.08, [-40_000, 5_000, 8_000, 12_000, 30_000], 3_065.22267),
        (0.1, [0, -10_000, 3_000, 4_200, 6_800], 1_188.44),
    ],
)
def test_the_present_value_is_that_of_published_examples(rate, cash, value):
    assert float(net_present_value(np.array(cash, dtype=float), rate)) == pytest.approx(
        value, rel=5e-6
    )


def test_each_row_is_discounted_at_its_own_rate():
    cash = np.array([[0.0, 110], [0, 110]])
    assert net_present_value(cash, np.array([0.1, 0.0])).tolist() == pytest.approx([100, 110])


@pytest.mark.parametrize(
    ("cash", "years"),
    [
        ([-100, 100], 1.0),
        ([-100, 99.99], np.inf),
        ([-100, 100.01], pytest.approx(0.9999, abs=1e-6)),
        ([-100, 50, 25, 50], 2.5),
        ([-100, 120, -60], pytest.approx(100 / 120)),
        ([0, -5, 10], 0.0),
        # A tenth is no binary number: three of them are three tenths all the same.
        ([-0.3, 0.1, 0.1, 0.1], 3.0),
    ],
)
def test_the_payback_is_the_first_time_that_cash_adds_up_to_nought(cash, years):
    assert float(payback(np.array(cash, dtype=float))) == years


def test_the_cash_of_a_small_programme_by_hand():
    # Of 1,000 a year 600 are kept without it and 800 with it, then 360 and 640; half is margin.
    found = flows(likely(fixed()), PORTFOLIO)
    assert found.gain.tolist() == pytest.approx([0, 5 * 0.5 * 200, 5 * 0.5 * 280])
    assert found.cost.tolist() == [500, 100, 100]
    assert float(return_on_cost(found, 0.0)) == pytest.approx(1_200 / 700 - 1)


def test_half_an_effect_is_left_a_year_later():
    values = {**likely(fixed()), "lasting": 0.5}
    # 800 in the first year, of which 600 + 100 of 1,000 stay in the second.
    assert flows(values, PORTFOLIO).gain.tolist() == pytest.approx([0, 500, 2.5 * (560 - 360)])


def test_growth_moves_revenue_that_stays():
    values = {**likely(fixed()), "renewal": 0.0, "growth": 0.1}
    assert flows(values, PORTFOLIO).gain.tolist() == pytest.approx(
        [0, 2.5 * 60, 2.5 * (435.6 - 360)]
    )


@pytest.mark.parametrize(("effect", "kept"), [(0.4, 1.0), (0.5, 1.0), (0.39, 0.99), (-0.7, 0.0)])
def test_no_more_renew_than_all_and_no_fewer_than_none(effect, kept):
    values = {**likely(fixed()), "renewal": effect}
    assert flows(values, PORTFOLIO).gain[1] == pytest.approx(2.5 * (1_000 * kept - 600))


def test_only_accounts_that_decide_can_be_lost():
    half = Portfolio(revenue=1_000, renewal=0.6, growth=0.0, deciding=0.5, years=1)
    assert flows(likely(fixed()), half).gain[1] == pytest.approx(2.5 * (900 - 800))


def test_the_gain_is_the_difference_of_the_lifetime_values_of_those_who_move():
    values = {**likely(fixed()), "discount": 0.08, "attributable": 0.6}
    apart = lifetime_value(values, PORTFOLIO, moved=True) - lifetime_value(
        values, PORTFOLIO, moved=False
    )
    gain = net_present_value(flows(values, PORTFOLIO).gain, 0.08)
    assert float(gain) == pytest.approx(10 * 0.5 * 0.6 * float(apart))


def test_what_costs_nothing_has_no_return():
    free = Flows(np.zeros(3), np.ones(3))
    with pytest.raises(StatisticsError, match="costs nothing"):
        return_on_cost(free, 0.1)


def test_inputs_of_one_value_give_every_draw_the_same():
    frame, held = simulate(fixed(), PORTFOLIO, draws=50, seed=1)
    assert frame.nunique().eq(1).all()
    assert frame["value"].iloc[0] == pytest.approx(500)
    assert held[0].tolist() == pytest.approx([-500, -100, 500])


def test_draws_have_the_mean_and_the_limits_of_their_distributions():
    # The value is 1,200 x moved / 0.5 - 700, and the effect on renewal moves it as well.
    wide = fixed(moved=Input(0.5, 0.2, 0.8), margin=Input(0.5, 0.2, 0.5))
    frame, _ = simulate(wide, PORTFOLIO, draws=20_000, seed=3)
    # Means of triangular distributions: a third of the sum of their three points.
    assert frame["gain"].mean() == pytest.approx(1_200 * (0.5 / 0.5) * (0.4 / 0.5), rel=0.01)
    assert frame["gain"].between(1_200 * 0.4 * 0.4, 1_200 * 1.6).all()
    normal = fixed(renewal=Input(0.1, 0.02, 0.18, "normal"))
    short = Portfolio(revenue=1_000, renewal=0.5, growth=0.0, deciding=1.0, years=1)
    gains = simulate(normal, short, draws=20_000, seed=3)[0]["gain"] / 2_500
    assert gains.quantile([0.025, 0.975]).tolist() == pytest.approx([0.02, 0.18], abs=0.004)


def test_a_seed_gives_the_same_draws_and_another_gives_others():
    wide = fixed(moved=Input(0.5, 0.2, 0.8))
    first, again, other = (simulate(wide, PORTFOLIO, draws=20, seed=seed)[0] for seed in (4, 4, 5))
    assert first.equals(again)
    assert not first.equals(other)


def test_the_input_that_moves_the_value_most_comes_first():
    wide = fixed(
        outlay=Input(500, 450, 550), moved=Input(0.5, 0.4, 0.6), discount=Input(0.0, 0.0, 0.0)
    )
    found = tornado(wide, PORTFOLIO)
    assert found.index.tolist() == ["moved", "outlay"]
    assert found.loc["outlay"].tolist() == pytest.approx([550, 450, 100])
    assert found.loc["moved"].tolist() == pytest.approx([260, 740, 480])


@pytest.mark.parametrize(
    ("actual", "where"),
    [(-0.01, "below"), (0, "within"), (5, "within"), (10, "within"), (10.01, "above")],
)
def test_the_ends_of_a_range_are_within_it(actual, where):
    assert placed(actual, 0, 10) == where


@given(
    st.fixed_dictionaries({name: st.floats(0.01, 0.99) for name in INPUTS}),
    st.integers(1, 8),
)
def test_more_margin_is_never_worth_less_and_more_cost_never_more(values, years):
    portfolio = Portfolio(revenue=100, renewal=0.5, growth=0.02, deciding=0.8, years=years)
    worth = [
        float(net_present_value(flows(one, portfolio).net, one["discount"]))
        for one in (values, {**values, "margin": 1.0}, {**values, "running": 1.0})
    ]
    assert worth[2] <= worth[0] + 1e-9
    assert worth[0] <= worth[1] + 1e-9
