"""Which items go together: what else those rank highly who rank one item highly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.rankdata import read_ranks

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from research.statistics.rankdata import Unranked

__all__ = ["co_occurrence"]


def co_occurrence(
    ranks: pd.DataFrame,
    *,
    given: int = 1,
    k: int = 3,
    weights: ArrayLike | pd.Series | None = None,
    unranked: Unranked = "missing",
) -> pd.DataFrame:
    """Share with each item in the top `k`, among those who ranked another item within `given`.

    Parameters
    ----------
    ranks : (respondents, items) ranks, 1 best, NaN where not ranked.
    given : depth within which the given item must lie.
    k : depth within which the other item is looked for.
    weights : one above zero per respondent.
    unranked : as for `read_ranks`; an item that a respondent left out is never in the top.

    Returns
    -------
    DataFrame
        Tidy, every ordered pair of different items in input order: ``given``, ``item``, ``count``
        (of the base, those with the item in the top `k`), ``base`` (those with the given item
        within `given` and a position for the other), ``share`` from 0 to 1 and ``note``, which is
        empty but where the base is zero and the share therefore missing.

    Notes
    -----
    Items tied by a respondent lie within a depth when the best position they share does.

    Raises
    ------
    StatisticsError
        A depth outside 1 to the number of items.
    """
    data = read_ranks(ranks, weights, unranked=unranked)
    depth = len(data.items)
    if not (1 <= given <= depth and 1 <= k <= depth):
        msg = f"given={given} and k={k}: allowed are 1 to the number of items, {depth}"
        raise StatisticsError(msg)
    best = np.where(data.ranked, data.best(), np.inf)
    known = (~np.isnan(data.values)).astype(np.float64)
    condition = (best <= given) * data.weights[:, None]
    count = condition.T @ (best <= k).astype(np.float64)
    base = condition.T @ known
    if not data.weighted:
        count, base = np.rint(count).astype(np.int64), np.rint(base).astype(np.int64)
    pairs = ~np.eye(depth, dtype=bool)
    share = np.divide(count, base, out=np.full((depth, depth), np.nan), where=base > 0)
    frame = pd.DataFrame(
        {
            "given": data.items.repeat(depth - 1),
            "item": data.items.to_numpy()[np.nonzero(pairs)[1]],
            "count": count[pairs],
            "base": base[pairs],
            "share": share[pairs],
        }
    )
    frame["note"] = np.where(frame["base"] > 0, "", f"nobody ranked the given item within {given}")
    return frame
