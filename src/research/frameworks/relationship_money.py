"""What accounts bring and cost by the category of their relationship, and how surely."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import stats

from research.frameworks.relationship import CATEGORIES
from research.statistics.samples.estimates import survey_ratio

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MEASURES", "money_by_category"]

MEASURES = ("growth", "renewal", "cost")
"""What is estimated, in percent; cost is left out where no column tells it."""
# Families of accounts that an error between them needs.
_FEWEST = 2
# What a measure can be, in percent: a share of accounts, costs of nought or more.
_LIMITS = {"growth": (-np.inf, np.inf), "renewal": (0.0, 100.0), "cost": (0.0, np.inf)}


def money_by_category(frame: pd.DataFrame, confidence: float = 0.95) -> pd.DataFrame:
    """Give revenue, growth, renewal and cost to serve of each category.

    Growth and renewal are means over accounts; cost to serve is all costs as a share of all
    revenue. Intervals are Student's t between families of accounts, since those of one parent
    decide together. A share of revenue hangs on the largest families: each family's deviation is
    freed of its own pull on the share, as if the family were left out, and the degrees of freedom
    are those of families of equal revenue that would say as much.

    Parameters
    ----------
    frame : of `research.frameworks.loyalty.prepare`, with ``category`` of the survey before the
        decisions and, where known, ``cost_to_serve`` of the year after it.
    confidence : of the intervals.

    Returns
    -------
    One row a category, then ``none`` (accounts without one): ``accounts, revenue, share`` (percent
    of all revenue), and for each of `MEASURES` that is known the estimate in percent with
    ``_low, _high`` and ``_base`` (accounts it rests on). Fewer than two families have no interval.

    Notes
    -----
    Means: linearised, t at families less one. Cost to serve: the variance CR3 of Bell and McCaffrey
    (2002), Survey Methodology 28:2, with families weighing as their revenue, and t at Kish's
    effective number of families (1965, "Survey Sampling") less one.
    """
    named = frame["category"].fillna("none")
    total = frame["revenue_this_year"].sum()
    rows = {}
    for name in (*CATEGORIES, "none"):
        inside = frame[named == name]
        revenue = float(inside["revenue_this_year"].sum())
        rows[name] = {
            "accounts": len(inside),
            "revenue": revenue,
            "share": 100 * revenue / total if total else np.nan,
            **dict(_measured(inside, confidence)),
        }
    found = pd.DataFrame.from_dict(rows, orient="index").rename_axis("category")
    bases = [name for name in found if str(name).endswith("_base")]
    return found.astype(dict.fromkeys(["accounts", *bases], int))


def _measured(inside: pd.DataFrame, confidence: float) -> Iterator[tuple[str, float]]:
    values = {
        "growth": (inside["growth"], pd.Series(1.0, index=inside.index)),
        "renewal": (inside["renewal"], pd.Series(1.0, index=inside.index)),
    }
    if "cost_to_serve" in inside:
        values["cost"] = inside["cost_to_serve"].astype(float), inside["revenue_this_year"]
    for name, (above, below) in values.items():
        known = (above.notna() & below.notna()).to_numpy(dtype=bool)
        yield f"{name}_base", int(known.sum())
        limited = _of_revenue if name == "cost" else _estimated
        ends = limited(above[known], below[known], inside["family"][known], confidence)
        for end, value in zip(("", "_low", "_high"), ends, strict=True):
            yield f"{name}{end}", float(np.clip(value, *_LIMITS[name]))


def _estimated(
    above: pd.Series[float], below: pd.Series[float], family: pd.Series[str], confidence: float
) -> tuple[float, float, float]:
    """Give a ratio of sums with its limits, in percent."""
    if not below.sum():
        return np.nan, np.nan, np.nan
    if family.nunique() < _FEWEST:
        return 100 * float(above.sum() / below.sum()), np.nan, np.nan
    codes = pd.factorize(family)[0]
    found = survey_ratio(
        above.to_numpy(dtype=float),
        below.to_numpy(dtype=float),
        clusters=codes,
        confidence=confidence,
    )
    return 100 * found.estimate, 100 * found.low, 100 * found.high


def _of_revenue(
    above: pd.Series[float], below: pd.Series[float], family: pd.Series[str], confidence: float
) -> tuple[float, float, float]:
    """Give all costs as a share of all revenue with its limits, in percent."""
    sums = pd.DataFrame({"cost": above, "revenue": below}).astype(float).groupby(family).sum()
    sums = sums[sums["revenue"] > 0]
    if not len(sums):
        return np.nan, np.nan, np.nan
    weight = (sums["revenue"] / sums["revenue"].sum()).to_numpy()
    share = float(sums["cost"].sum() / sums["revenue"].sum())
    if len(sums) < _FEWEST:
        return 100 * share, np.nan, np.nan
    apart = (sums["cost"] / sums["revenue"]).to_numpy() - share
    error = float(np.sqrt(((weight * apart / (1 - weight)) ** 2).sum()))
    freedom = 1 / float((weight**2).sum()) - 1
    reach = error * float(stats.t.ppf(0.5 + confidence / 2, freedom))
    return 100 * share, 100 * (share - reach), 100 * (share + reach)
