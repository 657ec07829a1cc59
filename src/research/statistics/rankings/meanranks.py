"""Mean ranks with their covariance from respondent to respondent, or from cluster to cluster."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from research.errors import StatisticsError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from research.statistics.rankings.rankdata import RankData

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = ["MeanRanks", "add_up", "mean_ranks"]


@dataclass(frozen=True)
class MeanRanks:
    """Mean ranks of `k` items and how uncertain they are.

    Parameters
    ----------
    mean : (k,) weighted mean ranks.
    covariance : (k, k) their estimated covariance.
    units : independent respondents, or clusters where there are any.
    """

    mean: Floats
    covariance: Floats
    units: int

    @property
    def standard_errors(self) -> Floats:
        """(k,) standard errors of the mean ranks."""
        errors: Floats = np.sqrt(np.maximum(np.diag(self.covariance), 0))
        return errors


def mean_ranks(data: RankData, clusters: Ints | None = None) -> MeanRanks:
    """Mean ranks and their linearised covariance.

    Parameters
    ----------
    data : rankings already read.
    clusters : (n,) code from 0 of each respondent's cluster; ``None`` for independent respondents.

    Raises
    ------
    StatisticsError
        An item without a rank, or fewer than two independent respondents or clusters.

    Notes
    -----
    Each mean is a ratio of weighted sums, linearised (Taylor series; Binder 1983), so that missing
    items and survey weights are allowed for. Contributions are summed within clusters, and the sum
    of their squares is multiplied by units / (units - 1): complete unweighted rankings give the
    usual covariance of a mean. Weights are survey weights, not repetitions of a respondent.
    """
    present = (~np.isnan(data.values)).astype(np.float64)
    base = data.weights @ present
    if (base == 0).any():
        msg = f"nobody ranked {data.items[int((base == 0).argmax())]!r}; leave the item out"
        raise StatisticsError(msg)
    filled = np.nan_to_num(data.values)
    mean = data.weights @ filled / base
    influence = (filled - mean * present) * (data.weights[:, None] / base)
    if clusters is not None:
        influence = add_up(influence, clusters)
    units = len(influence)
    if units < 2:
        kind = "respondent" if clusters is None else "cluster"
        msg = f"one {kind} shows no variation to judge uncertainty by; at least two are needed"
        raise StatisticsError(msg)
    return MeanRanks(mean, influence.T @ influence * (units / (units - 1)), units)


def add_up(rows: Floats, codes: Ints) -> Floats:
    """Sums of rows that share a code; codes run from 0 without gaps."""
    size = int(codes.max()) + 1
    columns = [np.bincount(codes, column, minlength=size) for column in rows.T]
    return np.column_stack(columns).astype(np.float64)
