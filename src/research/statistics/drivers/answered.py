"""The complete answers that driver importance is computed from, and their correlations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.answers.arguments import column_of, columns_of, numbers
from research.statistics.drivers.latent import latent_correlations
from research.statistics.samples.weights import checked_weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["Kind", "Sample", "by_cluster", "correlations", "read_sample", "resampled"]

Kind = Literal["linear", "binary", "ordinal"]

_CHUNK = 250


class Sample(NamedTuple):
    """Complete rows: drivers, outcome, weights and the number of each row's cluster."""

    X: Floats
    y: Floats
    weights: Floats
    cluster: NDArray[np.intp]


def read_sample(
    frame: pd.DataFrame,
    outcome: str,
    drivers: list[str],
    kind: Kind,
    weights: str | None,
    clusters: str | None,
) -> Sample:
    """Take the complete rows out of a frame and check that they can be decomposed.

    Parameters
    ----------
    frame, outcome, drivers, kind, weights, clusters : as of `research.statistics.importance`.

    Raises
    ------
    StatisticsError
        With what cannot be estimated and why.
    """
    needed = _needed(frame, outcome, drivers, weights, clusters)
    complete = frame[needed].dropna()
    if len(complete) < len(drivers) + 3:
        msg = (
            f"{len(complete)} of {len(frame)} rows have the outcome and all {len(drivers)} "
            f"drivers; allowed: at least {len(drivers) + 3} (leave out drivers few people rated)"
        )
        raise StatisticsError(msg)
    X = np.column_stack([numbers(complete[name], f"the answers to {name!r}") for name in drivers])
    y = _outcome(complete[outcome], kind)
    flat = [name for name, column in zip(drivers, X.T, strict=True) if np.ptp(column) == 0]
    if flat or np.ptp(y) == 0:
        msg = (
            f"{', '.join(flat) or outcome} has the same value in all {len(complete)} complete "
            "rows, so it can neither drive nor be driven; leave it out"
        )
        raise StatisticsError(msg)
    weight = checked_weights(complete[weights] if weights else None, len(complete))
    codes = pd.factorize(complete[clusters])[0] if clusters else np.arange(len(complete))
    if codes.max() < 1:
        msg = f"all rows belong to one cluster of {clusters!r}; an interval needs at least two"
        raise StatisticsError(msg)
    return Sample(X, y, weight, codes.astype(np.intp))


def _needed(
    frame: pd.DataFrame, outcome: str, drivers: list[str], weights: str | None, clusters: str | None
) -> list[str]:
    """Columns that are needed, each once."""
    columns_of(frame, [outcome], "outcome")
    needed = [outcome, *columns_of(frame, drivers, "drivers", least=1)]
    for role, name in (("weights", weights), ("clusters", clusters)):
        if column_of(frame, name, role) is not None:
            needed.append(str(name))
    twice = [name for name in dict.fromkeys([outcome, *drivers]) if needed.count(name) > 1]
    if twice:
        msg = f"{twice[0]!r} is given twice; allowed: one outcome and other columns as its drivers"
        raise StatisticsError(msg)
    return list(dict.fromkeys(needed))


def _outcome(column: pd.Series[Any], kind: Kind) -> Floats:
    """Outcome as numbers; categories of an ordered outcome as 0, 1, 2, ..."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        if not column.cat.ordered:
            msg = f"outcome {column.name!r} is categorical without an order; give it one"
            raise StatisticsError(msg)
        column = column.cat.codes.rename(str(column.name))
    elif not pd.api.types.is_numeric_dtype(column):
        msg = f"outcome {column.name!r} is text; make it numbers or an ordered categorical"
        raise StatisticsError(msg)
    values = numbers(column, f"the answers to {column.name!r}")
    if kind == "linear":
        return values
    levels, codes = np.unique(values, return_inverse=True)
    if kind == "binary" and len(levels) > 2:
        msg = (
            f"binary outcome {column.name!r} has {len(levels)} values; allowed: two "
            "(choose kind='ordinal', or make a yes-or-no column of it)"
        )
        raise StatisticsError(msg)
    return codes.astype(np.float64)


def correlations(sample: Sample, counts: Floats, kind: Kind) -> Floats:
    """Give the correlations of drivers and outcome for each row of cluster counts.

    Parameters
    ----------
    sample : of `read_sample`.
    counts : how often each cluster counts, shape ``(r, clusters)``.
    kind : of outcome.

    Returns
    -------
    Shape ``(r, p + 1, p + 1)``; NaN throughout where a repetition could not be estimated.
    """
    if kind == "linear":
        return _linear(sample, counts)
    codes = sample.y.astype(np.intp)
    parts = [
        latent_correlations(
            sample.X, codes, counts[at : at + _CHUNK][:, sample.cluster] * sample.weights
        )
        for at in range(0, len(counts), _CHUNK)
    ]
    return np.concatenate(parts)


def _linear(sample: Sample, counts: Floats) -> Floats:
    """Use only sums by cluster: a repetition is a new weighting of those sums."""
    data = np.column_stack([sample.X, sample.y])
    data = (data - data.mean(axis=0)) / data.std(axis=0)
    size = data.shape[1]
    sums = by_cluster(sample, data)
    products = (data[:, :, None] * data[:, None, :]).reshape(len(data), -1)
    squares = by_cluster(sample, products)
    total = (counts @ by_cluster(sample, np.ones((len(data), 1))))[:, :, None]
    mean = (counts @ sums)[:, :, None] / total
    covariance = (counts @ squares).reshape(-1, size, size) / total - mean * mean.swapaxes(1, 2)
    variance = np.diagonal(covariance, axis1=1, axis2=2)
    scale = np.sqrt(np.where(variance > 1e-12, variance, np.nan))
    correlations: Floats = covariance / (scale[:, :, None] * scale[:, None, :])
    return correlations


def by_cluster(sample: Sample, columns: Floats) -> Floats:
    """Weighted sums of columns within each cluster, shape ``(clusters, columns)``."""
    sums = np.zeros((int(sample.cluster.max()) + 1, columns.shape[1]))
    np.add.at(sums, sample.cluster, columns * sample.weights[:, None])
    return sums


def resampled(clusters: int, draws: int, seed: int) -> Floats:
    """How often each cluster is drawn, shape ``(draws, clusters)``."""
    rng = np.random.default_rng(seed)
    return rng.multinomial(clusters, np.full(clusters, 1 / clusters), size=draws).astype(float)
