"""Ensembles: tests of many sets of complete rankings, any of which may be the true one.

What `compare_groups`, `rank_sets`, `kendall_w` and `preferences` give of one set, as arrays over
all sets, without the frames and the words that nobody reads of hundreds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.stats import chi2

from research.errors import StatisticsError
from research.statistics.rankings.meanranks import MeanRanks, add_up, mean_ranks
from research.statistics.rankings.paired import (
    Estimates,
    Pairs,
    position_limits,
    top_probability,
)
from research.statistics.rankings.permutations import (
    between_groups,
    permuted_between,
    share_as_large,
)
from research.statistics.rankings.rankdata import RankData

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Ints = NDArray[np.int64]
    Ranks = NDArray[np.integer]

__all__ = ["Agreements", "Chances", "PositionSets", "agreement", "chances", "positions"]


@dataclass(frozen=True)
class Chances:
    """Whether groups rank alike in each of `m` sets; NaN in a set without two groups.

    Parameters
    ----------
    whole : (m,) p of the whole profile of items.
    items : (m, k) p of each item.
    """

    whole: Floats
    items: Floats


@dataclass(frozen=True)
class PositionSets:
    """Which positions each of `k` items may hold in each of `m` sets.

    Parameters
    ----------
    mean : (m, k) mean ranks.
    low, high : (m, k) positions that cannot be ruled out, all items at once.
    top : (m, k) probability of a place in the top.
    separated : (m, k, k) whether two items are told apart, allowing for all pairs at once.
    """

    mean: Floats
    low: Ints
    high: Ints
    top: Floats
    separated: Flags


@dataclass(frozen=True)
class Agreements:
    """How far the respondents of each of `m` sets agree on an order.

    Parameters
    ----------
    w : (m,) Kendall's W, 0 to 1.
    p : (m,) of Friedman's test of no common order.
    same : (m,) probability that two respondents put two items in the same order, all at random.
    """

    w: Floats
    p: Floats
    same: Floats


def chances(
    ranks: Ranks, codes: NDArray[np.integer], *, fewest: int = 1, permutations: int, seed: int
) -> Chances:
    """Test in each set whether groups rank alike, as `compare_groups` does.

    Parameters
    ----------
    ranks : (m, n, k) complete rankings without ties, 1 best.
    codes : (m, n) group of each respondent, from 0; those below 0 take no part.
    fewest : respondents of a group that takes part.
    permutations, seed : as for `compare_groups`; each set has the relabellings of that seed.

    Examples
    --------
    >>> ranks = np.array([[[1, 2, 3]] * 9 + [[3, 2, 1]] * 9, [[1, 2, 3], [3, 2, 1]] * 9])
    >>> found = chances(ranks, np.repeat([[0, 1]] * 2, 9, axis=1), permutations=999, seed=7)
    >>> found.whole.round(2).tolist()
    [0.0, 1.0]
    """
    whole = np.full(len(ranks), np.nan)
    items = np.full((len(ranks), ranks.shape[2]), np.nan)
    for place, (own, groups) in enumerate(zip(ranks, codes, strict=True)):
        sizes = np.bincount(groups[groups >= 0], minlength=1)
        kept = (groups >= 0) & (sizes[groups] >= fewest)
        # By their first respondents, which decides how equal random numbers are dealt.
        numbered = pd.factorize(groups[kept])[0].astype(np.int64)
        if numbered.max(initial=0) > 0:
            whole[place], items[place] = _chances(own[kept], numbered, permutations, seed)
    return Chances(whole, items)


def _chances(ranks: Ranks, codes: Ints, permutations: int, seed: int) -> tuple[float, Floats]:
    """Chances of all items at once and of each."""
    values, bases = ranks - ranks.mean(axis=0), np.ones((len(ranks), 1))
    observed = between_groups(add_up(values, codes), add_up(bases, codes))
    drawn = permuted_between(values, bases, codes, permutations, seed)
    whole = float(share_as_large(drawn.sum(axis=1), observed.sum()))
    return whole, share_as_large(drawn, observed)


def positions(ranks: Ranks, *, confidence: float, top: int, draws: int, seed: int) -> PositionSets:
    """Positions that each item may truly hold in each set, as `rank_sets` finds them.

    Parameters
    ----------
    ranks : (m, n, k) complete rankings without ties, 1 best.
    confidence, top, draws, seed : as for `rank_sets`.

    Raises
    ------
    StatisticsError
        Fewer than two items or respondents.
    """
    _check(ranks)
    m, _, k = ranks.shape
    mean, share = np.empty((m, k)), np.empty((m, k))
    low, high = np.empty((m, k), np.int64), np.empty((m, k), np.int64)
    separated = np.zeros((m, k, k), bool)
    for place, own in enumerate(ranks):
        means = _means(own)
        estimates = Estimates(means.mean, means.covariance, means.units - 1)
        pairs, order = Pairs(estimates, draws), estimates.order
        above, below, _ = pairs.judge(np.arange(len(pairs.first)), confidence)
        mean[place] = means.mean
        low[place, order], high[place, order] = position_limits(k, pairs, above, below)
        share[place, order] = top_probability(estimates, top, draws, seed)
        first, second = order[pairs.first], order[pairs.second]
        separated[place, first, second] = separated[place, second, first] = above | below
    return PositionSets(mean, low, high, share, separated)


def _means(ranks: Ranks) -> MeanRanks:
    """Mean ranks of one set."""
    n, k = ranks.shape
    return mean_ranks(
        RankData(
            items=pd.RangeIndex(k),
            index=pd.RangeIndex(n),
            rows=np.arange(n),
            values=ranks.astype(np.float64),
            width=None,
            ranked=np.ones((n, k), bool),
            weights=np.ones(n),
            weighted=False,
        )
    )


def agreement(ranks: Ranks) -> Agreements:
    """Kendall's W, Friedman's test and the order of pairs in each set.

    Parameters
    ----------
    ranks : (m, n, k) complete rankings without ties, 1 best.

    Raises
    ------
    StatisticsError
        Fewer than two items or respondents.

    Examples
    --------
    >>> found = agreement(np.array([[[1, 2, 3], [1, 3, 2], [1, 2, 3]]]))
    >>> found.w.round(4).tolist(), found.same.round(4).tolist()
    ([0.7778], [0.7778])
    """
    _check(ranks)
    _, n, k = ranks.shape
    spread = np.square(ranks.sum(axis=1) - n * (k + 1) / 2).sum(axis=1)
    w = 12 * spread / (n**2 * k * (k**2 - 1))
    # Respondents who put the one item of a pair above the other; each pair stands twice.
    above = (ranks[:, :, :, None] < ranks[:, :, None, :]).sum(axis=1)
    alike = (above * (above - 1)).sum(axis=(1, 2)) / (n * (n - 1))
    return Agreements(w, chi2.sf(n * (k - 1) * w, k - 1), alike / (k * (k - 1) / 2))


def _check(ranks: Ranks) -> None:
    _, n, k = ranks.shape
    if n < 2 or k < 2:
        msg = f"{n} respondents and {k} items; allowed: two at least of both"
        raise StatisticsError(msg)
