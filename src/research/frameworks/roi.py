"""What a programme for accounts returns: cash by year, its present value, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd
from scipy.special import ndtri

from research.errors import StatisticsError
from research.statistics.samples.intervals import normal_quantile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = [
    "INPUTS",
    "Flows",
    "Input",
    "Portfolio",
    "flows",
    "lifetime_value",
    "likely",
    "net_present_value",
    "payback",
    "placed",
    "return_on_cost",
    "simulate",
    "tornado",
]

INPUTS = (
    *("outlay", "running", "accounts", "moved", "renewal", "growth"),
    *("attributable", "lasting", "margin", "discount"),
)
"""Names of what a model takes, in the order in which draws are made of them."""


@dataclass(frozen=True)
class Input:
    """One input: its likely value and how far it may be from it.

    Parameters
    ----------
    likely : value.
    low, high : the least and the most thought possible of a triangular input; limits of the
        interval of a normal one.
    drawn : how it is drawn; what has one value is not.
    """

    likely: float
    low: float
    high: float
    drawn: Literal["triangular", "normal"] = "triangular"

    @property
    def open(self) -> bool:
        """Whether it has more than one value."""
        return self.high > self.low


@dataclass(frozen=True)
class Portfolio:
    """What accounts are and do without the programme.

    Parameters
    ----------
    revenue : of one account in the year before the first.
    renewal : share of the accounts that decide which renew.
    growth : of the revenue of one that stays, in a year, as a proportion.
    deciding : share of the accounts that decide in a year.
    years : for which the programme is appraised.
    """

    revenue: float
    renewal: float
    growth: float
    deciding: float
    years: int


@dataclass(frozen=True)
class Flows:
    """Costs and gains, undiscounted; the last axis is the years from 0, the day it begins."""

    cost: Floats
    gain: Floats

    @property
    def net(self) -> Floats:
        """Gains less costs."""
        return self.gain - self.cost


def likely(inputs: Mapping[str, Input]) -> dict[str, float]:
    """Give the likely value of each input."""
    return {name: inputs[name].likely for name in INPUTS}


def lifetime_value(
    values: Mapping[str, float | Floats], portfolio: Portfolio, *, moved: bool
) -> Floats:
    """Give what one account leaves over the years, discounted to the day the programme begins.

    Parameters
    ----------
    values : of `INPUTS`, numbers or arrays of one length.
    portfolio : what accounts do without the programme.
    moved : whether with the effects of the programme, or without.

    Notes
    -----
    A customer's margin, retained and discounted year by year (Berger and Nasr 1998, Journal of
    Interactive Marketing 12:17), cut off after the last year.
    """
    left = np.asarray(values["margin"])[..., None] * _revenue(values, portfolio, moved=moved)
    return net_present_value(_from_year_0(left), values["discount"])


def _revenue(values: Mapping[str, float | Floats], portfolio: Portfolio, *, moved: bool) -> Floats:
    """Revenue of one account in each year from 1, what is lost by then left out."""
    ages = np.arange(portfolio.years)
    held = np.asarray(values["lasting"], dtype=float)[..., None] ** ages
    effects = [np.asarray(values[name])[..., None] * held * moved for name in ("renewal", "growth")]
    renewal = np.clip(portfolio.renewal + effects[0], 0, 1)
    stays = 1 - portfolio.deciding * (1 - renewal)
    grows = np.maximum(1 + portfolio.growth + effects[1], 0)
    return np.asarray(portfolio.revenue * np.cumprod(stays * grows, axis=-1), dtype=float)


def _from_year_0(later: Floats) -> Floats:
    """Years from 1 with nothing in year 0 before them."""
    return np.concatenate([np.zeros_like(later[..., :1]), later], axis=-1)


def flows(values: Mapping[str, float | Floats], portfolio: Portfolio) -> Flows:
    """Give costs and gains of each year.

    Accounts that are reached, moved and put down to the programme earn the margin on the revenue
    that they bring more than without it: because more of them stay, and because they grow.

    Parameters
    ----------
    values : of `INPUTS`, numbers or arrays of one length.
    portfolio : what accounts do without the programme.

    Returns
    -------
    Arrays of the values' shape with a last axis of ``years + 1``.
    """
    told = np.asarray(
        np.asarray(values["accounts"]) * values["moved"] * values["attributable"] * values["margin"]
    )
    more = _revenue(values, portfolio, moved=True) - _revenue(values, portfolio, moved=False)
    gain = _from_year_0(told[..., None] * more)
    cost = np.empty_like(gain)
    cost[...] = np.asarray(values["running"], dtype=float)[..., None]
    cost[..., 0] = values["outlay"]
    return Flows(cost, gain)


def net_present_value(cash: Floats, rate: float | Floats) -> Floats:
    """Discount cash to year 0 and add it up.

    Parameters
    ----------
    cash : last axis the years from 0, which is not discounted.
    rate : a year, above -1; a number or one for each row.

    Examples
    --------
    >>> cash = np.array([-40_000.0, 5_000, 8_000, 12_000, 30_000])
    >>> round(float(net_present_value(cash, 0.08)), 5)
    3065.22267
    """
    years = np.arange(np.shape(cash)[-1])
    factors = (1 + np.asarray(rate, dtype=float)[..., None]) ** -years
    return np.asarray((cash * factors).sum(axis=-1), dtype=float)


def return_on_cost(found: Flows, rate: float | Floats) -> Floats:
    """Give what is left of the gains behind the costs, as a share of these; both discounted.

    Raises
    ------
    StatisticsError
        When something costs nothing.
    """
    cost = net_present_value(found.cost, rate)
    if (cost <= 0).any():
        msg = "a programme that costs nothing has no return on its cost"
        raise StatisticsError(msg)
    return np.asarray(net_present_value(found.gain, rate) / cost - 1, dtype=float)


def payback(cash: Floats) -> Floats:
    """Give the years after which cash has first added up to nought or more; undiscounted.

    Within a year cash comes evenly. What never does is infinite.

    Parameters
    ----------
    cash : last axis the years from 0.

    Examples
    --------
    >>> payback(np.array([[-100.0, 60, 80], [-100, 50, 50], [-100, 50, 49], [0, 1, 1]]))
    array([1.5, 2. , inf, 0. ])
    """
    held = np.cumsum(cash, axis=-1)
    # What adds up to nought only but for rounding is paid back.
    paid = held >= -1e-9 * np.abs(cash).max(axis=-1, keepdims=True)
    year = np.argmax(paid, axis=-1)
    at = year[..., None]
    before = np.take_along_axis(held, np.maximum(at - 1, 0), axis=-1)[..., 0]
    during = np.take_along_axis(cash, at, axis=-1)[..., 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        needed = np.minimum(-before / during, 1.0)
    when = np.where(year > 0, year - 1 + needed, 0.0)
    return np.asarray(np.where(paid.any(axis=-1), when, np.inf), dtype=float)


def simulate(
    inputs: Mapping[str, Input],
    portfolio: Portfolio,
    *,
    draws: int = 10_000,
    seed: int = 0,
    confidence: float = 0.95,
) -> tuple[pd.DataFrame, Floats]:
    """Draw all inputs at once, independently of each other, and appraise each draw.

    Parameters
    ----------
    inputs : by the names in `INPUTS`.
    portfolio : what accounts do without the programme.
    draws : how many.
    seed : of numpy's default generator.
    confidence : of the intervals that normal inputs come with.

    Returns
    -------
    One row a draw with ``value`` (net present), ``gain`` and ``cost`` (present), ``return``,
    ``payback`` (years), ``as_is`` and ``moved`` (lifetime value of one account); and the cash
    added up to the end of each year, a row a draw.
    """
    chances = np.random.default_rng(seed).random((draws, len(INPUTS)))
    values = {
        name: _drawn(inputs[name], chances[:, place], confidence)
        for place, name in enumerate(INPUTS)
    }
    found, rate = flows(values, portfolio), values["discount"]
    gain, cost = (net_present_value(cash, rate) for cash in (found.gain, found.cost))
    frame = pd.DataFrame(
        {
            "value": gain - cost,
            "gain": gain,
            "cost": cost,
            "return": return_on_cost(found, rate),
            "payback": payback(found.net),
            "as_is": lifetime_value(values, portfolio, moved=False),
            "moved": lifetime_value(values, portfolio, moved=True),
        }
    )
    return frame, np.cumsum(found.net, axis=-1)


def _drawn(one: Input, chances: Floats, confidence: float) -> Floats:
    """Values of an input at these chances of a smaller one."""
    if not one.open:
        return np.full(len(chances), one.likely)
    if one.drawn == "normal":
        error = (one.high - one.low) / (2 * normal_quantile(confidence))
        return np.asarray(one.likely + error * ndtri(chances), dtype=float)
    reach = one.high - one.low
    turn = (one.likely - one.low) / reach
    rising = one.low + reach * np.sqrt(chances * turn)
    falling = one.high - reach * np.sqrt((1 - chances) * (1 - turn))
    return np.where(chances < turn, rising, falling)


def tornado(inputs: Mapping[str, Input], portfolio: Portfolio) -> pd.DataFrame:
    """Give the net present value with each input in turn at its least and at its most.

    Returns
    -------
    One row an input that has more than one value, the one that moves the value most first:
    ``at_low`` and ``at_high`` (net present value with the input there and all others likely) and
    ``swing`` (their distance). Equal swings stand in the order of `INPUTS`.
    """
    rows = {}
    for name in INPUTS:
        if inputs[name].open:
            ends = [
                _value({**likely(inputs), name: end}, portfolio)
                for end in (inputs[name].low, inputs[name].high)
            ]
            rows[name] = {
                "at_low": ends[0],
                "at_high": ends[1],
                "swing": abs(ends[1] - ends[0]),
            }
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=["at_low", "at_high", "swing"])
    return frame.sort_values("swing", ascending=False, kind="stable").rename_axis("input")


def _value(values: Mapping[str, float | Floats], portfolio: Portfolio) -> float:
    return float(net_present_value(flows(values, portfolio).net, values["discount"]))


def placed(actual: float, low: float, high: float) -> Literal["below", "within", "above"]:
    """Say where what came about lies beside the range of a model; its ends are within it."""
    if actual < low:
        return "below"
    return "above" if actual > high else "within"
