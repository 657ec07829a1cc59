"""Critical values of the largest of many studentised differences, found without random error."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import brentq
from scipy.special import chdtr, ndtr, ndtri, stdtrit
from scipy.stats import qmc

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Places = NDArray[np.intp]

__all__ = ["Contrasts", "directions", "normal_points", "step_down"]

_BLOCK = 16_384
_BINS = 1024


@dataclass(frozen=True)
class Contrasts:
    """Studentised differences of `p` pairs of estimates, and how they vary together.

    Parameters
    ----------
    first, second : (p,) places of the two estimates; a difference is the second less the first.
    error : (p,) standard errors of the differences, above zero.
    along : (estimates, draws) how far each estimate moves per unit of radius, in every direction.
    dimensions : rank of the estimates' covariance.
    df : degrees of freedom of the standard errors; infinite for the normal distribution.
    """

    first: Places
    second: Places
    error: Floats
    along: Floats
    dimensions: int
    df: float


@lru_cache(maxsize=4)
def normal_points(dimensions: int, draws: int, seed: int) -> Floats:
    """(dimensions, N) standard normal points, `N` the power of two from `draws` up.

    The points are those of a scrambled Sobol sequence (Owen 1998), evener than random draws.
    """
    size = max(int(draws) - 1, 1).bit_length()
    sampler = qmc.Sobol(dimensions, scramble=True, rng=np.random.default_rng(seed))
    points: Floats = ndtri(np.clip(sampler.random_base2(size), 1e-12, 1 - 1e-12)).T.copy()
    points.setflags(write=False)
    return points


def directions(factor: Floats, draws: int, seed: int) -> Floats:
    """Where each estimate moves when a normal point of length one is drawn.

    Parameters
    ----------
    factor : (estimates, d) with the estimates' covariance as its product with its transpose.
    draws, seed : as for `normal_points`.
    """
    points = normal_points(factor.shape[1], draws, seed)
    along: Floats = factor @ points
    along /= np.sqrt(np.square(points).sum(axis=0))
    return along


def step_down(
    contrasts: Contrasts, statistics: Floats, pairs: Places, confidence: float
) -> tuple[Flags, Flags, float, float]:
    """Which differences are above zero and which below, allowing for all of the pairs at once.

    Parameters
    ----------
    contrasts : of all pairs.
    statistics : (p,) studentised differences.
    pairs : places of the pairs judged together.
    confidence : probability of no wrong statement among them.

    Returns
    -------
    above, below : (p,) flags, false outside `pairs`.
    critical : the first critical value.
    margin : smallest distance of any statistic from a critical value that it was held against.

    Notes
    -----
    Two one-sided hypotheses a pair, tested step by step: those rejected leave the family and the
    critical value of the others is found anew (Romano and Wolf 2005), until none falls.
    """
    chosen = np.zeros(len(statistics), dtype=bool)
    chosen[pairs] = True
    above, below = np.zeros_like(chosen), np.zeros_like(chosen)
    first, margin = np.nan, np.inf
    while (open_above := chosen & ~above).any() | (open_below := chosen & ~below).any():
        critical = _critical(contrasts, open_above, open_below, confidence)
        first = critical if np.isnan(first) else first
        held = np.concatenate([statistics[open_above], -statistics[open_below]])
        margin = min(margin, float(np.abs(held - critical).min()))
        more_above = open_above & (statistics > critical)
        more_below = open_below & (-statistics > critical)
        if not (more_above.any() or more_below.any()):
            break
        above |= more_above
        below |= more_below
    return above, below, float(first), margin


def _critical(contrasts: Contrasts, above: Flags, below: Flags, confidence: float) -> float:
    """Quantile of the largest of the open differences, the radius integrated exactly.

    A normal vector is a direction times an independent radius. Given the direction, whether the
    largest difference stays below `c` hangs on the radius alone, whose distribution is known: the
    probability is a smooth average over directions, and so is the quantile. Every difference has
    a standard error of its own, so the normal quantile is then carried over to t by its tail.
    """
    largest = _largest_along(contrasts, above, below)
    dimensions = contrasts.dimensions
    # Bins of directions that do the same: the curve below is smooth, its error is in the bin
    # width squared.
    place = np.minimum((largest * (_BINS / largest.max())).astype(np.intp), _BINS - 1)
    count = np.bincount(place, minlength=_BINS)
    mean = np.bincount(place, largest, minlength=_BINS)[count > 0] / count[count > 0]
    share = count[count > 0] / len(largest)

    def excess(critical: float) -> float:
        with np.errstate(divide="ignore"):
            radius = np.square(critical / mean)
        return float(share @ chdtr(dimensions, radius)) - confidence

    family = int(above.sum() + below.sum())
    low, high = ndtri(confidence) * 0.98, ndtri(1 - (1 - confidence) / family) + 0.02
    normal = brentq(excess, low, high, xtol=1e-10)
    if np.isinf(contrasts.df):
        return float(normal)
    return float(-stdtrit(contrasts.df, ndtr(-normal)))


def _largest_along(contrasts: Contrasts, above: Flags, below: Flags) -> Floats:
    """Largest open difference per unit of radius, in every direction; at least zero.

    Pair by pair in blocks that stay in the cache: a matrix product would start threads, which
    stand in each other's way on a busy machine.
    """
    largest = np.zeros(contrasts.along.shape[1])
    spare = np.empty(min(_BLOCK, len(largest)))
    pairs = np.flatnonzero(above | below)
    for start in range(0, len(largest), _BLOCK):
        block = contrasts.along[:, start : start + _BLOCK]
        top = largest[start : start + _BLOCK]
        gap = spare[: len(top)]
        for pair in pairs:
            np.subtract(block[contrasts.second[pair]], block[contrasts.first[pair]], out=gap)
            gap *= (1 if above[pair] else -1) / contrasts.error[pair]
            if above[pair] and below[pair]:
                np.abs(gap, out=gap)
            np.maximum(top, gap, out=top)
    return largest
