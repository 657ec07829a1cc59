"""Rankings described: mean ranks, positions, shares in the top and bottom, distributions."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.rankdata import read_groups, read_ranks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from research.statistics.rankdata import RankData, Unranked

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = [
    "competition_rank",
    "position_counts",
    "rank_by_group",
    "rank_distribution",
    "rank_positions",
    "rank_summary",
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


def rank_summary(
    ranks: pd.DataFrame,
    weights: ArrayLike | pd.Series | None = None,
    *,
    top: Sequence[int] = (3, 6),
    bottom: Sequence[int] = (6, 3, 2),
    unranked: Unranked = "missing",
) -> pd.DataFrame:
    """Describe every item of a ranking in one row.

    Parameters
    ----------
    ranks : (respondents, items) ranks, 1 best, NaN where not ranked.
    weights : one above zero per respondent.
    top, bottom : depths of the boxes; those deeper than the number of items are left out.
    unranked : how items left out count, see `read_ranks`.

    Returns
    -------
    DataFrame
        Indexed by item, in input order: ``base`` (respondents with a position for the item,
        weighted), ``rank_sum``, ``mean_rank``, ``rank`` (competition ranking of the mean ranks),
        ``tied``, ``median``, ``borda`` (points: items placed below, a tie counting half), then a
        share from 0 to 1 and its ``_count`` for ``first``, ``top3`` ..., ``bottom2``, ``last``.
        Whole numbers are of integer type when no weights are given and no items are tied.

    Notes
    -----
    Two items tie when their rank sums are equal as whole numbers; where bases differ the means are
    compared as fractions; with weights that are not whole numbers, as means to nine decimals.
    Items tied by a respondent are spread evenly over the positions they take up, so that every
    position is filled once per respondent and the shares of all items in a top `t` add up to `t`.

    Raises
    ------
    StatisticsError
        An item without any rank, or an input that `read_ranks` refuses.
    """
    return summarise(read_ranks(ranks, weights, unranked=unranked), top=top, bottom=bottom)


def summarise(
    data: RankData, *, top: Sequence[int] = (3, 6), bottom: Sequence[int] = (6, 3, 2)
) -> pd.DataFrame:
    """`rank_summary` of rankings already read."""
    counts = position_counts(data)
    base = counts.sum(axis=1)
    _require_base(base, data)
    depth = len(data.items)
    rank_sum, mean = _rank_sums(data, base)
    order = _order_keys(data, rank_sum, base)
    columns: dict[str, Floats | Ints | NDArray[np.bool_]] = {
        "base": _whole(base, data),
        "rank_sum": _whole(rank_sum, data),
        "mean_rank": mean,
        "rank": competition_rank(order),
        "tied": tie_flags(order),
        "median": _median(counts),
        "borda": _whole(depth * base - rank_sum, data),
    }
    for name, inside in _boxes(depth, top, bottom).items():
        count = counts[:, inside].sum(axis=1)
        columns[name] = count / base
        columns[f"{name}_count"] = _whole(count, data)
    return pd.DataFrame(columns, index=data.items.rename("item"))


def rank_distribution(
    ranks: pd.DataFrame,
    weights: ArrayLike | pd.Series | None = None,
    *,
    unranked: Unranked = "missing",
) -> pd.DataFrame:
    """How often every item took every position.

    Parameters
    ----------
    ranks, weights, unranked : as for `rank_summary`.

    Returns
    -------
    DataFrame
        Tidy, items in input order and positions 1 to `k` each: ``item``, ``rank``, ``count``,
        ``share`` (of the item's base) and ``base``.
    """
    data = read_ranks(ranks, weights, unranked=unranked)
    counts = position_counts(data)
    base = counts.sum(axis=1)
    _require_base(base, data)
    depth = len(data.items)
    return pd.DataFrame(
        {
            "item": data.items.repeat(depth),
            "rank": np.tile(np.arange(1, depth + 1), depth),
            "count": _whole(counts.ravel(), data),
            "share": (counts / base[:, None]).ravel(),
            "base": _whole(base, data).repeat(depth),
        }
    )


def rank_by_group(
    ranks: pd.DataFrame,
    groups: ArrayLike | pd.Series,
    weights: ArrayLike | pd.Series | None = None,
    *,
    unranked: Unranked = "missing",
) -> pd.DataFrame:
    """Position of every item within every group.

    Parameters
    ----------
    ranks, weights, unranked : as for `rank_summary`.
    groups : label of each respondent; those without a label are left out.

    Returns
    -------
    DataFrame
        Tidy, in the order of the groups and items: ``group``, ``item``, ``base``, ``mean_rank``,
        ``rank``, ``tied``. A category without members has no rows.
    """
    data = read_ranks(ranks, weights, unranked=unranked)
    codes, labels = read_groups(groups, ranks.index, data.rows)
    parts = []
    for code, label in enumerate(labels):
        part = summarise(data.take(codes == code), top=(), bottom=())
        part = part[["base", "mean_rank", "rank", "tied"]].reset_index()
        part.insert(0, "group", label)
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def rank_positions(data: RankData) -> Ints:
    """Competition rank of every item by mean rank, ties settled exactly as in `rank_summary`."""
    base = np.where(np.isnan(data.values), 0, data.weights[:, None]).sum(axis=0)
    _require_base(base, data)
    return competition_rank(_order_keys(data, _rank_sums(data, base)[0], base))


def position_counts(data: RankData) -> Floats:
    """(items, positions) weighted counts; a tie is spread evenly over the positions it takes up."""
    n, k = data.values.shape
    if data.width is None:
        present = ~np.isnan(data.values)
        cells = np.where(present, data.values, 1).astype(np.intp) - 1
        cells += np.arange(k) * k
        weights = np.where(present, data.weights[:, None], 0)
        counts = np.bincount(cells.ravel(), weights.ravel(), minlength=k * k)
        return counts.reshape(k, k)
    best = data.best()
    worst = best + data.width - 1
    portion = data.weights[:, None] / data.width
    counts = np.empty((k, k))
    for position in range(1, k + 1):
        inside = (best <= position) & (worst >= position)
        counts[:, position - 1] = np.where(inside, portion, 0).sum(axis=0)
    return counts


def _rank_sums(data: RankData, base: Floats) -> tuple[Floats, Floats]:
    """Weighted sum of ranks and mean rank per item."""
    filled = data.values if data.complete else np.nan_to_num(data.values)
    total = data.weights @ filled
    return total, total / base


def _order_keys(data: RankData, rank_sum: Floats, base: Floats) -> Ints | Floats:
    """Numbers in the order of the mean ranks, equal exactly when two items tie."""
    if not data.whole_weights:
        return np.round(rank_sum / base, 9)
    halves = np.rint(2 * rank_sum).astype(np.int64)
    if (base == base[0]).all():
        return halves
    means = [Fraction(int(s), int(b)) for s, b in zip(halves, base, strict=True)]
    place = {mean: number for number, mean in enumerate(sorted(set(means)))}
    return np.array([place[mean] for mean in means], dtype=np.int64)


def _median(counts: Floats) -> Floats:
    """Median position per item from its counts; the middle of two where half lies on each side."""
    share = np.round(np.cumsum(counts, axis=1) / counts.sum(axis=1, keepdims=True), 12)
    lower = (share >= 0.5).argmax(axis=1)
    upper = (share > 0.5).argmax(axis=1)
    middle: Floats = (lower + upper) / 2 + 1
    return middle


def _boxes(depth: int, top: Sequence[int], bottom: Sequence[int]) -> dict[str, slice]:
    """Name and positions of every box, from the first to the last."""
    for size in (*top, *bottom):
        if size < 1:
            msg = f"a box of {size} positions: allowed are 1 to the number of items, {depth}"
            raise StatisticsError(msg)
    boxes = {"first": slice(0, 1)}
    boxes.update({f"top{size}": slice(0, size) for size in top if size <= depth})
    boxes.update({f"bottom{size}": slice(depth - size, depth) for size in bottom if size <= depth})
    boxes["last"] = slice(depth - 1, depth)
    return boxes


def _whole(values: Floats, data: RankData) -> Floats | Ints:
    """Integers where nothing but whole numbers can occur, else the floats themselves."""
    if data.weighted or data.width is not None:
        return values
    return np.rint(values).astype(np.int64)


def _require_base(base: Floats, data: RankData) -> None:
    empty = data.items[base == 0]
    if len(empty):
        msg = (
            f"nobody of {len(data.index)} ranked {', '.join(map(repr, empty))}; leave the item out, "
            "or use unranked='last' when respondents ranked only their top items"
        )
        raise StatisticsError(msg)
