"""The engagement of staff against the scores of their customers, unit by unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from research.statistics.samples.intervals import normal_quantile
from research.statistics.scales.correlation import battery_correlations

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["PUBLISHED", "Together", "fisher", "together", "units"]

PUBLISHED = 0.85
"""Correlation of engagement and satisfaction that Singh (2010) names, without a base."""

_FEWEST = 4


class Together(NamedTuple):
    """How engagement and scores go together.

    Parameters
    ----------
    n : units.
    r, low, high : Pearson's correlation with limits by Fisher's z.
    rank, rank_low, rank_high : Spearman's.
    """

    n: int
    r: float
    low: float
    high: float
    rank: float
    rank_low: float
    rank_high: float


def units(
    staff: pd.DataFrame, customers: pd.DataFrame, by: Sequence[str], least: int
) -> pd.DataFrame:
    """Give the engagement of each unit and the score of its customers.

    Parameters
    ----------
    staff : ``engagement`` and the columns that make the unit, one row a person.
    customers : ``score`` and the same columns, one row an answer.
    by : these columns.
    least : a unit with fewer people on either side is left out.

    Returns
    -------
    Per unit, the least engaged first: ``staff, engagement, answers, score`` and ``enough``.
    """
    sides = {"engagement": (staff, "staff"), "score": (customers, "answers")}
    found = pd.concat(
        [
            frame.dropna(subset=[*by, name])
            .groupby([*by])[name]
            .agg(["count", "mean"])
            .set_axis([count, name], axis="columns")
            for name, (frame, count) in sides.items()
        ],
        axis="columns",
    ).sort_index()
    found[["staff", "answers"]] = found[["staff", "answers"]].fillna(0).astype(int)
    enough = (found["staff"] >= least) & (found["answers"] >= least)
    found.index = pd.Index(
        [", ".join(map(str, key)) if isinstance(key, tuple) else str(key) for key in found.index]
    )
    made = found.assign(enough=enough.to_numpy())
    return made.sort_values(["engagement", "score"], kind="stable")


def together(found: pd.DataFrame, confidence: float = 0.95) -> Together | None:
    """Correlate engagement and score over units; nothing with fewer than four.

    Parameters
    ----------
    found : of `units`, those with enough on both sides.
    confidence : two-sided level.
    """
    if len(found) < _FEWEST:
        return None
    both = found[["engagement", "score"]].astype(float)
    plain, ranked = (
        battery_correlations(both, kind=kind, confidence=confidence).pairs.iloc[0]
        for kind in ("pearson", "spearman")
    )
    ends = [float(one[name]) for one in (plain, ranked) for name in ("r", "low", "high")]
    return Together(len(both), *ends)


def fisher(r: float, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """Give the limits of a correlation over n units.

    Parameters
    ----------
    r : the correlation.
    n : units, four at least.
    confidence : two-sided level.

    Notes
    -----
    Fisher (1921), Metron 1:3.

    Examples
    --------
    >>> low, high = fisher(0.85, 10)
    >>> round(low, 2), round(high, 2)
    (0.47, 0.96)
    """
    reach = normal_quantile(confidence) / np.sqrt(n - 3)
    low, high = np.tanh(np.arctanh(r) + np.array([-reach, reach]))
    return float(low), float(high)
