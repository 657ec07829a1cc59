"""Pearson's test in samples with weights and clusters: the corrections of Rao and Scott."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from research.statistics.samples.clusters import quadratic_form, small_sample

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["Corrected", "clustered", "clustered_covariance", "corrected", "weighted_covariance"]

# A direction of no variance in a simple random sample has none but for rounding.
_NO_VARIANCE = 1e-10


@dataclass(frozen=True)
class Corrected:
    """Pearson's statistic of a table, and its corrections.

    Parameters
    ----------
    pearson : statistic of the weighted shares times the respondents.
    df : degrees of freedom in a simple random sample.
    design_effect : mean of the generalised design effects.
    chi2, p_first : statistic divided by it, and its p-value (first order).
    f, df1, df2, p : the F test that allows for their spread (second order).
    """

    pearson: float
    df: int
    design_effect: float
    chi2: float
    p_first: float
    f: float
    df1: float
    df2: float
    p: float


def corrected(shares: Floats, n: float, covariance: Floats | None, units: float) -> Corrected:
    """Test whether rows and columns of a table go together.

    Parameters
    ----------
    shares : weighted shares of the cells, shape ``(rows, columns)``; no row and no column is empty.
    n : respondents.
    covariance : of the shares, shape ``(cells, cells)``, row by row; ``None`` for that of a simple
        random sample.
    units : degrees of freedom of the design: clusters less one.

    Notes
    -----
    Rao and Scott (1984), Annals of Statistics 12:46, with the F approximation of Thomas and Rao
    (1987), Journal of the American Statistical Association 82:630, after Satterthwaite.
    """
    rows, columns = shares.shape
    expected = np.outer(shares.sum(axis=1), shares.sum(axis=0))
    pearson = float(n * (np.square(shares - expected) / expected).sum())
    df = (rows - 1) * (columns - 1)
    if covariance is None:
        p = float(special.chdtrc(df, pearson))
        return Corrected(pearson, df, 1.0, pearson, p, pearson / df, df, np.inf, p)
    trace, squares = _design_effects(shares, n, covariance)
    mean = trace / df
    df1 = trace**2 / squares if squares > 0 else float(df)
    df2 = df1 * units
    chi2, f = (pearson / mean, pearson / trace) if trace > 0 else (np.nan, np.nan)
    first, second = float(special.chdtrc(df, chi2)), float(special.fdtrc(df1, df2, f))
    return Corrected(pearson, df, mean, chi2, first, f, df1, df2, second)


def clustered(sums: Floats, n: float) -> Corrected:
    """Test whether rows and columns go together where respondents are nested in clusters.

    Parameters
    ----------
    sums : weights by cluster, answer and column, shape ``(clusters, rows, columns)``.
    n : respondents.

    Notes
    -----
    First order as `corrected`. The second order takes the columns' distributions of answers as
    Scott and Rao (1981) do, with the factor G / (G - 1) for the G clusters of each column and the
    clusters less the columns as degrees of freedom: few clusters then find no more than they should
    (2 or 4 columns of 40 accounts, see tests/benchmarks/size_clusters.py).
    """
    kept = sums[sums.sum(axis=(1, 2)) > 0]
    mass, units = kept.sum(axis=0), len(kept)
    flat = kept.reshape(units, -1)
    plain = corrected(mass / mass.sum(), n, clustered_covariance(flat), units - 1)
    column = mass.sum(axis=0)
    present = kept.sum(axis=1)
    moves = (kept - present[:, None, :] * (mass / column)) / column
    moves *= np.sqrt(small_sample((present > 0).sum(axis=0)))
    by_column = moves.transpose(0, 2, 1).reshape(units, -1)
    size = n * column / column.sum()
    pooled = mass.sum(axis=1) / mass.sum()
    within = np.kron(np.eye(len(size)), np.diag(1 / np.sqrt(pooled)))
    across = np.diag(np.sqrt(size)) - np.outer(size, np.sqrt(size)) / n
    scaled = by_column @ within @ np.kron(across, np.eye(len(pooled)))
    freedom = max(units - len(size), 1)
    f, df1, df2, p = quadratic_form(plain.pearson, scaled.T @ scaled, freedom)
    return replace(plain, f=f, df1=df1, df2=df2, p=p)


def clustered_covariance(sums: Floats) -> Floats:
    """Covariance of shares of a total, from sums of weights by cluster ``(clusters, cells)``."""
    kept = sums[sums.sum(axis=1) > 0]
    size, total = len(kept), kept.sum()
    moves = (kept - np.outer(kept.sum(axis=1), kept.sum(axis=0) / total)) / total
    covariance: Floats = moves.T @ moves * (size / max(size - 1, 1))
    return covariance


def weighted_covariance(mass: Floats, squares: Floats, n: float) -> Floats:
    """Covariance of shares of independent respondents.

    Parameters
    ----------
    mass, squares : sums of weights and of squared weights, shape ``(cells,)``.
    n : respondents.
    """
    total = mass.sum()
    share = mass / total
    crossed = np.outer(share, squares)
    moves = np.diag(squares) - crossed - crossed.T + np.outer(share, share) * squares.sum()
    covariance: Floats = moves / total**2 * n / max(n - 1, 1)
    return covariance


def _design_effects(shares: Floats, n: float, covariance: Floats) -> tuple[float, float]:
    """Sum of the generalised design effects of the interaction, and of their squares."""
    flat = shares.ravel()
    weights = np.divide(1.0, flat, out=np.zeros_like(flat), where=flat > 0)
    contrasts = np.kron(*(_contrasts(size) for size in shares.shape)) * weights[:, None]
    simple = contrasts.T @ (contrasts * flat[:, None]) / n
    designed = contrasts.T @ covariance @ contrasts
    variance, direction = np.linalg.eigh(simple)
    free = variance > _NO_VARIANCE * variance[-1]
    scaled = direction[:, free] / np.sqrt(variance[free])
    effects = scaled.T @ designed @ scaled
    return float(np.trace(effects)), float(np.square(effects).sum())


def _contrasts(size: int) -> Floats:
    """Directions without a mean, shape ``(size, size - 1)``."""
    centred = np.eye(size) - 1 / size
    return np.linalg.svd(centred)[0][:, : size - 1]
