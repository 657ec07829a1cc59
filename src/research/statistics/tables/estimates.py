"""Estimates of a table: value and spread of each cell, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from research.statistics.samples.clusters import Sureness, bounded
from research.statistics.samples.weights import effective_size

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from research.statistics.tables.clustering import Between
    from research.statistics.tables.counts import Tally

__all__ = ["Estimates"]

# A value that margins tell wholly is as sure as a sample of so many.
_KNOWN = 1e12


@dataclass(frozen=True)
class Estimates:
    """Value, spread and effective base of each cell, arrays ``(rows, columns)``.

    Parameters
    ----------
    value : share from 0 to 1, or mean; missing where nobody answered.
    spread : variance of the answers.
    effective : Kish's effective base.
    varied : linearised variances, where respondents are nested or weights raked.
    """

    value: NDArray[np.float64]
    spread: NDArray[np.float64]
    effective: NDArray[np.float64]
    varied: Between | None

    @classmethod
    def of(cls, counted: Tally, varied: Between | None) -> Estimates:
        """Estimate from sums."""
        base = counted.bases.weighted
        known = base > 0
        safe = np.where(known, base, 1.0)
        mean = counted.moments.mass / safe
        spread = np.maximum(counted.moments.square / safe - mean**2, 0.0)
        origin = np.array([[row.origin] for row in counted.rows])
        effective = effective_size(base, counted.bases.squares)
        return cls(np.where(known, mean + origin, np.nan), spread, effective, varied)

    @property
    def variance(self) -> NDArray[np.float64]:
        """Variance of each value: linearised where respondents are nested or weights raked."""
        if self.varied is not None:
            return np.where(self.varied.units > 1, self.varied.variance, np.nan)
        known = self.effective > 1
        return np.where(known, self.spread / np.where(known, self.effective - 1, 1.0), np.nan)

    def deviation(self, n: NDArray[np.float64]) -> NDArray[np.float64]:
        """Standard deviation of the answers, with the divisor that makes its square unbiased."""
        known = n > 1
        return np.sqrt(np.where(known, self.spread * n / np.where(known, n - 1, 1.0), np.nan))

    @property
    def clusters(self) -> NDArray[np.float64]:
        """Clusters in each base; missing where respondents are independent."""
        if self.varied is None or not self.varied.clustered:
            return np.full(self.value.shape, np.nan)
        return self.varied.units

    def _sure(self, varied: Between) -> NDArray[np.float64]:
        """Give the size of the simple random sample that is as sure of each value.

        Few clusters may look surer than they are, so that Kish's is the most; after raking the
        margins do tell more than respondents alone.
        """
        if not varied.raked:
            return bounded(self.spread, varied.variance, varied.units, self.effective)
        known = varied.variance > 0
        found = self.spread / np.where(known, varied.variance, 1.0)
        return np.where(known, found, np.where(self.spread > 1e-14, _KNOWN, varied.units))

    def told(self, counted: Tally, shown: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Give effective bases as they are told: one a question and column.

        After raking, the mean design effect of the answers that are shown (Rao and Scott 1984).
        """
        if self.varied is None or not self.varied.raked:
            return self.effective
        found = self.effective.copy()
        titles = np.array([row.question for row in counted.rows], dtype=object)
        plain = np.array([row.kind == "category" for row in counted.rows])
        for title in dict.fromkeys(titles):
            own = titles == title
            kept = shown & (own & plain if (own & plain).any() else own)[:, None]
            spread, variance = (
                np.where(kept, each, 0.0).sum(axis=0)
                for each in (self.spread, self.varied.variance)
            )
            n = counted.bases.n[own]
            size = np.minimum(spread / np.where(variance > 0, variance, 1.0), n)
            found[own] = np.where(variance > 0, size, np.where(spread > 0, n, found[own]))
        return found

    def limits(
        self, mean: NDArray[np.bool_], confidence: float
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.object_]]:
        """Limits of each cell, and why there are none."""
        size, nested = self.effective, self.varied
        df, variance = np.maximum(size - 1, 1.0), self.spread / np.maximum(size - 1, 1.0)
        sure = Sureness(size)
        why = np.where(mean & (size < 2), "no interval: base under two", "")
        if nested is not None:
            df, variance = np.maximum(nested.units - 1, 1.0), nested.variance
            sure = Sureness(self._sure(nested), nested.units)
            lone = (nested.units < 2) & (nested.units > 0)
            why = np.where(lone, "no interval: a single cluster", "")
        low, high = sure.limits(np.where(mean, 0.0, self.value), confidence)
        half = special.stdtrit(df, 0.5 + confidence / 2) * np.sqrt(variance)
        half = np.where(why == "", half, np.nan)
        return (
            np.where(mean, self.value - half, low),
            np.where(mean, self.value + half, high),
            why.astype(object),
        )
