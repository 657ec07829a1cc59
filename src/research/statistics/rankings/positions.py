"""Positions of items: ranks of mean ranks, ties settled exactly, and who placed what where."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from research.errors import StatisticsError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from research.statistics.rankings.rankdata import RankData

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = [
    "bases",
    "competition_rank",
    "in_top",
    "median_positions",
    "order_keys",
    "position_counts",
    "rank_positions",
    "rank_sums",
    "require_base",
    "tie_flags",
]


def competition_rank(values: ArrayLike) -> Ints:
    """Positions of values, smallest first; equal values share one and the next is skipped.

    Parameters
    ----------
    values : numbers that can be compared exactly (whole numbers, or floats already rounded).

    Examples
    --------
    >>> competition_rank([30, 10, 10, 40]).tolist()
    [3, 1, 1, 4]
    """
    array = np.asarray(values)
    return np.searchsorted(np.sort(array), array, side="left").astype(np.int64) + 1


def tie_flags(values: ArrayLike) -> NDArray[np.bool_]:
    """Whether each value occurs more than once."""
    _, inverse, counts = np.unique(np.asarray(values), return_inverse=True, return_counts=True)
    flags: NDArray[np.bool_] = counts[inverse] > 1
    return flags


def rank_positions(data: RankData) -> Ints:
    """Competition rank of every item by mean rank, ties settled exactly as in `rank_summary`."""
    return competition_rank(order_keys(data, rank_sums(data), bases(data)))


def position_counts(data: RankData) -> Floats:
    """(items, positions) weighted counts; a tie is spread evenly over the positions it takes up.

    Where items left out take up no position, a tie counts whole at the first that it takes up.
    """
    k = len(data.items)
    if data.spread is None:
        best = data.best()
        present = ~np.isnan(best)
        cells = np.where(present, best, 1).astype(np.intp) - 1
        cells += np.arange(k) * k
        weights = np.where(present, data.weights[:, None], 0)
        tally = np.bincount(cells.ravel(), weights.ravel(), minlength=k * k)
        return tally.astype(np.float64).reshape(k, k)
    best = data.best()
    worst = best + data.spread - 1
    portion = data.weights[:, None] / data.spread
    counts = np.empty((k, k), dtype=np.float64)
    for position in range(1, k + 1):
        inside = (best <= position) & (worst >= position)
        counts[:, position - 1] = np.where(inside, portion, 0).sum(axis=0)
    return counts


def in_top(data: RankData, top: int) -> Floats:
    """(n, items) whether each is in the top, in part where a tie reaches over the edge."""
    width = 1 if data.spread is None else data.spread
    inside: Floats = np.clip((top - data.best() + 1) / width, 0, 1)
    return np.nan_to_num(inside)


def median_positions(data: RankData, counts: Floats) -> Floats:
    """Median position of each item, from `position_counts`; the middle of two where half is ahead.

    Where items left out take up no position, it is the median of their ranks.
    """
    return _middle(data) if data.rest else _median(counts)


def _median(counts: Floats) -> Floats:
    """Median position per item from its counts; the middle of two where half lies on each side."""
    share = np.round(np.cumsum(counts, axis=1) / counts.sum(axis=1, keepdims=True), 12)
    lower = (share >= 0.5).argmax(axis=1)
    upper = (share > 0.5).argmax(axis=1)
    middle: Floats = (lower + upper) / 2 + 1
    return middle


def _middle(data: RankData) -> Floats:
    """Median rank per item from the ranks themselves; the middle of two where half lies above."""
    order = np.argsort(data.values, axis=0, kind="stable")
    ordered = np.take_along_axis(data.values, order, axis=0)
    share = np.round(np.cumsum(data.weights[order], axis=0) / data.weights.sum(), 12)
    ends = [(inside.argmax(axis=0),) for inside in (share >= 0.5, share > 0.5)]
    lower, upper = (np.take_along_axis(ordered, np.array(end), axis=0)[0] for end in ends)
    middle: Floats = (lower + upper) / 2
    return middle


def bases(data: RankData) -> Floats:
    """Weighted respondents with a position for each item; nobody is an error."""
    present = (~np.isnan(data.values)).astype(np.float64)
    base: Floats = data.weights @ present
    require_base(base, data)
    return base


def rank_sums(data: RankData) -> Floats:
    """Weighted sum of ranks per item."""
    total: Floats = data.weights @ np.nan_to_num(data.values)
    return total


def order_keys(data: RankData, rank_sum: Floats, base: Floats) -> Ints | Floats:
    """Numbers in the order of the mean ranks, equal exactly when two items tie."""
    if not (data.whole_weights and data.half_ranks):
        return np.round(rank_sum / base, 9)
    halves = np.rint(2 * rank_sum).astype(np.int64)
    if (base == base[0]).all():
        return halves
    means = [Fraction(int(s), int(b)) for s, b in zip(halves, base, strict=True)]
    place = {mean: number for number, mean in enumerate(sorted(set(means)))}
    return np.array([place[mean] for mean in means], dtype=np.int64)


def require_base(base: Floats, data: RankData) -> None:
    """Refuse items that nobody ranked.

    Raises
    ------
    StatisticsError
        An item without any rank.
    """
    empty = data.items[base == 0]
    if len(empty):
        msg = (
            f"nobody of {len(data.index)} ranked {', '.join(map(repr, empty))}; leave the item "
            "out, or use unranked='rest' when respondents ranked only their top items"
        )
        raise StatisticsError(msg)
