"""Scores of items by respondents: which places in the order of their means each may hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.answers.arguments import framed, numbers
from research.statistics.rankings.ranksets import rank_sets_from
from research.statistics.samples.clusters import cluster_codes
from research.statistics.samples.weights import read_weights

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from research.statistics.rankings.ranksets import RankSets
    from research.statistics.samples.clusters import Clusters

__all__ = ["score_sets"]

_FEWEST = 2


def score_sets(
    scores: pd.DataFrame,
    weights: ArrayLike | None = None,
    clusters: Clusters | None = None,
    *,
    confidence: float = 0.95,
    draws: int = 100_000,
    seed: int = 0,
) -> RankSets:
    """Give the places that items may hold by their mean scores, all of them together.

    Parameters
    ----------
    scores : one row a respondent, one column an item, the best with the highest; missing where a
        respondent gave none.
    weights : one a respondent, above 0; ones where not given.
    clusters : account of each respondent; each its own where not given.
    confidence, draws, seed : as for `research.statistics.rank_sets_from`.

    Raises
    ------
    StatisticsError
        If an item has no score, or all come from one cluster.

    Notes
    -----
    The covariance of the means is linearised over clusters, each mean over those who have a score
    (Särndal, Swensson and Wretman 1992, chapter 5), so that items that the same respondents scored
    are compared as pairs.

    Examples
    --------
    >>> scores = pd.DataFrame({"price": [1, 1, 0.5, 1], "care": [0, -0.5, 0, -1]})
    >>> found = score_sets(scores, draws=4096).items
    >>> found[["estimate", "rank", "simultaneous_low", "simultaneous_high"]]
           estimate  rank  simultaneous_low  simultaneous_high
    item
    price     0.875     1                 1                  1
    care     -0.375     2                 2                  2
    """
    held = framed("scores", scores)
    if held.shape[1] < _FEWEST:
        msg = f"there are {held.shape[1]} items; allowed: two or more columns"
        raise StatisticsError(msg)
    values = np.column_stack([numbers(held[item], f"scores of {item}") for item in held])
    weight = read_weights(weights, held.index)
    known = ~np.isnan(values)
    total = weight @ known
    if (total <= 0).any():
        item = held.columns[int(np.argmin(total))]
        msg = f"nobody scored '{item}'; allowed: a score of each item by somebody"
        raise StatisticsError(msg)
    filled = np.where(known, values, 0)
    means = weight @ filled / total
    influence = weight[:, None] * np.where(known, filled - means, 0) / total
    codes = cluster_codes(clusters, held.index)
    of = np.arange(len(values)) if codes is None else codes
    sums = np.zeros((int(of.max()) + 1, values.shape[1]))
    np.add.at(sums, of, influence)
    centred = sums - sums.mean(axis=0)
    covariance = len(sums) / (len(sums) - 1) * centred.T @ centred
    return rank_sets_from(
        pd.Series(means, held.columns),
        pd.DataFrame(covariance, held.columns, held.columns),
        df=len(sums) - 1,
        confidence=confidence,
        top=1,
        draws=draws,
        seed=seed,
    )
