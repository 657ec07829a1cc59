"""Several raters of one company: what they say together, where they differ, and by unit."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.frameworks.maturity import OVERALL
from research.memory import remembered
from research.statistics.agreement.intraclass import intraclass_correlation
from research.statistics.agreement.kappa import cohen_kappa
from research.statistics.agreement.krippendorff import krippendorff_alpha

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from research.statistics.agreement.intraclass import Intraclass
    from research.statistics.agreement.kappa import Agreement

__all__ = [
    "APART",
    "Concord",
    "concord",
    "consensus",
    "consensus_totals",
    "disagreement",
    "hidden_groups",
    "strength",
]

APART = 2
"""Steps of the scale from which on two raters see two companies."""

# Krippendorff (2004), "Content Analysis", on what alpha bears: conclusions from 0.8 on, tentative
# ones from 2/3 on.
_GOOD, _FAIR = 0.8, 2 / 3


@dataclass(frozen=True)
class Concord:
    """How far raters agree over all items.

    Parameters
    ----------
    alpha : Krippendorff's, of the scale as an order.
    correlation : intraclass, absolute agreement.
    kappas : of every two raters, quadratic weights; pairs without variation are left out.
    exact, near : percent of pairs of ratings that are the same, and at most one step apart.
    """

    alpha: Agreement
    correlation: Intraclass
    kappas: tuple[float, ...]
    exact: float
    near: float


def consensus(ratings: pd.DataFrame) -> pd.Series[float]:
    """Give the mean rating of each item over the raters who rated it.

    Parameters
    ----------
    ratings : one row a rater, one column an item.
    """
    return ratings.mean()


def consensus_totals(
    ratings: pd.DataFrame, competencies: Mapping[str, Sequence[str]]
) -> pd.Series[float]:
    """Add up mean ratings: the totals of the company as its raters see it together.

    Parameters
    ----------
    ratings : as of `consensus`.
    competencies : items of each competency by its key.

    Returns
    -------
    A value a competency and ``overall``; NaN where nobody rated an item.
    """
    means = consensus(ratings)
    found = pd.Series(
        {key: means[[*items]].sum(min_count=len(items)) for key, items in competencies.items()}
    )
    found[OVERALL] = found.sum(min_count=len(competencies))
    return found


@remembered
def disagreement(ratings: pd.DataFrame) -> pd.DataFrame:
    """Say of each item how far raters are apart, the furthest first.

    Parameters
    ----------
    ratings : as of `consensus`.

    Returns
    -------
    One row an item: ``raters``, ``low``, ``high``, ``mean``, ``sd`` and ``apart``, the percent of
    pairs of raters who are two steps or more apart.
    """
    rows = {}
    for item in ratings.columns:
        own = ratings[item].dropna().to_numpy(dtype=float)
        gaps = _gaps(own)
        rows[str(item)] = {
            "raters": len(own),
            "low": own.min() if len(own) else np.nan,
            "high": own.max() if len(own) else np.nan,
            "mean": own.mean() if len(own) else np.nan,
            "sd": own.std(ddof=1) if len(own) > 1 else np.nan,
            "apart": (gaps >= APART).mean() * 100 if len(gaps) else np.nan,
        }
    found = pd.DataFrame.from_dict(rows, orient="index")
    return found.sort_values(["apart", "sd"], ascending=False, kind="stable")


@remembered
def concord(ratings: pd.DataFrame, *, confidence: float, draws: int, seed: int) -> Concord:
    """Say how far raters agree beyond chance, the items being what they rated.

    Parameters
    ----------
    ratings : as of `consensus`.
    confidence, draws, seed : of the limits.

    Raises
    ------
    StatisticsError
        If there are fewer than two raters, or nothing varies.

    Notes
    -----
    Krippendorff (2011); Shrout and Fleiss (1979), form 2,1; Cohen (1968) of every two raters.
    """
    items = ratings.T
    alpha = krippendorff_alpha(items, "ordinal", confidence=confidence, draws=draws, seed=seed)
    correlation = intraclass_correlation(items, confidence=confidence)
    gaps = np.concatenate([_gaps(row[~np.isnan(row)]) for row in items.to_numpy(dtype=float)])
    return Concord(
        alpha,
        correlation,
        tuple(_kappas(items)),
        float((gaps == 0).mean() * 100),
        float((gaps <= 1).mean() * 100),
    )


def strength(alpha: float) -> str:
    """Say what an alpha bears: ``good``, ``fair`` or ``poor``.

    Examples
    --------
    >>> strength(0.8), strength(0.7), strength(0.6)
    ('good', 'fair', 'poor')
    """
    return "good" if alpha >= _GOOD else "fair" if alpha >= _FAIR else "poor"


def hidden_groups(counts: pd.Series[int], least: int) -> list[str]:
    """Name groups of raters that are too small to be told of, and what would tell of them.

    Parameters
    ----------
    counts : raters by group.
    least : fewest raters that a figure may rest on.

    Returns
    -------
    Those below that, and so many of the smallest others that the hidden are together no fewer:
    a group alone could be worked out of the whole and the rest.
    """
    rising = counts.sort_values(kind="stable")
    small = [str(name) for name, count in rising.items() if count < least]
    if not small:
        return []
    for name, count in rising.items():
        if int(counts[small].sum()) >= least and len(small) > 1:
            break
        if count >= least:
            small.append(str(name))
    return small


def _kappas(items: pd.DataFrame) -> list[float]:
    low, high = int(np.nanmin(items.to_numpy())), int(np.nanmax(items.to_numpy()))
    scale = list(range(low, high + 1))
    found = []
    for first, second in combinations(items.columns, 2):
        both = items[[first, second]].dropna().astype(int)
        try:
            kappa = cohen_kappa(
                list(both[first]), list(both[second]), categories=scale, weighting="quadratic"
            )
        except StatisticsError:
            continue
        found.append(kappa.coefficient)
    return found


def _gaps(own: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distances of every two ratings of one item."""
    first, second = np.triu_indices(len(own), 1)
    gaps: NDArray[np.float64] = np.abs(own[first] - own[second])
    return gaps
