"""Groups of respondents compared by what they rank highly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.answers.arguments import whole
from research.statistics.answers.results import StatisticalResult
from research.statistics.rankings.meanranks import add_up
from research.statistics.rankings.permutations import (
    between_groups,
    permuted_between,
    share_as_large,
)
from research.statistics.rankings.rankdata import read_clusters, read_groups, read_ranks
from research.statistics.samples.corrections import adjusted
from research.wording.figures import grouped
from research.wording.frames import Frames

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from research.statistics.rankings.rankdata import RankData, Unranked

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = ["GroupTest", "compare_groups", "method_in_words"]

_SAY = Frames(__file__)

# A sum of squares that is rounding alone.
_NOTHING = 1e-9


@dataclass(frozen=True)
class GroupTest(StatisticalResult):
    """Whether groups differ in their rankings, all items at once and each alone.

    Parameters
    ----------
    statistic : pseudo F of the whole profile: spread between groups over that within.
    share : share of all spread of ranks that lies between groups, 0 to 1.
    p : of the whole profile, by permutation.
    items : indexed by item: ``statistic`` (share of the item's spread between groups), ``p``,
        ``p_holm``, ``p_bh``, ``p_max`` (step-down maximum) and ``note``.
    groups : indexed by group: ``base`` (unweighted) and ``units`` (clusters, where there are any).
    note : empty, or why the test is trivial.
    method : the method in words.
    """

    statistic: float
    share: float
    p: float
    items: pd.DataFrame
    groups: pd.DataFrame
    note: str
    method: str

    @property
    def frame(self) -> pd.DataFrame:
        """The items."""
        return self.items


def compare_groups(
    ranks: pd.DataFrame,
    groups: ArrayLike | pd.Series,
    weights: ArrayLike | pd.Series | None = None,
    *,
    clusters: ArrayLike | pd.Series | None = None,
    permutations: int = 10_000,
    seed: int = 0,
    unranked: Unranked = "missing",
) -> GroupTest:
    """Test whether groups rank alike.

    Parameters
    ----------
    ranks : (respondents, items) ranks, 1 best, NaN where not ranked.
    groups : label of each respondent; those without one are left out.
    weights : survey weights above zero; they stay with the respondent when labels are permuted.
    clusters : label of each respondent's cluster. Whole clusters are permuted, so every cluster
        must lie within one group.
    permutations : random relabellings; at least 99.
    seed : of the relabelling.
    unranked : as for `read_ranks`.

    Raises
    ------
    StatisticsError
        Fewer than two groups (a group that is everyone has nothing to be compared with), a cluster
        in several groups, or too few permutations.

    Notes
    -----
    The statistic of the whole profile adds up, over items, the spread of group mean ranks around
    the mean of all, weighted by base: the test of Anderson (2001, Austral Ecology 26:32) on
    Spearman's distance between rankings. p is (1 + relabellings with a spread at least as large)
    / (1 + relabellings). Where nobody's ranks differ, p is 1 and the note says why.

    Examples
    --------
    >>> north = pd.DataFrame({"farming": [1, 1, 2], "hunting": [2, 3, 1], "brand": [3, 2, 3]})
    >>> south = pd.DataFrame({"farming": [3, 3, 2], "hunting": [2, 1, 3], "brand": [1, 2, 1]})
    >>> ranks = pd.concat([north] * 5 + [south] * 5, ignore_index=True)
    >>> test = compare_groups(ranks, ["north"] * 15 + ["south"] * 15, permutations=999)
    >>> round(test.share, 3), test.p
    (0.444, 0.001)
    """
    permutations, seed = whole("permutations", permutations, 99), whole("seed", seed, 0)
    data = read_ranks(ranks, weights, unranked=unranked)
    codes, labels = read_groups(groups, ranks.index, data.rows)
    named = codes >= 0
    cluster_codes = read_clusters(clusters, ranks.index, data.rows[named])
    data, codes = data.take(named), codes[named]
    used = np.unique(codes)
    if len(used) < 2:
        msg = f"everybody belongs to {labels[used[0]]!r}; comparing needs at least two groups"
        raise StatisticsError(msg)
    labels, codes = labels[used], np.searchsorted(used, codes)
    values, bases = _centred(data)
    scatter = _scatter(values, bases)
    unit_codes = codes
    if cluster_codes is not None:
        unit_codes = _codes_of_clusters(codes, cluster_codes)
        values, bases = add_up(values, cluster_codes), add_up(bases, cluster_codes)
    observed = _observed(values, bases, unit_codes)
    drawn = permuted_between(values, bases, unit_codes, permutations, seed)
    sizes = pd.DataFrame(
        {"base": np.bincount(codes), "units": np.bincount(unit_codes)},
        index=labels.rename("group"),
    )
    between, total = float(observed.sum()), float(scatter.sum())
    within = (total - between) / max(len(codes) - len(labels), 1)
    flat = total <= 0
    return GroupTest(
        statistic=0.0 if flat else _ratio(between / (len(labels) - 1), within),
        share=0.0 if flat else between / total,
        p=float(share_as_large(drawn.sum(axis=1), observed.sum())),
        items=_items(data, observed, drawn, scatter),
        groups=sizes,
        note=_SAY("note.flat") if flat else "",
        method=method_in_words(permutations, clusters=clusters is not None),
    )


def method_in_words(permutations: int, *, clusters: bool = False) -> str:
    """The method of the test, as reports state it."""
    units = _SAY("units.clusters" if clusters else "units.single")
    return _SAY("method", permutations=grouped(permutations), units=units)


def _centred(data: RankData) -> tuple[Floats, Floats]:
    """Weighted ranks around their item's mean, and weighted bases (one column if all share it)."""
    present = ~np.isnan(data.values)
    weight = data.weights[:, None]
    base = weight * present
    if (base.sum(axis=0) == 0).any():
        item = data.items[int((base.sum(axis=0) == 0).argmax())]
        msg = f"nobody in these groups ranked {item!r}; leave the item out"
        raise StatisticsError(msg)
    filled = np.nan_to_num(data.values)
    mean = (weight * filled).sum(axis=0) / base.sum(axis=0)
    values = np.where(present, weight * (filled - mean), 0)
    return values, weight if present.all() else base


def _scatter(values: Floats, bases: Floats) -> Floats:
    """(k,) all spread of the ranks of each item."""
    scatter: Floats = (np.square(values) / np.where(bases > 0, bases, 1)).sum(axis=0)
    # Rounding around a mean is no spread.
    return np.where(scatter > _NOTHING, scatter, 0)


def _codes_of_clusters(codes: Ints, clusters: Ints) -> Ints:
    """Group of every cluster."""
    size = int(clusters.max()) + 1
    low, high = np.full(size, np.iinfo(np.int64).max), np.full(size, -1)
    np.minimum.at(low, clusters, codes)
    np.maximum.at(high, clusters, codes)
    split = int((low != high).sum())
    if split:
        msg = (
            f"{split} of {size} clusters lie in several groups; whole clusters can only be "
            "permuted where each belongs to one: compare without clusters, or within them"
        )
        raise StatisticsError(msg)
    return low


def _observed(values: Floats, bases: Floats, codes: Ints) -> Floats:
    return between_groups(add_up(values, codes), add_up(bases, codes))


def _items(data: RankData, observed: Floats, drawn: Floats, scatter: Floats) -> pd.DataFrame:
    """Every item by the same permutations."""
    flat = scatter <= 0
    safe = np.where(flat, 1, scatter)
    shares, drawn_shares = np.where(flat, 0, observed / safe), np.where(flat, 0, drawn / safe)
    p = share_as_large(drawn_shares, shares)
    return pd.DataFrame(
        {
            "statistic": shares,
            "p": p,
            "p_holm": adjusted(p, "holm"),
            "p_bh": adjusted(p, "bh"),
            "p_max": _step_down_max(shares, drawn_shares),
            "note": np.where(flat, _SAY("note.item"), ""),
        },
        index=data.items.rename("item"),
    )


def _step_down_max(observed: Floats, drawn: Floats) -> Floats:
    """Adjusted p: each item against the largest of those observed no stronger than it."""
    order = np.argsort(observed)
    running = np.maximum.accumulate(drawn[:, order], axis=1)
    ordered = share_as_large(running, observed[order])
    p = np.empty(len(order))
    p[order] = np.maximum.accumulate(ordered[::-1])[::-1]
    return p


def _ratio(between: float, within: float) -> float:
    """Pseudo F, infinite where groups differ and their members do not."""
    return between / within if within > 0 else float("inf")
