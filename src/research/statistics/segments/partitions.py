"""Partitions of respondents: found by k-means, judged by silhouettes, held against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy.cluster.vq import ClusterError, kmeans2
from scipy.spatial.distance import cdist

from research.errors import StatisticsError
from research.statistics.answers.alignment import in_step

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Codes = NDArray[np.intp]

__all__ = ["adjusted_rand", "k_means", "nearest_jaccard", "silhouettes", "variance_ratio"]

_ITERATIONS = 100
# Rows of distances held at once.
_ROWS = 512


def adjusted_rand(first: ArrayLike, second: ArrayLike) -> float:
    """Give the agreement of two groupings of the same respondents, corrected for chance.

    Parameters
    ----------
    first, second : the group of each respondent; Series are matched by label. What the groups are
        called does not matter.

    Returns
    -------
    1 for the same grouping, 0 on average for groupings at random; may be negative.

    Raises
    ------
    StatisticsError
        If a group is missing, or there are fewer than two respondents.

    Notes
    -----
    Hubert and Arabie (1985), "Comparing partitions", Journal of Classification 2:193.

    Examples
    --------
    >>> round(adjusted_rand([0, 0, 1, 2], ["a", "a", "b", "b"]), 3)
    0.571
    """
    one, other = (_groups(each) for each in in_step("groups", first, second))
    if one.shape != other.shape:
        msg = f"groups have shapes {one.shape} and {other.shape}; allowed: one each"
        raise StatisticsError(msg)
    table = np.zeros((int(one.max()) + 1, int(other.max()) + 1))
    np.add.at(table, (one, other), 1)
    together, rows, columns = (
        float((counts * (counts - 1)).sum()) / 2
        for counts in (table, table.sum(axis=1), table.sum(axis=0))
    )
    expected = rows * columns / (len(one) * (len(one) - 1) / 2)
    most = (rows + columns) / 2
    return 1.0 if most == expected else (together - expected) / (most - expected)


def _groups(values: Any) -> Codes:
    array = np.asarray(values)
    if array.ndim != 1 or len(array) < 2:
        msg = f"groups have shape {array.shape}; allowed: a list, one group for each of two or more"
        raise StatisticsError(msg)
    try:
        codes = pd.factorize(array)[0]
    except TypeError:
        codes = np.array([-1])
    if (codes < 0).any():
        msg = "a group is missing; allowed: one for each respondent (leave out who has none)"
        raise StatisticsError(msg)
    return codes.astype(np.intp)


def k_means(values: Floats, k: int, starts: int, rng: np.random.Generator) -> tuple[Codes, float]:
    """Partition rows into `k` groups of least squared distance from their means.

    Parameters
    ----------
    values : (n, p).
    k : groups, at most as many as there are different rows.
    starts : with centres drawn apart (Arthur and Vassilvitskii 2007), of which the best is kept.
    rng : source of the starts.

    Returns
    -------
    The group of each row, numbered from 0, and the sum of squares within groups.
    """
    best, least = np.zeros(len(values), dtype=np.intp), np.inf
    found = 0
    for _ in range(20 * starts):
        if found == starts:
            break
        try:
            centres, codes = kmeans2(
                values, k, iter=_ITERATIONS, minit="++", missing="raise", rng=rng
            )
        except ClusterError:
            continue
        found += 1
        within = float(((values - centres[codes]) ** 2).sum())
        if within < least:
            best, least = codes.astype(np.intp), within
    if not found:
        msg = f"no {k} groups could be found that all hold respondents; allowed: fewer groups"
        raise StatisticsError(msg)
    return best, least


def variance_ratio(values: Floats, codes: Codes, within: float) -> float:
    """Variance between groups over variance within (Calinski and Harabasz 1974)."""
    k, n = int(codes.max()) + 1, len(values)
    total = float(((values - values.mean(axis=0)) ** 2).sum())
    return (total - within) / (k - 1) / (within / (n - k)) if within > 0 and n > k else np.inf


def silhouettes(values: Floats, partitions: list[Codes]) -> list[Floats]:
    """How much nearer each row is to its own group than to the next, from -1 to 1.

    Parameters
    ----------
    values : (n, p).
    partitions : groups of the rows, each numbered from 0.

    Notes
    -----
    Rousseeuw (1987), "Silhouettes", Journal of Computational and Applied Mathematics 20:53. Who is
    alone in a group has 0.
    """
    members = [np.eye(int(codes.max()) + 1)[codes] for codes in partitions]
    parts: list[list[Floats]] = [[] for _ in partitions]
    for at in range(0, len(values), _ROWS):
        distance = cdist(values[at : at + _ROWS], values)
        for part, codes, member in zip(parts, partitions, members, strict=True):
            part.append(_widths(distance @ member, codes[at : at + _ROWS], member.sum(axis=0)))
    return [np.concatenate(part) for part in parts]


def _widths(sums: Floats, own: Codes, sizes: Floats) -> Floats:
    rows = np.arange(len(own))
    inside = sums[rows, own] / np.maximum(sizes[own] - 1, 1)
    apart = sums / sizes
    apart[rows, own] = np.inf
    outside = apart.min(axis=1)
    larger = np.maximum(inside, outside)
    widths = np.divide(outside - inside, larger, out=np.zeros_like(larger), where=larger > 0)
    return np.where(sizes[own] > 1, widths, 0.0)


def nearest_jaccard(codes: Codes, others: Codes) -> Floats:
    """Jaccard similarity of each group to the group of another partition that is most like it.

    Groups that have no rows here are missing.
    """
    table = np.zeros((int(codes.max()) + 1, int(others.max()) + 1))
    np.add.at(table, (codes, others), 1)
    union = table.sum(axis=1, keepdims=True) + table.sum(axis=0) - table
    found = np.divide(table, union, out=np.zeros_like(table), where=union > 0).max(axis=1)
    return np.where(table.sum(axis=1) > 0, found, np.nan)
