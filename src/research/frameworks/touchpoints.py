"""Experience with touchpoints, period by period, held against control limits."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
import pandas as pd

from research.frameworks.control import individuals_chart, mean_chart, share_chart

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Kind", "Standing", "charted", "periods_of", "standing"]

Kind = Literal["mean", "share", "individuals"]


class Standing(NamedTuple):
    """What one chart comes to.

    Parameters
    ----------
    answers : ratings.
    centre, last : of all, and the last value shown; missing where none is.
    shown, limited : periods that are shown, and those of them that have limits.
    beyond : periods outside of their limits.
    furthest : place of the one furthest outside, from 0.
    """

    answers: int
    centre: float
    last: float
    shown: int
    limited: int
    beyond: int
    furthest: int | None


_FREQUENCIES = {"week": "W-SUN", "month": "M", "quarter": "Q"}


def periods_of(days: pd.Series, period: str) -> pd.PeriodIndex:
    """Give all periods from the first day to the last, those without an answer too.

    Parameters
    ----------
    days : of answers.
    period : ``week`` (from Monday), ``month`` or ``quarter``.
    """
    frequency = _FREQUENCIES[period]
    return pd.period_range(days.min(), days.max(), freq=frequency)


def charted(
    frame: pd.DataFrame,
    periods: pd.PeriodIndex,
    *,
    kind: Kind = "mean",
    low: float | None = None,
    least: int = 1,
    fewest: int = 12,
) -> pd.DataFrame:
    """Hold the ratings of one touchpoint, period by period, against control limits.

    Parameters
    ----------
    frame : ``day, rating``, one row an experience.
    periods : of `periods_of`.
    kind : means with limits that follow their bases, shares of low ratings, or means as single
        values.
    low : with ``share``: the highest rating that is low.
    least : a period of fewer answers is not shown, and is not said to lie outside.
    fewest : with fewer periods shown there are no limits.

    Returns
    -------
    One row a period: ``base, value, centre, low, high, beyond``; shares and their limits in per
    cent. What is not shown counts into centre and spread all the same, but for single values.
    """
    held = frame.dropna(subset=["day", "rating"])
    at = held["day"].dt.to_period(periods.freqstr)
    samples = [held.loc[at == one, "rating"].to_numpy(dtype=float) for one in periods]
    bases = [len(sample) for sample in samples]
    shown = [base >= least for base in bases]
    found = _limits(samples, shown, kind, low)
    found["base"] = bases
    found.index = periods
    found.loc[[not one for one in shown], ["value", "low", "high"]] = float("nan")
    if sum(shown) < fewest:
        found[["low", "high"]] = float("nan")
    found["beyond"] &= found["low"].notna()
    return found


def _limits(
    samples: Sequence[Sequence[float]], shown: Sequence[bool], kind: Kind, low: float | None
) -> pd.DataFrame:
    if kind == "share" and any(len(sample) for sample in samples):
        bound = float("-inf") if low is None else low
        counts = [sum(value <= bound for value in sample) for sample in samples]
        found = share_chart(counts, [len(sample) for sample in samples])
        return found.assign(**{name: 100 * found[name] for name in ("value", "centre", *_ENDS)})
    means = [
        sum(sample) / len(sample) if one else float("nan")
        for sample, one in zip(samples, shown, strict=True)
    ]
    follow = any(one and other for one, other in pairwise(shown))
    if kind == "individuals" and follow:
        return individuals_chart(means)
    if kind == "mean" and any(len(sample) > 1 for sample in samples):
        return mean_chart(samples)
    every = [value for sample in samples for value in sample]
    return _bare(means, sum(every) / len(every) if every else float("nan"))


_ENDS = ("low", "high")


def _bare(means: Sequence[float], centre: float) -> pd.DataFrame:
    """Means without limits, round that of all."""
    found = pd.DataFrame({"base": 0, "value": pd.Series(means, dtype=float)})
    return found.assign(centre=centre, low=float("nan"), high=float("nan"), beyond=False)


def standing(chart: pd.DataFrame) -> Standing:
    """Say how many periods a chart shows and how many lie outside, and which of them furthest.

    Parameters
    ----------
    chart : of `charted`.
    """
    known = chart["value"].dropna()
    out = np.flatnonzero(chart["beyond"])
    reach = ((chart["high"] - chart["low"]) / 2).to_numpy()[out]
    far = (chart["value"] - chart["centre"]).abs().to_numpy()[out] / reach
    return Standing(
        answers=int(chart["base"].sum()),
        centre=float(chart["centre"].iloc[0]),
        last=float(known.iloc[-1]) if len(known) else float("nan"),
        shown=len(known),
        limited=int(chart["low"].notna().sum()),
        beyond=len(out),
        furthest=int(out[far.argmax()]) if len(out) else None,
    )
