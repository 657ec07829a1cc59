"""Likeness of two orders of the same items, and of the orders of groups with their uncertainty."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.answers.alignment import in_step
from research.statistics.answers.arguments import confidence_level, numbers, share, whole
from research.statistics.rankings.meanranks import add_up
from research.statistics.rankings.rankdata import read_clusters, read_groups, read_ranks

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from research.statistics.rankings.rankdata import RankData, Unranked

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = ["group_overlap", "kendall_tau", "rank_biased_overlap"]

_METHOD = (
    "Kendall's tau-b (1945) and extrapolated rank-biased overlap with persistence {persistence} "
    "(Webber, Moffat and Zobel 2010) between orders by mean rank; percentile intervals from "
    "{draws:,} bootstrap samples of {units} within groups"
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
    draws: int = 2000,
    seed: int = 0,
    unranked: Unranked = "missing",
) -> pd.DataFrame:
    """How alike the groups order the items, pair by pair.

    Parameters
    ----------
    ranks, weights, unranked : as for `rank_summary`.
    groups : label of each respondent; those without one are left out.
    clusters : label of each respondent's cluster; whole clusters are drawn.
    persistence : of the rank-biased overlap.
    confidence : two-sided level of the bootstrap intervals.
    draws : bootstrap samples.
    seed : of the bootstrap.

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
    Percentile bootstrap (Efron and Tibshirani 1993). Noise makes orders less alike than they are,
    in the bootstrap samples more so than in the data: in small groups intervals lie low, and the
    estimate may be near their upper end.

    Examples
    --------
    >>> north = pd.DataFrame({"farming": [1, 1, 2], "hunting": [2, 3, 1], "brand": [3, 2, 3]})
    >>> south = pd.DataFrame({"farming": [1, 2, 1], "hunting": [3, 3, 2], "brand": [2, 1, 3]})
    >>> ranks = pd.concat([north, south], ignore_index=True)
    >>> found = group_overlap(ranks, ["north"] * 3 + ["south"] * 3, draws=100)
    >>> found[["group", "other", "tau", "overlap"]].round(3)
       group  other    tau  overlap
    0  north  south  0.333    0.955
    """
    share("persistence", persistence, 0.9)
    confidence_level(confidence)
    draws, seed = whole("draws", draws, 100), whole("seed", seed, 0)
    data = read_ranks(ranks, weights, unranked=unranked)
    codes, labels = read_groups(groups, ranks.index, data.rows)
    if len(labels) < 2:
        msg = f"everybody belongs to {labels[0]!r}; comparing needs at least two groups"
        raise StatisticsError(msg)
    units = read_clusters(clusters, ranks.index, data.rows)
    rng = np.random.default_rng(seed)
    means, samples, bases = [], [], []
    for code, label in enumerate(labels):
        inside = codes == code
        own_units = None if units is None else units[inside]
        mean, drawn, base = _bootstrap(data.take(inside), own_units, str(label), draws, rng)
        means.append(mean)
        samples.append(drawn)
        bases.append(base)
    tails = [(1 - confidence) / 2, (1 + confidence) / 2]
    rows = []
    for a, b in combinations(range(len(labels)), 2):
        tau = float(_tau(means[a][None], means[b][None])[0])
        taus = _tau(samples[a], samples[b])
        overlaps = _overlap(samples[a], samples[b], persistence)
        tau_low, tau_high = np.quantile(np.nan_to_num(taus), tails)
        overlap_low, overlap_high = np.quantile(overlaps, tails)
        rows.append(
            {
                "group": labels[a],
                "other": labels[b],
                "tau": tau,
                "tau_low": np.nan if np.isnan(tau) else tau_low,
                "tau_high": np.nan if np.isnan(tau) else tau_high,
                "overlap": float(_overlap(means[a][None], means[b][None], persistence)[0]),
                "overlap_low": overlap_low,
                "overlap_high": overlap_high,
                "note": _note(tau, min(bases[a], bases[b])),
            }
        )
    frame = pd.DataFrame(rows)
    kind = "respondents" if clusters is None else "clusters"
    frame.attrs["method"] = _METHOD.format(persistence=persistence, draws=draws, units=kind)
    return frame


def _bootstrap(
    data: RankData, units: Ints | None, label: str, draws: int, rng: np.random.Generator
) -> tuple[Floats, Floats, int]:
    """Mean ranks of a group, of its bootstrap samples (draws, k), and its independent units."""
    present = ~np.isnan(data.values)
    base = data.weights[:, None] * present
    total = data.weights[:, None] * np.nan_to_num(data.values)
    if units is not None:
        codes = np.unique(units, return_inverse=True)[1]
        base, total = add_up(base, codes), add_up(total, codes)
    if (base.sum(axis=0) == 0).any():
        item = data.items[int((base.sum(axis=0) == 0).argmax())]
        msg = f"nobody in {label!r} ranked {item!r}; leave the item or the group out"
        raise StatisticsError(msg)
    mean = np.round(total.sum(axis=0) / base.sum(axis=0), _DECIMALS)
    size = len(base)
    sample = np.empty((draws, base.shape[1]))
    step = max(1, 2_000_000 // size)
    for start in range(0, draws, step):
        count = min(step, draws - start)
        times = rng.multinomial(size, np.full(size, 1 / size), count).astype(np.float64)
        drawn = times @ base
        # An item that nobody in the sample ranked keeps the mean of the data.
        sample[start : start + count] = np.where(
            drawn > 0, times @ total / np.where(drawn > 0, drawn, 1), mean
        )
    return mean, np.round(sample, _DECIMALS), size


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
        return "a base of one: the bootstrap cannot show its uncertainty"
    return ""
