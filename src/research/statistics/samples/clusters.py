"""Respondents nested in clusters: how many independent answers a share of them is worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import sparse, special

from research.errors import StatisticsError
from research.statistics.answers.alignment import matched
from research.statistics.answers.arguments import column_of, confidence_level
from research.statistics.samples.intervals import score_limits
from research.statistics.samples.weights import effective_size

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Clusters = str | pd.Series[Any] | ArrayLike

__all__ = [
    "Sureness",
    "bounded",
    "cluster_codes",
    "interval_method",
    "matrix_of",
    "quadratic_form",
    "small_sample",
    "sureness",
]


def cluster_codes(
    clusters: Clusters | None, index: pd.Index[Any], frame: pd.DataFrame | None = None
) -> Ints | None:
    """Number the clusters of respondents from 0; ``None`` where there are none.

    Parameters
    ----------
    clusters : cluster of each respondent; a Series is matched by its labels, a text names a column
        of `frame`.
    index : labels of the respondents.
    frame : where a column is looked for.

    Raises
    ------
    StatisticsError
        If a respondent has no cluster, or all have the same.
    """
    if clusters is None:
        return None
    if isinstance(clusters, str) and frame is not None:
        clusters = frame[column_of(frame, clusters, "clusters")]
    series = matched(clusters, index, "clusters")
    lacking = series.isna().to_numpy()
    if lacking.any():
        msg = f"{int(lacking.sum())} of {len(index)} respondents have no cluster, the first "
        msg += f"{index[int(lacking.argmax())]!r}; allowed: one for each (or leave them out)"
        raise StatisticsError(msg)
    codes, names = pd.factorize(series)
    if len(names) < 2:
        msg = f"{len(names)} cluster of {len(index)} respondents, which tells nothing of how "
        msg += "clusters differ; allowed: two or more"
        raise StatisticsError(msg)
    return codes.astype(np.int64)


def matrix_of(codes: Ints, columns: NDArray[Any], values: Floats, width: int) -> Any:
    """Sum values by cluster and column: a sparse matrix of shape ``(clusters, width)``."""
    shape = int(codes.max(initial=-1)) + 1, width
    return sparse.coo_matrix((values, (codes, columns)), shape=shape).tocsr()


def small_sample(units: Any) -> Any:
    """Give the factor of a variance between few clusters, ``G / (G - 1)``; 0 for one or none."""
    units = np.asarray(units, dtype=float)
    return np.where(units > 1, units / np.maximum(units - 1, 1), 0.0)


def quadratic_form(statistic: float, effects: Floats, freedom: float) -> tuple[float, ...]:
    """Judge a sum of squares by its generalised design effects, estimated from few clusters.

    Parameters
    ----------
    statistic : sum of squares, with expectation ``trace(effects)`` under the hypothesis.
    effects : their matrix, estimated; positive semi-definite or similar to such a matrix.
    freedom : clusters that the estimate rests on, less the means that were estimated.

    Returns
    -------
    F, df1, df2 and p.

    Notes
    -----
    Second-order correction of Rao and Scott (1984) with the degrees of freedom of Satterthwaite.
    The square of the trace and the trace of the square are estimated without bias (as Bai and
    Saranadasa 1996, Statistica Sinica 6:311): few clusters would otherwise make the effects look
    more uneven than they are.
    """
    trace, squares = float(np.trace(effects)), float(np.sum(effects * effects.T))
    if trace <= 0:
        return np.nan, float(len(effects)), np.inf, np.nan
    spread = squares - trace**2 / freedom
    even = trace**2 / len(effects)
    if freedom > 1:
        spread *= freedom**2 / ((freedom - 1) * (freedom + 2))
        even = trace**2 - 2 * spread / freedom
    rank = min(len(effects), max(1.0, np.linalg.matrix_rank(effects)))
    df1 = float(np.clip(even / spread, 1, rank)) if spread > 0 else float(rank)
    df2 = df1 * freedom
    return statistic / trace, df1, df2, float(special.fdtrc(df1, df2, statistic / trace))


@dataclass(frozen=True)
class Sureness:
    """How sure shares are, one entry a share.

    Parameters
    ----------
    effective : size of the simple random sample that is as sure; Kish's where larger, the number of
        clusters where all answers are alike.
    units : clusters in the base; ``None`` where respondents are independent.
    """

    effective: Floats
    units: Floats | None = None

    def at(self, *places: Any) -> Sureness:
        """Those of some shares alone."""
        units = None if self.units is None else self.units[places]
        return Sureness(self.effective[places], units)

    def limits(self, share: Floats, confidence: float) -> tuple[Floats, Floats]:
        """Wilson limits at the effective size; with clusters at the quantile of Student's t.

        Missing where there is a single cluster.
        """
        tail = 0.5 + confidence_level(confidence) / 2
        count = np.clip(np.nan_to_num(share), 0, 1) * self.effective
        if self.units is None:
            return score_limits(count, self.effective, special.ndtri(tail))
        critical = special.stdtrit(np.maximum(self.units - 1, 1), tail)
        low, high = score_limits(count, self.effective, critical)
        lone = (self.units < 2) & (self.effective > 0)
        return np.where(lone, np.nan, low), np.where(lone, np.nan, high)


def interval_method(codes: Ints | None) -> str:
    """Name the limits of shares in words."""
    if codes is None:
        return "Wilson intervals on the effective base (Wilson 1927, Kish 1965)"
    return (
        "Wilson intervals on the effective base of clusters, Student's t at clusters less one "
        "(Wilson 1927, Korn and Graubard 1998)"
    )


def sureness(values: Floats, known: Floats, weights: Floats, codes: Ints | None) -> Sureness:
    """Say how many independent answers weighted shares are worth.

    Parameters
    ----------
    values : who has each property, 0 to 1, shape ``(n, m)``.
    known : who is in each base, 0 or 1, shape ``(n, m)``.
    weights : above zero, shape ``(n,)``.
    codes : of `cluster_codes`; ``None`` for independent respondents.

    Notes
    -----
    The share's variance over its linearised variance between clusters (Korn and Graubard 1998,
    Survey Methodology 24:193), the latter with the factor G / (G - 1) for G clusters.
    """
    base = weights @ known
    kish = np.asarray(effective_size(base, np.square(weights) @ known), dtype=np.float64)
    if codes is None:
        return Sureness(kish)
    unit = matrix_of(codes, np.arange(len(codes)), weights, len(codes))
    safe = np.where(base > 0, base, 1.0)
    share = (weights @ (values * known)) / safe
    moves = unit @ ((values - share) * known) / safe
    units = (unit @ known > 0).sum(axis=0).astype(np.float64)
    variance = small_sample(units) * np.square(moves).sum(axis=0)
    spread = weights @ (np.square(values - share) * known) / safe
    return Sureness(bounded(spread, variance, units, kish), units)


def bounded(spread: Floats, variance: Floats, units: Floats, kish: Floats) -> Floats:
    """Give effective sizes no larger than Kish's; the number of clusters where nothing varies."""
    varies = variance > 1e-14
    ratio = spread / np.where(varies, variance, 1.0)
    found = np.where(varies, np.minimum(ratio, kish), kish)
    size: Floats = np.where(spread > 1e-14, found, np.minimum(units, kish))
    return size
