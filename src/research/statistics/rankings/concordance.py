"""Agreement among respondents on an order, and their preferences pair by pair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

import numpy as np
import pandas as pd
from scipy.stats import chi2, rankdata

from research.errors import StatisticsError
from research.statistics.answers.arguments import framed, numbers, one_of
from research.statistics.answers.results import StatisticalResult
from research.statistics.rankings.meanranks import add_up
from research.statistics.rankings.rankdata import Unranked, read_clusters, read_ranks
from research.statistics.samples.clusters import (
    Sureness,
    interval_method,
    quadratic_form,
    sureness,
)
from research.statistics.samples.weights import effective_size
from research.wording.figures import figure
from research.wording.frames import Frames

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from research.statistics.rankings.rankdata import RankData

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = ["Concordance", "kendall_w", "preferences"]

_SAY = Frames(__file__)

# A direction of the items with a smaller part of the largest variance has none but for rounding.
_NO_VARIANCE = 1e-10


@dataclass(frozen=True)
class Concordance(StatisticalResult):
    """How far respondents agree on an order.

    Parameters
    ----------
    w : Kendall's W, 0 (no common order) to 1 (all agree), corrected for ties; ``None`` for
        incomplete rankings, see `note`.
    w_uncorrected : the same without the correction for ties.
    chi2, df, p : Friedman's test of no common order; with clusters the statistic is divided by the
        mean design effect, and p is of the F test that allows for the effects' spread too.
    base, effective_base : respondents, unweighted, and Kish's effective number.
    note : why `w` is missing, or how far `p` can be trusted.
    method : the method in words.
    clusters, design_effect : how many clusters, and what they cost: the mean of the generalised
        design effects; ``None`` and 1 for independent respondents.
    """

    w: float | None
    w_uncorrected: float | None
    chi2: float
    df: int
    p: float
    base: int
    effective_base: float
    note: str
    method: str
    clusters: int | None = None
    design_effect: float = 1.0


def kendall_w(
    ranks: pd.DataFrame,
    weights: ArrayLike | pd.Series | None = None,
    *,
    clusters: ArrayLike | pd.Series | None = None,
    unranked: Unranked = "missing",
) -> Concordance:
    """Kendall's W and Friedman's test.

    Parameters
    ----------
    ranks : (respondents, items) ranks, or scores of which small ones are best; each respondent is
        ranked anew within the items that he judged.
    weights : survey weights above zero. They move W like repetitions would; the test counts Kish's
        effective base in place of the respondents.
    clusters : label of each respondent's cluster (an account, a company), sampled as a whole.
    unranked : as for `read_ranks`.

    Raises
    ------
    StatisticsError
        Fewer than two respondents, items or clusters, or nobody who prefers one item to another.

    Notes
    -----
    With items missing, sums of centred ranks are judged by their covariance under no preference
    (Benard and van Elteren 1953), which for complete rankings is Friedman's test exactly. W is the
    share of the greatest possible spread of rank sums and needs complete rankings. Clusters leave W
    as it is and correct the test by their design effects along the directions that are judged.

    Examples
    --------
    >>> result = kendall_w(pd.DataFrame({"a": [1, 1, 1], "b": [2, 3, 2], "c": [3, 2, 3]}))
    >>> round(result.w, 4), round(result.chi2, 4), result.df
    (0.7778, 4.6667, 2)
    """
    values, weight, codes = _ranked_anew(ranks, weights, clusters, unranked)
    n, k = values.shape
    if n < 2 or k < 2:
        msg = f"{n} respondents and {k} items: agreement needs at least two of both"
        raise StatisticsError(msg)
    effective = float(effective_size(weight.sum(), np.square(weight).sum()))
    scaled = weight * (effective / weight.sum())
    test = _friedman(values, scaled, codes)
    complete = not np.isnan(values).any()
    corrected = uncorrected = None
    if complete:
        corrected = test.statistic / (effective * (k - 1))
        spread = float(np.square(scaled @ (values - (k + 1) / 2)).sum())
        uncorrected = 12 * spread / (effective**2 * k * (k**2 - 1))
    return Concordance(
        w=corrected,
        w_uncorrected=uncorrected,
        chi2=test.statistic / test.design_effect if test.design_effect > 0 else np.inf,
        df=test.df,
        p=test.p,
        base=n,
        effective_base=effective,
        note=_note(complete, effective),
        method=_SAY("method.complete" if complete else "method.gaps")
        + (_SAY("method.clusters") if test.clusters else ""),
        clusters=test.clusters,
        design_effect=test.design_effect,
    )


def preferences(
    ranks: pd.DataFrame,
    weights: ArrayLike | pd.Series | None = None,
    *,
    clusters: ArrayLike | pd.Series | None = None,
    unranked: Unranked = "missing",
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Share of respondents who place one item above another, for every pair.

    Parameters
    ----------
    ranks, weights, clusters, unranked : as for `kendall_w`, ranks from 1 to `k`.
    confidence : two-sided level of the Wilson intervals; with clusters at the effective size that
        these leave, with Student's t at clusters less one.

    Returns
    -------
    DataFrame
        Tidy, every ordered pair of different items: ``item``, ``other``, ``count`` (item above
        other, a tie counting half), ``ties``, ``base`` (respondents with a position for both),
        ``share``, its limits ``low`` and ``high`` on the effective base, and ``note``, empty but
        where nobody compared the two. The matrix: ``.pivot(index="item", columns="other",
        values="share")``.

    Examples
    --------
    >>> ranks = pd.DataFrame(
    ...     {"farming": [1, 1, 2, 1], "hunting": [2, 3, 1, 2], "brand": [3, 2, 3, 3]}
    ... )
    >>> preferences(ranks).loc[:1, ["item", "other", "count", "base", "share"]]
          item    other  count  base  share
    0  farming  hunting    3.0     4   0.75
    1  farming    brand    4.0     4   1.00
    """
    data = read_ranks(ranks, weights, unranked=unranked)
    codes = read_clusters(clusters, ranks.index, data.rows)
    count, ties, base = _pairwise(data)
    k = len(data.items)
    row, column = np.nonzero(~np.eye(k, dtype=bool))
    number = base[row, column]
    share = np.divide(count[row, column], number, out=np.full(len(row), np.nan), where=number > 0)
    sure = _sureness(data, codes).at(row, column)
    low, high = sure.limits(share, confidence)
    frame = pd.DataFrame(
        {
            "item": data.items[row],
            "other": data.items[column],
            "count": count[row, column],
            "ties": ties[row, column],
            "base": number if data.weighted else np.rint(number).astype(np.int64),
            "share": share,
            "low": np.where(number > 0, low, np.nan),
            "high": np.where(number > 0, high, np.nan),
            "note": np.where(number > 0, "", _SAY("apart")),
        }
    )
    frame.attrs["method"] = interval_method(codes)
    return frame


def _ranked_anew(
    ranks: pd.DataFrame,
    weights: ArrayLike | pd.Series | None,
    clusters: ArrayLike | pd.Series | None,
    unranked: Unranked,
) -> tuple[Floats, Floats, Ints | None]:
    """Mean ranks within each respondent's own items; whoever ranked fewer than two is gone."""
    scores = numbers(framed("ranks", ranks), "ranks")
    one_of("unranked", unranked, get_args(Unranked))
    if unranked == "rest":
        # Ranks left are known before the others are counted anew.
        read, scores = read_ranks(ranks, unranked=unranked), scores.copy()
        scores[read.rows] = read.values
    own = rankdata(scores, axis=1, nan_policy="omit")
    data = read_ranks(
        pd.DataFrame(own, index=ranks.index, columns=ranks.columns), weights, unranked=unranked
    )
    several = (~np.isnan(data.values)).sum(axis=1) > 1
    codes = read_clusters(clusters, ranks.index, data.rows)
    if codes is not None:
        codes = np.unique(codes[several], return_inverse=True)[1].astype(np.int64)
        if codes.max(initial=0) < 1:
            msg = "all respondents are in one cluster, which tells nothing of how clusters differ; "
            msg += "allowed: two or more"
            raise StatisticsError(msg)
    return data.values[several], data.weights[several], codes


@dataclass(frozen=True)
class _Friedman:
    statistic: float
    df: int
    p: float
    clusters: int | None = None
    design_effect: float = 1.0


def _friedman(values: Floats, weight: Floats, codes: Ints | None) -> _Friedman:
    """Friedman's test on rows ranked from 1, with any ties, gaps and clusters."""
    present = ~np.isnan(values)
    number = present.sum(axis=1)
    centred = np.where(present, np.nan_to_num(values) - (number[:, None] + 1) / 2, 0)
    spread = weight * np.square(centred).sum(axis=1) / (number - 1)
    if not spread.any():
        msg = "every respondent ties all items; agreement on an order needs preferences"
        raise StatisticsError(msg)
    moved = weight[:, None] * centred
    inside = present.astype(np.float64)
    covariance = np.diag(spread @ inside) - (inside * (spread / number)[:, None]).T @ inside
    variance, direction = np.linalg.eigh(covariance)
    free = variance > _NO_VARIANCE * variance[-1]
    scaled = moved @ (direction[:, free] / np.sqrt(variance[free]))
    statistic, df = float(np.square(scaled.sum(axis=0)).sum()), int(free.sum())
    if codes is None:
        return _Friedman(statistic, df, float(chi2.sf(statistic, df)))
    sums = add_up(scaled, codes)
    units = len(sums)
    sums -= sums.mean(axis=0)
    effects = sums.T @ sums * (units / (units - 1))
    _, _, _, p = quadratic_form(statistic, effects, units - 1)
    return _Friedman(statistic, df, 0.0 if np.isnan(p) else p, units, float(np.trace(effects)) / df)


def _sureness(data: RankData, codes: Ints | None) -> Sureness:
    """How sure the shares are who place one item above another, arrays ``(k, k)``."""
    known = (~np.isnan(data.values)).astype(np.float64)
    rows = []
    for item in range(len(data.items)):
        own = data.values[:, [item]]
        above = np.where(own == data.values, 0.5, (own < data.values).astype(np.float64))
        rows.append(sureness(above, known * known[:, [item]], data.weights, codes))
    effective = np.array([row.effective for row in rows])
    if codes is None:
        return Sureness(effective)
    return Sureness(effective, np.array([row.units for row in rows]))


def _pairwise(data: RankData) -> tuple[Floats, Floats, Floats]:
    """(k, k) weights of row above column, of ties, and of both present."""
    k = len(data.items)
    weight = data.weights
    present = (~np.isnan(data.values)).astype(np.float64)
    ties = np.zeros((k, k))
    count = np.zeros((k, k))
    for item in range(k):
        own = data.values[:, [item]]
        ties[item] = weight @ (own == data.values)
        count[item] = weight @ (own < data.values) + ties[item] / 2
    base = (present * weight[:, None]).T @ present
    return count, ties, base


def _note(complete: bool, effective: float) -> str:
    if not complete:
        return _SAY("note.gaps")
    if effective < 10:
        return _SAY("note.rough", base=figure(effective, 1))
    return ""
