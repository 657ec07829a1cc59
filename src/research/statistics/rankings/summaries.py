"""Rankings described: mean ranks, positions, shares of top and bottom, items that go together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.statistics.answers.arguments import instance_of, listed, whole
from research.statistics.rankings.positions import (
    bases,
    competition_rank,
    median_positions,
    order_keys,
    position_counts,
    rank_sums,
    tie_flags,
)
from research.statistics.rankings.rankdata import read_clusters, read_groups, read_ranks
from research.statistics.samples.clusters import Sureness, interval_method, sureness
from research.statistics.samples.derivation import People
from research.statistics.samples.suppression import Suppression, protect
from research.statistics.samples.weights import effective_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from research.statistics.rankings.rankdata import RankData, Unranked

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = ["co_occurrence", "rank_by_group", "rank_distribution", "rank_summary"]


def rank_summary(
    ranks: pd.DataFrame,
    weights: ArrayLike | pd.Series | None = None,
    *,
    top: Sequence[int] = (3, 6),
    bottom: Sequence[int] = (6, 3, 2),
    clusters: ArrayLike | pd.Series | None = None,
    unranked: Unranked = "missing",
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Describe every item of a ranking in one row.

    Parameters
    ----------
    ranks : (respondents, items) ranks, 1 best, NaN where not ranked.
    weights : one above zero per respondent.
    top, bottom : depths of the boxes; those deeper than the number of items are left out.
    clusters : label of each respondent's cluster (an account, a company), for the intervals.
    unranked : how items left out count, see `read_ranks`.
    confidence : two-sided level of the intervals of the shares.

    Returns
    -------
    DataFrame
        Indexed by item, in input order: ``base`` (respondents with a position for the item,
        weighted), ``unweighted_base``, ``effective_base`` (Kish), ``rank_sum``, ``mean_rank``,
        ``rank`` (competition ranking of the mean ranks), ``tied``, ``median``, ``borda`` (points:
        items placed below, a tie counting half), then for ``first``, ``top3`` ..., ``bottom2``,
        ``last`` a share from 0 to 1, its ``_count``, and the limits ``_low`` and ``_high`` of its
        Wilson interval on the effective base; with clusters on the effective size that these leave,
        with Student's t at clusters less one. Whole numbers are of integer type when no weights
        are given and no items are tied. ``attrs["method"]`` names the methods.

    Notes
    -----
    Two items tie when their rank sums are equal as whole numbers; where bases differ the means are
    compared as fractions; with weights that are not whole numbers, as means to nine decimals.
    Items tied by a respondent are spread evenly over the positions they take up, so that every
    position is filled once per respondent and the shares of all items in a top `t` add up to `t`.
    With ``unranked="rest"`` they count whole at the position that they share, and shares are of all
    who ranked any item, so that those in a top `t` add up to less where `t` were not ranked.

    Raises
    ------
    StatisticsError
        An item without any rank, or an input that `read_ranks` refuses.

    Examples
    --------
    >>> ranks = pd.DataFrame(
    ...     {"farming": [1, 1, 2, 1], "hunting": [2, 3, 1, 2], "brand": [3, 2, 3, 3]}
    ... )
    >>> rank_summary(ranks)[["mean_rank", "rank", "first", "last"]]
             mean_rank  rank  first  last
    item
    farming       1.25     1   0.75  0.00
    hunting       2.00     2   0.25  0.25
    brand         2.75     3   0.00  0.75
    """
    data = read_ranks(ranks, weights, unranked=unranked)
    frame = pd.DataFrame(_positions(data), index=data.items.rename("item"))
    counts = position_counts(data)
    base = bases(data)
    frame["median"] = median_positions(data, counts)
    frame["borda"] = _whole(len(data.items) * base, data) - frame["rank_sum"]
    codes = read_clusters(clusters, ranks.index, data.rows)
    for name, inside in _boxes(len(data.items), top, bottom).items():
        count = counts[:, inside].sum(axis=1)
        frame[name] = count / base
        frame[f"{name}_count"] = _counted(count, data)
        sure = _sureness(data, codes, inside)
        frame[f"{name}_low"], frame[f"{name}_high"] = sure.limits(count / base, confidence)
    frame.attrs["method"] = f"competition ranking of mean ranks; {interval_method(codes)}"
    return frame


def rank_distribution(
    ranks: pd.DataFrame,
    weights: ArrayLike | pd.Series | None = None,
    *,
    clusters: ArrayLike | pd.Series | None = None,
    unranked: Unranked = "missing",
    confidence: float = 0.95,
) -> pd.DataFrame:
    """How often every item took every position.

    Parameters
    ----------
    ranks, weights, clusters, unranked, confidence : as for `rank_summary`.

    Returns
    -------
    DataFrame
        Tidy, items in input order and positions 1 to `k` each: ``item``, ``rank``, ``count``,
        ``share`` (of the item's base), ``base``, and the Wilson limits ``low`` and ``high``.

    Examples
    --------
    >>> ranks = pd.DataFrame(
    ...     {"farming": [1, 1, 2, 1], "hunting": [2, 3, 1, 2], "brand": [3, 2, 3, 3]}
    ... )
    >>> rank_distribution(ranks).loc[:2, ["item", "rank", "count", "share"]]
          item  rank  count  share
    0  farming     1      3   0.75
    1  farming     2      1   0.25
    2  farming     3      0   0.00
    """
    data = read_ranks(ranks, weights, unranked=unranked)
    counts = position_counts(data)
    base = bases(data)
    depth = len(data.items)
    share = (counts / base[:, None]).ravel()
    codes = read_clusters(clusters, ranks.index, data.rows)
    places = [_sureness(data, codes, slice(at, at + 1)) for at in range(depth)]
    limits = [
        sure.limits(row, confidence)
        for sure, row in zip(places, (counts / base[:, None]).T, strict=True)
    ]
    low, high = (np.array(side).T.ravel() for side in zip(*limits, strict=True))
    frame = pd.DataFrame(
        {
            "item": data.items.repeat(depth),
            "rank": np.tile(np.arange(1, depth + 1), depth),
            "count": _counted(counts.ravel(), data),
            "share": share,
            "base": _counted(base, data).repeat(depth),
            "low": low,
            "high": high,
        }
    )
    frame.attrs["method"] = interval_method(codes)
    return frame


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

    Examples
    --------
    >>> ranks = pd.DataFrame(
    ...     {"farming": [1, 1, 2, 1], "hunting": [2, 3, 1, 2], "brand": [3, 2, 3, 3]}
    ... )
    >>> found = rank_by_group(ranks, ["north", "north", "south", "north"])
    >>> found.pivot(index="item", columns="group", values="rank")
    group    north  south
    item
    brand        3      3
    farming      1      2
    hunting      2      1
    """
    data = read_ranks(ranks, weights, unranked=unranked)
    codes, labels = read_groups(groups, ranks.index, data.rows)
    parts = [_positions(data.take(codes == code)) for code in range(len(labels))]
    size = len(data.items)
    # One frame of all groups: a frame for each would take longer than the counting.
    frame = pd.DataFrame(
        {
            "group": labels.repeat(size),
            "item": data.items[np.tile(np.arange(size), len(labels))],
            **{
                name: np.concatenate([part[name] for part in parts])
                for name in ("base", "mean_rank", "rank", "tied")
            },
        }
    )
    frame.attrs["method"] = "competition ranking of mean ranks within each group"
    return frame


def co_occurrence(
    ranks: pd.DataFrame,
    *,
    given: int = 1,
    k: int = 3,
    weights: ArrayLike | pd.Series | None = None,
    clusters: ArrayLike | pd.Series | None = None,
    unranked: Unranked = "missing",
    confidence: float = 0.95,
    suppression: Suppression | None = None,
) -> pd.DataFrame:
    """Share with each item in the top `k`, among those who ranked another item within `given`.

    Parameters
    ----------
    ranks : (respondents, items) ranks, 1 best, NaN where not ranked.
    given : depth within which the given item must lie.
    k : depth within which the other item is looked for.
    weights : one above zero per respondent.
    clusters : as for `rank_summary`.
    unranked : as for `read_ranks`; an item that a respondent left out is never in the top.
    confidence : two-sided level of the Wilson intervals.
    suppression : how few are too few to be told about; ``None`` tells of everybody. The share of an
        item in the top among all respondents counts as published.

    Returns
    -------
    DataFrame
        Tidy, every ordered pair of different items in input order: ``given``, ``item``, ``count``
        (of the base, those with the item in the top `k`), ``base`` (those with the given item
        within `given` and a position for the other), ``share`` from 0 to 1, its limits ``low`` and
        ``high`` on the effective base, and ``note``, empty but where the base is zero or too small
        to be told about, and the share therefore missing.

    Notes
    -----
    Items tied by a respondent lie within a depth when the best position they share does.

    Raises
    ------
    StatisticsError
        A depth outside 1 to the number of items.

    Examples
    --------
    Of the three who put farming first, two have hunting among their first two.

    >>> ranks = pd.DataFrame(
    ...     {"farming": [1, 1, 2, 1], "hunting": [2, 3, 1, 2], "brand": [3, 2, 3, 3]}
    ... )
    >>> co_occurrence(ranks, given=1, k=2).loc[:1, ["given", "item", "count", "base"]]
         given     item  count  base
    0  farming  hunting      2     3
    1  farming    brand      1     3
    """
    data = read_ranks(ranks, weights, unranked=unranked)
    depth = len(data.items)
    given, k = whole("given", given, 1, depth), whole("k", k, 1, depth)
    if suppression is not None:
        instance_of("suppression", suppression, Suppression, "a Suppression, or None")
    best = np.where(data.ranked, data.best(), np.inf)
    known = (~np.isnan(data.values)).astype(np.float64)
    condition = (best <= given) * data.weights[:, None]
    within = (best <= k).astype(np.float64)
    count = condition.T @ within
    base = condition.T @ known
    codes = read_clusters(clusters, ranks.index, data.rows)
    sure = [
        sureness(within, known * row[:, None], data.weights, codes) for row in (best <= given).T
    ]
    if not data.weighted:
        count, base = np.rint(count).astype(np.int64), np.rint(base).astype(np.int64)
    pairs = ~np.eye(depth, dtype=bool)
    share = np.divide(count, base, out=np.full((depth, depth), np.nan), where=base > 0)
    limits = [each.limits(row, confidence) for each, row in zip(sure, share, strict=True)]
    low, high = (np.array(side)[pairs] for side in zip(*limits, strict=True))
    frame = pd.DataFrame(
        {
            "given": data.items.repeat(depth - 1),
            "item": data.items.to_numpy()[np.nonzero(pairs)[1]],
            "count": count[pairs],
            "base": base[pairs],
            "share": share[pairs],
            "low": np.where(base[pairs] > 0, low, np.nan),
            "high": np.where(base[pairs] > 0, high, np.nan),
        }
    )
    frame.attrs["method"] = interval_method(codes)
    frame["note"] = np.where(frame["base"] > 0, "", f"nobody ranked the given item within {given}")
    hidden = np.zeros(len(frame), dtype=bool)
    if suppression is not None:
        hidden = _too_few(best <= given, known > 0, suppression)[pairs]
    if hidden.any():
        told = ["count", "share", "low", "high"] if data.complete else list(frame.columns[2:7])
        frame.loc[hidden, told] = np.nan
        frame.loc[hidden, "note"] = "hidden: too few, or a guard of those"
    return frame


def _too_few(
    inside: NDArray[np.bool_], known: NDArray[np.bool_], rule: Suppression
) -> NDArray[np.bool_]:
    """(given, items) whether those who rank one item within a depth are hidden for another."""
    hidden = np.zeros((inside.shape[1], inside.shape[1]), dtype=bool)
    for item in range(inside.shape[1]):
        # Whoever ranks the item within the depth is known to: the others are to be protected.
        others = known[:, item] & ~inside[:, item]
        cells, count = np.unique(inside[others], axis=0, return_counts=True)
        groups = np.vstack([np.ones(len(cells), dtype=bool), cells.T])
        secret = groups @ count < rule.hide
        secret &= groups.any(axis=1)
        hidden[:, item] = protect(groups, People(count.astype(np.float64)), secret, rule)[1:]
    chosen: NDArray[np.bool_] = np.asarray(inside.any(axis=0))
    return hidden & chosen[:, None]


def _positions(data: RankData) -> dict[str, NDArray[Any]]:
    """(items,) bases, mean ranks and positions: the columns that every summary opens with."""
    base = bases(data)
    rank_sum = rank_sums(data)
    order = order_keys(data, rank_sum, base)
    return {
        "base": base.astype(np.int64) if not data.weighted else base,
        "unweighted_base": (~np.isnan(data.values)).sum(axis=0),
        "effective_base": _effective_base(data),
        "rank_sum": _whole(rank_sum, data),
        "mean_rank": rank_sum / base,
        "rank": competition_rank(order),
        "tied": tie_flags(order),
    }


def _effective_base(data: RankData) -> Floats:
    present = (~np.isnan(data.values)).astype(np.float64)
    sizes = effective_size(data.weights @ present, data.weights**2 @ present)
    return np.asarray(sizes, dtype=np.float64)


def _sureness(data: RankData, codes: Ints | None, inside: slice) -> Sureness:
    """How sure the shares of some positions are."""
    if codes is None:
        return Sureness(_effective_base(data))
    width = 1 if data.spread is None else data.spread
    best = data.best()
    taken = np.minimum(best + width - 1, inside.stop) - np.maximum(best, inside.start + 1) + 1
    part = np.nan_to_num(np.clip(taken, 0, None) / width)
    return sureness(part, (~np.isnan(data.values)).astype(np.float64), data.weights, codes)


def _boxes(depth: int, top: Sequence[int], bottom: Sequence[int]) -> dict[str, slice]:
    """Name and positions of every box, from the first to the last."""
    top, bottom = (listed("boxes", sizes, "a list of sizes") for sizes in (top, bottom))
    for size in (*top, *bottom):
        whole("a box", size, 1)
    boxes = {"first": slice(0, 1)}
    boxes.update({f"top{size}": slice(0, size) for size in top if size <= depth})
    boxes.update({f"bottom{size}": slice(depth - size, depth) for size in bottom if size <= depth})
    boxes["last"] = slice(depth - 1, depth)
    return boxes


def _counted(values: Floats, data: RankData) -> Floats | Ints:
    """Integers where every respondent counts whole, else the floats themselves."""
    if data.weighted or data.spread is not None:
        return values
    return np.rint(values).astype(np.int64)


def _whole(values: Floats, data: RankData) -> Floats | Ints:
    """Integers where nothing but whole numbers can occur, else the floats themselves."""
    if data.weighted or data.width is not None:
        return values
    return np.rint(values).astype(np.int64)
