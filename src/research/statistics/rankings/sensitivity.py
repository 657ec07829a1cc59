"""What an order would look like if some respondents had answered at random."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.answers.arguments import at_least, instance_of, listed, numbers, whole
from research.statistics.rankings.meanranks import mean_ranks
from research.statistics.rankings.positions import (
    bases,
    competition_rank,
    in_top,
    position_counts,
    tie_flags,
)
from research.statistics.rankings.rankdata import read_clusters, read_ranks
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from research.statistics.rankings.rankdata import RankData, Unranked

    Floats = NDArray[np.float64]

__all__ = ["by_chance", "largest_random_share", "random_responders"]

_SAY = Frames(__file__)

_SHARES = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3)


def random_responders(
    ranks: pd.DataFrame,
    weights: ArrayLike | pd.Series | None = None,
    *,
    shares: Sequence[float] = _SHARES,
    random_mean: pd.Series | None = None,
    clusters: ArrayLike | pd.Series | None = None,
    top: int = 3,
    unranked: Unranked = "missing",
) -> pd.DataFrame:
    """Order of the items under shares of random responders from none to some.

    Parameters
    ----------
    ranks, weights, unranked : as for `rank_summary`.
    shares : shares of random responders to assume, 0 to below 1.
    random_mean : mean rank that a random responder gives each item, by item. Left out, every order
        is as likely. Those who leave the list as it was shown give the mean position shown.
    clusters : label of each respondent's cluster, for the standard errors.
    top : depth of the top share.

    Returns
    -------
    DataFrame
        Tidy, per share and item: ``share_random``, ``item``, ``mean_rank``, ``standard_error``,
        ``rank``, ``tied``, ``top_share`` (only where every order is as likely) and ``note``, empty
        but where so many random responders cannot be: a corrected figure is then outside its range
        and stands as computed.

    Raises
    ------
    StatisticsError
        A share outside its range, an item without its random mean, or an input that `read_ranks`
        or `mean_ranks` refuses.

    Notes
    -----
    What is observed is a mixture: (1 - share) times the answers in earnest plus share times the
    random ones. Solved for the former, with the share known: their mean rank is (observed - share x
    random mean) / (1 - share), its standard error grows by 1 / (1 - share), shares likewise.

    With complete rankings and every order as likely, all items move away from the same middle in
    proportion: the positions cannot change, and neither can the rank sets. What changes is how far
    apart the items are, and that is what the table shows. Positions do move with gaps in the data
    or with a `random_mean`.

    Examples
    --------
    >>> ranks = pd.DataFrame(
    ...     {"farming": [1, 1, 2, 1], "hunting": [2, 3, 1, 2], "brand": [3, 2, 3, 3]}
    ... )
    >>> found = random_responders(ranks, shares=[0, 0.1], top=1)
    >>> found[["share_random", "item", "mean_rank", "rank"]].round(3)
       share_random     item  mean_rank  rank
    0           0.0  farming      1.250     1
    1           0.0  hunting      2.000     2
    2           0.0    brand      2.750     3
    3           0.1  farming      1.167     1
    4           0.1  hunting      2.000     2
    5           0.1    brand      2.833     3
    """
    assumed = listed("shares", shares, "a list of shares from 0 to below 1")
    if not assumed or any(at_least("a share", each, 0) >= 1 for each in assumed):
        msg = f"shares of random responders are {assumed}; allowed: one or more from 0 to below 1"
        raise StatisticsError(msg)
    data = read_ranks(ranks, weights, unranked=unranked)
    k = len(data.items)
    top = whole("top", top, 1, k)
    means = mean_ranks(data, read_clusters(clusters, ranks.index, data.rows))
    middle, chance = by_chance(data, top)
    counts = position_counts(data)
    top_share = counts[:, :top].sum(axis=1) / bases(data)
    if random_mean is not None:
        middle, chance = _given_mean(random_mean, data.items), np.full(k, np.nan)
    parts = []
    for share in assumed:
        kept = 1 - share
        mean = (means.mean - share * middle) / kept
        order = np.round(mean, 9)
        corrected = (top_share - share * chance) / kept
        outside = (order < 1) | (order > k) | (corrected < -1e-9) | (corrected > 1 + 1e-9)
        part = pd.DataFrame(
            {
                "share_random": share,
                "item": data.items,
                "mean_rank": mean,
                "standard_error": means.standard_errors / kept,
                "rank": competition_rank(order),
                "tied": tie_flags(order),
                "top_share": corrected,
                "note": np.where(outside, _SAY("outside"), ""),
            }
        )
        parts.append(part)
    frame = pd.concat(parts, ignore_index=True)
    if random_mean is not None:
        frame = frame.drop(columns="top_share")
    frame.attrs["method"] = _SAY("method")
    return frame


def largest_random_share(
    ranks: pd.DataFrame,
    weights: ArrayLike | pd.Series | None = None,
    *,
    unranked: Unranked = "missing",
) -> float:
    """Largest share of responders at random that the answers leave room for.

    A random responder puts every item in every position with the same chance. The position that an
    item takes least often, in proportion to chance, therefore bounds the share, as sampled: 0 where
    some item never takes some position, so small bases say little.

    Parameters
    ----------
    ranks, weights, unranked : as for `rank_summary`; rankings must be complete.

    Raises
    ------
    StatisticsError
        Items are missing, so that chance differs between respondents.

    Examples
    --------
    Chance alone puts farming last in a third of the answers. One of these six does, so at most half
    of them can have been given at random.

    >>> ranks = pd.DataFrame(
    ...     {
    ...         "farming": [1, 1, 2, 3, 1, 2],
    ...         "hunting": [2, 3, 1, 2, 3, 1],
    ...         "brand": [3, 2, 3, 1, 2, 3],
    ...     }
    ... )
    >>> round(largest_random_share(ranks), 3)
    0.5
    """
    data = read_ranks(ranks, weights, unranked=unranked)
    if not data.complete or (data.rest and not data.ranked.all()):
        msg = "the largest random share needs complete rankings; leave incomplete ones out"
        raise StatisticsError(msg)
    counts = position_counts(data)
    return float(min((counts / counts.sum(axis=1, keepdims=True)).min() * len(data.items), 1.0))


def by_chance(data: RankData, top: int) -> tuple[Floats, Floats]:
    """Mean rank and top share per item where every order of the items judged is as likely.

    Where items left out take up no position, chance too fills no more of the top than respondents
    did.
    """
    present = ~np.isnan(data.values)
    number = present.sum(axis=1)
    weight = data.weights[:, None] * present
    base = weight.sum(axis=0)
    middle = (weight * ((number + 1) / 2)[:, None]).sum(axis=0) / base
    filled = in_top(data, top).sum(axis=1) if data.rest else np.minimum(top, number)
    chance = (weight * (filled / number)[:, None]).sum(axis=0) / base
    return middle, chance


def _given_mean(random_mean: pd.Series, items: pd.Index) -> Floats:
    instance_of("random_mean", random_mean, pd.Series, "a Series with a mean rank by item")
    missing = items.difference(random_mean.dropna().index)
    if len(missing):
        msg = f"random_mean lacks {', '.join(map(repr, missing))}; give one mean rank per item"
        raise StatisticsError(msg)
    return numbers(random_mean.reindex(items), "random_mean")
