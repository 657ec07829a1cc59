"""Rankings as a checked matrix: ties, items left out, weights and clusters settled once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from research.errors import StatisticsError
from research.statistics.answers.alignment import matched
from research.statistics.answers.arguments import framed, numbers, one_of
from research.statistics.samples.weights import read_weights

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = ["RankData", "Unranked", "filled_ranks", "read_clusters", "read_groups", "read_ranks"]

Unranked = Literal["missing", "last", "rest"]


@dataclass(frozen=True)
class RankData:
    """Checked rankings of `n` respondents over `k` items; rows without any rank are gone.

    Parameters
    ----------
    items : the `k` item keys, in input order.
    index : labels of the `n` respondents kept.
    rows : (n,) their places in the frame that was read.
    values : (n, k) ranks, 1 best; tied items share the mean of the positions they take up;
        NaN where the respondent left the item out.
    width : (n, k) number of items sharing the position, 1 where untied; ``None`` without ties.
        Of items that hold the mean of the ranks left, their number.
    ranked : (n, k) whether the respondent placed the item himself.
    weights : (n,) weights above zero; ones when none were given.
    weighted : whether weights were given.
    rest : whether items left out hold the mean of the ranks left and take up no position.
    """

    items: pd.Index
    index: pd.Index
    rows: Ints
    values: Floats
    width: Ints | None
    ranked: NDArray[np.bool_]
    weights: Floats
    weighted: bool
    rest: bool = False

    @property
    def complete(self) -> bool:
        """Whether every respondent has a rank for every item."""
        return not np.isnan(self.values).any()

    @property
    def whole_weights(self) -> bool:
        """Whether all weights are whole numbers, so that sums of ranks are exact."""
        return not self.weighted or bool((self.weights == np.rint(self.weights)).all())

    @property
    def half_ranks(self) -> bool:
        """Whether every rank is a whole or a half number, as all but means of ranks left are."""
        if not self.rest or self.width is None:
            return True
        doubled = 2 * np.nan_to_num(self.values)
        return bool((doubled == np.rint(doubled)).all())

    @property
    def spread(self) -> Ints | None:
        """(n, k) number of positions that an item is spread over; ``None`` where it has one.

        Where items left out take up no position, those tied count at the one that they share.
        """
        return None if self.rest else self.width

    def best(self) -> Floats:
        """Best position that each item takes up, its competition rank; NaN where it has none."""
        if self.width is None:
            return self.values
        best: Floats = self.values - (self.width - 1) / 2
        return np.where(self.ranked, best, np.nan) if self.rest else best

    def take(self, rows: NDArray[np.bool_]) -> RankData:
        """Rankings of the respondents chosen by a mask of length `n`."""
        return RankData(
            items=self.items,
            index=self.index[rows],
            rows=self.rows[rows],
            values=self.values[rows],
            width=None if self.width is None else self.width[rows],
            ranked=self.ranked[rows],
            weights=self.weights[rows],
            weighted=self.weighted,
            rest=self.rest,
        )


def read_ranks(
    ranks: pd.DataFrame,
    weights: ArrayLike | pd.Series | None = None,
    *,
    unranked: Unranked = "missing",
) -> RankData:
    """Check a wide frame of ranks and settle its ties and gaps.

    A respondent without ties is taken as given. One with ties, in whatever coding (1 1 3, 1 1 2 or
    1.5 1.5 3), gets mean positions over the items that he ranked. Whoever ranked nothing is gone.

    Parameters
    ----------
    ranks : (respondents, items) ranks, 1 best, NaN where an item was not ranked.
    weights : one per respondent; a Series is matched by its index.
    unranked : ``"missing"`` says nothing about an item left out; ``"last"`` (top-k tasks) lets the
        items left out share the positions below those ranked; ``"rest"`` (top-k tasks, and gaps)
        lets them hold the mean of the ranks that the respondent gave to none (mid-ranks, Kendall
        1945, Biometrika 33:239) and take up no position, so that shares are of those who gave one.

    Raises
    ------
    StatisticsError
        No item, items twice, no ranking, a rank outside 1 to `k`, or weights not above zero.

    Examples
    --------
    >>> frame = pd.DataFrame({"a": [1, 1], "b": [2, 1], "c": [3, None]})
    >>> read_ranks(frame, unranked="last").values.tolist()
    [[1.0, 2.0, 3.0], [1.5, 1.5, 3.0]]
    """
    one_of("unranked", unranked, get_args(Unranked))
    if framed("ranks", ranks).shape[1] == 0:
        msg = "ranks have no columns; allowed: one column an item"
        raise StatisticsError(msg)
    values = numbers(ranks, "ranks")
    checked = read_weights(weights, ranks.index)
    kept: NDArray[np.bool_] = np.asarray(~np.isnan(values).all(axis=1))
    if not kept.any():
        msg = f"no respondent of {len(ranks)} ranked anything; give ranks from 1 (best)"
        raise StatisticsError(msg)
    rows = np.flatnonzero(kept)
    if len(rows) < len(kept):
        values, checked = values[rows], checked[rows]
    ranked = ~np.isnan(values)
    values, width = _settle_ties(values)
    _check_range(values, ranks.columns)
    if unranked == "last":
        values, width = _fill_last(values, width, ranked)
    elif unranked == "rest":
        values, width = _fill_rest(values, width, ranked)
    return RankData(
        items=ranks.columns,
        index=ranks.index[rows],
        rows=rows,
        values=values,
        width=width,
        ranked=ranked,
        weights=checked,
        weighted=weights is not None,
        rest=unranked == "rest",
    )


def filled_ranks(ranks: pd.DataFrame, *, unranked: Unranked = "rest") -> pd.DataFrame:
    """Ranks as they are counted: ties at mean positions, items left out as `unranked` says.

    Parameters
    ----------
    ranks, unranked : as for `rank_summary`.

    Returns
    -------
    DataFrame
        The ranks of those who ranked anything, as floats; what holds no rank stays missing.

    Raises
    ------
    StatisticsError
        An input that the other verbs on rankings refuse too.

    Examples
    --------
    Of four items the first respondent left out two, which share the third and fourth rank.

    >>> filled_ranks(pd.DataFrame({"a": [1, 3], "b": [2, 1], "c": [None, 2], "d": [None, 4]}))
         a    b    c    d
    0  1.0  2.0  3.5  3.5
    1  3.0  1.0  2.0  4.0
    """
    data = read_ranks(ranks, unranked=unranked)
    return pd.DataFrame(data.values, index=data.index, columns=data.items)


def read_groups(
    groups: ArrayLike | pd.Series,
    index: pd.Index,
    rows: Ints | None = None,
    what: str = "groups",
) -> tuple[Ints, pd.Index]:
    """Codes and labels of a grouping of the respondents at `rows` (all, if ``None``).

    A missing label has the code -1. Labels keep the order of a categorical, else that of first
    appearance; those without a member are gone. A Series is matched by its index.

    Raises
    ------
    StatisticsError
        Another length than the respondents, or nobody in any group.
    """
    series = matched(groups, index, what)
    if rows is not None:
        series = series.iloc[rows]
    if isinstance(series.dtype, pd.CategoricalDtype):
        series = series.cat.remove_unused_categories()
        codes, labels = series.cat.codes.to_numpy(), pd.Index(series.cat.categories)
    else:
        codes, uniques = pd.factorize(series)
        labels = pd.Index(uniques)
    if len(labels) == 0:
        msg = "no respondent belongs to any group; check the grouping column"
        raise StatisticsError(msg)
    return np.asarray(codes, dtype=np.int64), labels


def read_clusters(
    clusters: ArrayLike | pd.Series | None, index: pd.Index, rows: Ints
) -> Ints | None:
    """Codes from 0 of the clusters of the respondents at `rows`; ``None`` where there are none.

    Raises
    ------
    StatisticsError
        Another length than the respondents, or a respondent without a cluster.
    """
    if clusters is None:
        return None
    codes, _ = read_groups(clusters, index, rows, "clusters")
    if (codes < 0).any():
        msg = (
            f"{int((codes < 0).sum())} respondents belong to no cluster, the first "
            f"{index[rows[int((codes < 0).argmax())]]!r}; name one for each, or leave them out"
        )
        raise StatisticsError(msg)
    return codes


def _settle_ties(values: Floats) -> tuple[Floats, Ints | None]:
    """Mean positions in rows with ties, and how many items share each position."""
    ordered = np.sort(values, axis=1)
    rows = (ordered[:, 1:] == ordered[:, :-1]).any(axis=1)
    if not rows.any():
        return values, None
    settled = values.copy()
    settled[rows] = rankdata(values[rows], axis=1, method="average", nan_policy="omit")
    width = np.ones(values.shape, dtype=np.int64)
    width[rows] = (settled[rows][:, :, None] == settled[rows][:, None, :]).sum(axis=2)
    return settled, np.maximum(width, 1)


def _check_range(values: Floats, items: pd.Index) -> None:
    """Whole positions (half ones where tied) from 1 to the number of items."""
    count = len(items)
    with np.errstate(invalid="ignore"):
        wrong = (values < 1) | (values > count) | (2 * values != np.rint(2 * values))
    wrong &= ~np.isnan(values)
    if wrong.any():
        row, column = np.argwhere(wrong)[0]
        msg = (
            f"rank {values[row, column]:g} of item {items[column]!r}: allowed are 1 (best) to "
            f"{count}, the number of items; re-rank the answers first"
        )
        raise StatisticsError(msg)


def _fill_last(
    values: Floats, width: Ints | None, ranked: NDArray[np.bool_]
) -> tuple[Floats, Ints | None]:
    """Let the items that a respondent left out share the positions below those he ranked."""
    if ranked.all():
        return values, width
    placed = ranked.sum(axis=1, keepdims=True)
    count = values.shape[1]
    top = np.nanmax(values + (0 if width is None else (width - 1) / 2), axis=1, keepdims=True)
    if (top > placed).any():
        msg = (
            "unranked='last' needs ranks without gaps (1, 2, 3, ...): somebody's worst rank is "
            f"{np.max(top[top > placed]):g} with fewer items ranked; use unranked='rest'"
        )
        raise StatisticsError(msg)
    filled = np.where(ranked, values, (placed + 1 + count) / 2)
    shared = np.where(ranked, 1 if width is None else width, count - placed)
    return filled, shared.astype(np.int64)


def _fill_rest(
    values: Floats, width: Ints | None, ranked: NDArray[np.bool_]
) -> tuple[Floats, Ints | None]:
    """Let the items that a respondent left out hold the mean of the ranks that he gave to none."""
    if ranked.all():
        return values, width
    count = values.shape[1]
    left = count - ranked.sum(axis=1, keepdims=True)
    total = count * (count + 1) / 2 - np.nansum(values, axis=1, keepdims=True)
    filled = np.where(ranked, values, total / np.maximum(left, 1))
    shared = np.where(ranked, 1 if width is None else width, left)
    return filled, shared.astype(np.int64)
