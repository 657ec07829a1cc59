"""Likeness of two orders of the same items, and of the orders of groups with their uncertainty."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.answers.alignment import in_step
from research.statistics.answers.arguments import confidence_level, numbers, share, whole
from research.statistics.rankings.meanranks import mean_ranks
from research.statistics.rankings.paired import Estimates, Pairs, position_limits
from research.statistics.rankings.rankdata import read_clusters, read_groups, read_ranks

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from research.statistics.rankings.rankdata import RankData, Unranked

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = ["group_overlap", "kendall_tau", "rank_biased_overlap"]

_METHOD = (
    "Kendall's tau-b (1945) and extrapolated rank-biased overlap with persistence {persistence} "
    "(Webber, Moffat and Zobel 2010) between orders by mean rank; limits over all orders that the "
    "pairs of items leave open (Mogstad, Romano, Shaikh and Wilhelm 2024), {units} within groups"
)
# Means this close are the same but for rounding.
_DECIMALS = 9


def kendall_tau(first: ArrayLike, second: ArrayLike) -> float:
    """Kendall's tau-b of two orders, ties allowed.

    Parameters
    ----------
    first, second : (k,) ranks or means of the same items, small ones best.

    Raises
    ------
    StatisticsError
        Another number of items, fewer than two, missing values, or an order that ties all items.

    Examples
    --------
    >>> round(kendall_tau([1, 2, 3, 4], [1, 3, 2, 4]), 4)
    0.6667
    """
    a, b = _orders(first, second)
    tau = float(_tau(a[None], b[None])[0])
    if np.isnan(tau):
        msg = "an order ties all of its items; tau-b needs preferences in both"
        raise StatisticsError(msg)
    return tau


def rank_biased_overlap(first: ArrayLike, second: ArrayLike, *, persistence: float = 0.9) -> float:
    """Rank-biased overlap of two orders of the same items: likeness that weighs the top more.

    Parameters
    ----------
    first, second : (k,) ranks or means of the same items, small ones best.
    persistence : chance to go on to the next depth, between 0 and 1. With 0.9 the first three of
        twelve positions hold about half of the weight.

    Returns
    -------
    float
        0 to 1; 1 for the same order.

    Raises
    ------
    StatisticsError
        As for `kendall_tau`, but that all items may be tied; or another persistence.

    Notes
    -----
    The extrapolated form: agreement at the last depth, here 1, goes on for ever. At each depth
    agreement is twice the items shared over all items that either order has placed so far, where
    tied items enter together at the best position that they share (Webber, Moffat and Zobel 2010,
    ACM Transactions on Information Systems 28(4), on ties).

    Examples
    --------
    >>> round(rank_biased_overlap([1, 2, 3], [2, 1, 3], persistence=0.5), 4)
    0.5
    """
    share("persistence", persistence, 0.9)
    a, b = _orders(first, second)
    return float(_overlap(a[None], b[None], persistence)[0])


def group_overlap(
    ranks: pd.DataFrame,
    groups: ArrayLike | pd.Series,
    weights: ArrayLike | pd.Series | None = None,
    *,
    clusters: ArrayLike | pd.Series | None = None,
    persistence: float = 0.9,
    confidence: float = 0.95,
    draws: int = 16_384,
    unranked: Unranked = "missing",
) -> pd.DataFrame:
    """How alike the groups order the items, pair by pair.

    Parameters
    ----------
    ranks, weights, unranked : as for `rank_summary`.
    groups : label of each respondent; those without one are left out.
    clusters : label of each respondent's cluster, sampled as a whole.
    persistence : of the rank-biased overlap.
    confidence : probability that the limits of a pair hold the likeness of the true orders.
    draws : directions for the critical values, as for `rank_sets`.

    Returns
    -------
    DataFrame
        Tidy, one row per pair of groups: ``group``, ``other``, ``tau`` with ``tau_low`` and
        ``tau_high``, ``overlap`` with ``overlap_low`` and ``overlap_high``, and ``note``, empty
        but where a value is missing or rests on too little: it says why.

    Raises
    ------
    StatisticsError
        Fewer than two groups, an item that a group did not rank, or a parameter out of its range.

    Notes
    -----
    The limits are those of all orders that the answers leave open: within each group the items are
    compared pair by pair, all pairs at once (`rank_sets`), at a level at which both groups' orders
    are right together with the confidence wanted. Tau runs from every pair left open turning
    against the other group to every one agreeing; the overlap from the least to the most that the
    open positions let the two tops share at each depth. They hold the truth wherever it is, at an
    order that is all the same as well, and are wide where answers say little. (Percentiles of a
    bootstrap do not: noise makes orders less alike than they are, so two groups with one and the
    same order never have it within their limits.)

    Examples
    --------
    >>> north = pd.DataFrame({"farming": [1, 1, 2], "hunting": [2, 3, 1], "brand": [3, 2, 3]})
    >>> south = pd.DataFrame({"farming": [1, 2, 1], "hunting": [3, 3, 2], "brand": [2, 1, 3]})
    >>> ranks = pd.concat([north, south], ignore_index=True)
    >>> found = group_overlap(ranks, ["north"] * 3 + ["south"] * 3)
    >>> found[["group", "other", "tau", "overlap"]].round(3)
       group  other    tau  overlap
    0  north  south  0.333    0.955
    """
    share("persistence", persistence, 0.9)
    confidence_level(confidence)
    draws = whole("draws", draws, 1024)
    data = read_ranks(ranks, weights, unranked=unranked)
    codes, labels = read_groups(groups, ranks.index, data.rows)
    if len(labels) < 2:
        msg = f"everybody belongs to {labels[0]!r}; allowed: at least two groups to compare"
        raise StatisticsError(msg)
    units = read_clusters(clusters, ranks.index, data.rows)
    orders = []
    for code, label in enumerate(labels):
        inside = codes == code
        own = None if units is None else np.unique(units[inside], return_inverse=True)[1]
        orders.append(_Order.of(data.take(inside), own, str(label), draws, confidence))
    rows = [
        {"group": labels[a], "other": labels[b], **_likeness(orders[a], orders[b], persistence)}
        for a, b in combinations(range(len(labels)), 2)
    ]
    frame = pd.DataFrame(rows)
    kind = "respondents" if clusters is None else "clusters"
    frame.attrs["method"] = _METHOD.format(persistence=persistence, units=kind)
    return frame


@dataclass(frozen=True)
class _Order:
    """A group's order of the items, and what its answers leave open of the true one.

    Parameters
    ----------
    mean : (k,) mean ranks.
    sign : (pairs,) 1 where the second item of a pair is shown to be behind, -1 where ahead, else 0.
    low, high : (k,) best and worst position of each item.
    units : independent respondents or clusters.
    """

    mean: Floats
    sign: Floats
    low: Ints
    high: Ints
    units: int

    @classmethod
    def of(
        cls, data: RankData, clusters: Ints | None, label: str, draws: int, confidence: float
    ) -> _Order:
        k = len(data.items)
        units = len(data.index) if clusters is None else int(clusters.max()) + 1
        if units < 2:
            base = (~np.isnan(data.values)).astype(np.float64)
            missing = np.flatnonzero(base.sum(axis=0) == 0)
            if missing.size:
                msg = f"nobody in {label!r} ranked {data.items[missing[0]]!r}; allowed: items that "
                msg += "every group ranked"
                raise StatisticsError(msg)
            mean = (data.weights @ np.nan_to_num(data.values)) / (data.weights @ base)
            nothing = np.zeros(k * (k - 1) // 2)
            return cls(mean.round(_DECIMALS), nothing, np.ones(k, int), np.full(k, k), units)
        means = mean_ranks(data, clusters)
        estimates = Estimates(means.mean, means.covariance, units - 1)
        pairs = Pairs(estimates, draws)
        # Both groups' statements hold together if each fails half as often as is allowed.
        above, below, _ = pairs.judge(np.arange(len(pairs.first)), (1 + confidence) / 2)
        low, high = position_limits(k, pairs, above, below)
        back = np.argsort(estimates.order)
        signs = np.zeros((k, k))
        signs[pairs.first, pairs.second] = above.astype(float) - below
        signs = (signs - signs.T)[np.ix_(back, back)]
        upper = np.triu_indices(k, 1)
        return cls(means.mean.round(_DECIMALS), signs[upper], low[back], high[back], units)


def _likeness(a: _Order, b: _Order, persistence: float) -> dict[str, Any]:
    """Likeness of two orders with limits over all orders that are left open."""
    tau = float(_tau(a.mean[None], b.mean[None])[0])
    known = (a.sign != 0) & (b.sign != 0)
    agreed, open_ = float(a.sign @ b.sign), float((~known).sum())
    low, high = _open_overlap(a, b, persistence)
    return {
        "tau": tau,
        "tau_low": (agreed - open_) / known.size,
        "tau_high": (agreed + open_) / known.size,
        "overlap": float(_overlap(a.mean[None], b.mean[None], persistence)[0]),
        "overlap_low": low,
        "overlap_high": high,
        "note": _note(tau, min(a.units, b.units)),
    }


def _open_overlap(a: _Order, b: _Order, persistence: float) -> tuple[float, float]:
    """Least and most overlap that the positions left open allow, depth by depth."""
    k = len(a.mean)
    least = most = persistence**k
    for depth in range(1, k + 1):
        weight = (1 - persistence) * persistence ** (depth - 1) / depth
        fewest, many = _shared(a, b, depth)
        least, most = least + weight * fewest, most + weight * many
    return float(least), float(most)


def _shared(a: _Order, b: _Order, depth: int) -> tuple[int, int]:
    """Fewest and most items that two tops of one depth can share."""
    sure = [order.high <= depth for order in (a, b)]
    open_ = [(order.low <= depth) & (order.high > depth) for order in (a, b)]
    need = [depth - int(own.sum()) for own in sure]
    both = int((open_[0] & open_[1]).sum())
    # Places still open go to items that are out of the other top first, or that are in it.
    apart = [int((open_[at] & ~sure[1 - at] & ~open_[1 - at]).sum()) for at in (0, 1)]
    within = [int((open_[at] & sure[1 - at]).sum()) for at in (0, 1)]
    common = int((sure[0] & sure[1]).sum())
    left = [max(need[at] - apart[at], 0) for at in (0, 1)]
    filled = [min(need[at], within[at]) for at in (0, 1)]
    joint = min(need[0] - filled[0], need[1] - filled[1], both)
    return common + max(sum(left) - both, 0), common + sum(filled) + joint


def _orders(first: ArrayLike, second: ArrayLike) -> tuple[Floats, Floats]:
    a, b = (numbers(each, "orders").round(_DECIMALS) for each in in_step("orders", first, second))
    if a.shape != b.shape or a.ndim != 1 or len(a) < 2 or np.isnan(a).any() or np.isnan(b).any():
        msg = (
            f"orders have shape {a.shape} and {b.shape}; allowed: one value for each of the same "
            "items, two at least, none missing"
        )
        raise StatisticsError(msg)
    return a, b


def _tau(a: Floats, b: Floats) -> Floats:
    """(m,) tau-b of the rows of two (m, k) arrays; NaN where a row ties all items."""
    i, j = np.triu_indices(a.shape[1], 1)
    x, y = np.sign(a[:, i] - a[:, j]), np.sign(b[:, i] - b[:, j])
    scale = np.sqrt(np.abs(x).sum(axis=1) * np.abs(y).sum(axis=1))
    product = (x * y).sum(axis=1)
    tau: Floats = np.divide(product, scale, out=np.full(len(a), np.nan), where=scale > 0)
    return tau


def _overlap(a: Floats, b: Floats, persistence: float) -> Floats:
    """(m,) rank-biased overlap of the rows of two (m, k) arrays."""
    k = a.shape[1]
    first = (a[:, None, :] < a[:, :, None]).sum(axis=2)
    second = (b[:, None, :] < b[:, :, None]).sum(axis=2)
    total = np.full(len(a), persistence**k)
    for depth in range(k):
        inside, other = first <= depth, second <= depth
        placed = inside.sum(axis=1) + other.sum(axis=1)
        agreement = 2 * (inside & other).sum(axis=1) / placed
        total += (1 - persistence) * persistence**depth * agreement
    return total


def _note(tau: float, base: int) -> str:
    if np.isnan(tau):
        return "a group ties all of its items, so tau-b is undefined"
    if base < 2:
        return "a base of one leaves every order open"
    return ""
