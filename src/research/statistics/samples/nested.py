"""Tests of two columns of a table whose respondents are nested in clusters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from research.statistics.samples.comparisons import (
    EXTREME,
    LONE,
    NOBODY,
    SAME,
    positive,
    result_of,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from research.statistics.samples.comparisons import Comparison, Result, Sample

__all__ = ["Joint", "compare_clustered"]


@dataclass
class Joint:
    """How two sides vary between clusters; arrays that broadcast to ``(rows, comparisons)``.

    Parameters
    ----------
    variance_a, variance_b, covariance : of the two values, linearised.
    units_a, units_b : clusters of each side.
    shared : clusters in both.
    """

    variance_a: NDArray[np.float64]
    variance_b: NDArray[np.float64]
    covariance: NDArray[np.float64]
    units_a: NDArray[np.float64]
    units_b: NDArray[np.float64]
    shared: NDArray[np.float64]

    @property
    def df(self) -> NDArray[np.float64]:
        """Clusters of both sides less two."""
        return self.units_a + self.units_b - self.shared - 2


def compare_clustered(
    a: Sample, b: Sample, joint: Joint, settings: Comparison, mean: NDArray[np.bool_]
) -> Result:
    """Test the difference of two shares or means of respondents in clusters.

    Parameters
    ----------
    a, b : values with the spread of the answers, and bases.
    joint : how the values vary between clusters.
    settings : the choices; only `pooled` and `extremes` are asked for.
    mean : which rows are means, shape ``(rows, 1)``.

    Notes
    -----
    Student's t at the clusters of both sides less two. A pooled share keeps each side's design
    effect; a side whose answers are all alike counts its clusters as independent answers.
    """
    own = [joint.variance_a, joint.variance_b]
    if settings.pooled:
        size_a, size_b = positive(a.size), positive(b.size)
        share = np.clip((a.value * size_a + b.value * size_b) / (size_a + size_b), 0, 1)
        sides = ((a, joint.variance_a, joint.units_a), (b, joint.variance_b, joint.units_b))
        own = [
            np.where(mean, variance, share * (1 - share) * _per_spread(side, variance, units))
            for side, variance, units in sides
        ]
    scale = own[0] * own[1] / positive(joint.variance_a * joint.variance_b)
    variance = own[0] + own[1] - 2 * joint.covariance * np.sqrt(scale)
    fewest = np.minimum(joint.units_a, joint.units_b)
    same = np.isclose(joint.covariance, joint.variance_a, atol=0) & np.isclose(
        joint.covariance, joint.variance_b, atol=0
    )
    reason = np.where(same & (joint.covariance > 0), SAME, 0)
    reason = np.where(fewest < 2, LONE, reason)
    reason = np.where(fewest < 1, NOBODY, reason).astype(np.int8)
    if not settings.extremes:
        extreme = (np.minimum(a.value, b.value) <= 0) | (np.maximum(a.value, b.value) >= 1)
        reason = np.where((reason == 0) & extreme & ~mean, EXTREME, reason)
    df = np.broadcast_to(joint.df, variance.shape)
    return result_of(a.value - b.value, variance, df, reason)


def _per_spread(
    side: Sample, variance: NDArray[np.float64], units: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Variance of a share in units of the spread of its answers."""
    varies = side.spread > 1e-14
    ratio: NDArray[np.float64] = np.where(
        varies, variance / np.where(varies, side.spread, 1.0), 1 / positive(units)
    )
    return ratio
