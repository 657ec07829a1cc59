"""Signs that a ranking owes more to the order shown than to the respondent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.special import ndtr

from research.errors import StatisticsError
from research.statistics.answers.alignment import matched_frame
from research.statistics.answers.arguments import framed, numbers
from research.statistics.answers.results import StatisticalResult
from research.statistics.rankings.rankdata import read_ranks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from research.statistics.rankings.rankdata import RankData

    Floats = NDArray[np.float64]

__all__ = ["OrderEffect", "order_effect", "straight_lining"]

_METHOD = (
    "orders shown dealt to the respondents at random; normal approximation of the permutation "
    "distribution (Hoeffding 1951)"
)


@dataclass(frozen=True)
class OrderEffect(StatisticalResult):
    """Whether items rank better where they are shown first.

    Parameters
    ----------
    slope : positions that an item's rank rises for each place it is shown further down.
    z, p : against no effect, two-sided.
    base : respondents.
    note : how far `p` can be trusted.
    method : the method in words.
    """

    slope: float
    z: float
    p: float
    base: int
    note: str
    method: str


def straight_lining(ranks: pd.DataFrame, shown: pd.DataFrame | None = None) -> pd.DataFrame:
    """Compare each ranking with the order in which the items were shown.

    Parameters
    ----------
    ranks : (respondents, items) ranks, 1 best, NaN where not ranked.
    shown : (respondents, items) place at which each item was shown, 1 first. Left out, everybody is
        taken to have seen the items in the order of the columns.

    Returns
    -------
    DataFrame
        Indexed by respondent (those who ranked anything): ``ranked`` (items), ``agreement``
        (Spearman's correlation of ranks and places shown), ``as_shown``, ``reversed``,
        ``all_tied``, ``flag`` (any of the three) and ``note``, why an agreement is missing.

    Notes
    -----
    A flag is a reason to look, not to leave out: `m` items come out as shown by chance once in
    m-factorial answers, which is often where few were ranked. Fewer than three are never flagged.

    Raises
    ------
    StatisticsError
        Other items or respondents in `shown`, or an item ranked that was not shown.

    Examples
    --------
    >>> ranks = pd.DataFrame(
    ...     {"farming": [1, 1, 2, 1], "hunting": [2, 3, 1, 2], "brand": [3, 2, 3, 3]}
    ... )
    >>> straight_lining(ranks)[["agreement", "as_shown", "flag"]]
       agreement  as_shown   flag
    0        1.0      True   True
    1        0.5     False  False
    2        0.5     False  False
    3        1.0      True   True
    """
    data = read_ranks(ranks)
    places = _places(data, ranks, shown)
    judged = np.where(np.isnan(data.values), np.nan, places)
    number = (~np.isnan(data.values)).sum(axis=1)
    agreement = _spearman(data.values, judged)
    tied = np.nanmax(data.values, axis=1) == np.nanmin(data.values, axis=1)
    enough = number >= 3
    same = enough & (agreement > 1 - 1e-9)
    opposite = enough & (agreement < -1 + 1e-9)
    all_tied = enough & tied
    note = np.where(number < 2, "a single item ranked", np.where(tied, "all items tied", ""))
    return pd.DataFrame(
        {
            "ranked": number,
            "agreement": agreement,
            "as_shown": same,
            "reversed": opposite,
            "all_tied": all_tied,
            "flag": same | opposite | all_tied,
            "note": note,
        },
        index=data.index,
    )


def order_effect(ranks: pd.DataFrame, shown: pd.DataFrame) -> OrderEffect:
    """Test whether the place at which an item is shown moves its rank.

    Parameters
    ----------
    ranks : (respondents, items) complete ranks, 1 best.
    shown : (respondents, items) place at which each item was shown, 1 first, varied at random.

    Raises
    ------
    StatisticsError
        Fewer than two respondents, items missing, or an order that did not vary: an effect of the
        order can then not be told from liking.

    Notes
    -----
    Ranks and places are taken around their item's means, so that liked items do not count. Were the
    orders dealt to respondents anew, the sum of products would vary around zero with a variance
    known exactly (Hoeffding 1951, Annals of Mathematical Statistics 22:558).

    Examples
    --------
    An item shown one place later was ranked three quarters of a place later.

    >>> items = ["farming", "hunting", "brand"]
    >>> ranks = pd.DataFrame([[1, 2, 3], [2, 1, 3], [1, 3, 2], [3, 1, 2]], columns=items)
    >>> shown = pd.DataFrame([[1, 2, 3], [3, 1, 2], [2, 3, 1], [3, 2, 1]], columns=items)
    >>> effect = order_effect(ranks, shown)
    >>> round(effect.slope, 3), round(effect.p, 2)
    (0.767, 0.04)
    """
    data = read_ranks(ranks)
    places = _places(data, ranks, shown)
    n = len(data.index)
    if n < 2 or not data.complete:
        msg = f"{n} respondents, items missing: {not data.complete}; needed are two or more, none"
        raise StatisticsError(msg)
    x, y = places - places.mean(axis=0), data.values - data.values.mean(axis=0)
    if np.abs(x).max() < 1e-9:
        msg = "every respondent was shown the same order, whose effect cannot be told from liking; "
        msg += "allowed: orders that vary"
        raise StatisticsError(msg)
    product = float((x * y).sum())
    variance = float(np.sum((x.T @ x) * (y.T @ y)) / (n - 1))
    flat = variance <= 1e-9
    z = 0.0 if flat else product / np.sqrt(variance)
    if flat:
        note = "every respondent gives the same ranks, so the order shown moved none"
    else:
        note = f"the normal approximation is rough at a base of {n}" if n < 20 else ""
    return OrderEffect(
        slope=product / float(np.square(x).sum()),
        z=z,
        p=2 * float(ndtr(-abs(z))),
        base=n,
        note=note,
        method=_METHOD,
    )


def _places(data: RankData, ranks: pd.DataFrame, shown: pd.DataFrame | None) -> Floats:
    """(n, k) places shown, of the respondents kept."""
    if shown is None:
        return np.broadcast_to(np.arange(1.0, len(data.items) + 1), data.values.shape)
    if set(framed("places shown", shown).columns) != set(ranks.columns):
        msg = f"the places shown are of {list(shown.columns)}; allowed: the items of the ranks, "
        msg += f"{list(ranks.columns)}"
        raise StatisticsError(msg)
    aligned = matched_frame(shown, ranks.index, "places shown").iloc[data.rows][data.items]
    places = numbers(aligned, "places shown")
    unseen = np.isnan(places) & ~np.isnan(data.values)
    if unseen.any():
        row, column = np.argwhere(unseen)[0]
        msg = (
            f"respondent {data.index[row]!r} ranked {data.items[column]!r}, which was not shown; "
            "give its place or take the rank out"
        )
        raise StatisticsError(msg)
    return places


def _spearman(values: Floats, places: Floats) -> Floats:
    """(n,) correlation of ranks and places over each respondent's own items; NaN where flat."""
    present = ~np.isnan(values)
    number = present.sum(axis=1, keepdims=True)
    x, y = np.zeros(values.shape), np.zeros(values.shape)
    # Counting the items behind less those ahead ranks anew: places 2, 5, 9 become -2, 0, 2.
    for item in range(values.shape[1]):
        x += np.where(present, np.sign(np.nan_to_num(places - places[:, [item]])), 0)
        y += np.where(present, np.sign(np.nan_to_num(values - values[:, [item]])), 0)
    scale = np.sqrt(np.square(x).sum(axis=1) * np.square(y).sum(axis=1))
    enough = (scale > 0) & (number[:, 0] > 1)
    product = (x * y).sum(axis=1)
    agreement: Floats = np.divide(product, scale, out=np.full(len(x), np.nan), where=enough)
    return agreement
