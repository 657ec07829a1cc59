"""Estimates compared pair by pair, all pairs at once: who is shown to be ahead of whom."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_lowercase
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.statistics.rankings.studentised import Contrasts, directions, normal_points, step_down

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Places = NDArray[np.intp]
    Ints = NDArray[np.int64]

__all__ = ["Estimates", "Pairs", "letter_groups", "position_limits", "top_probability"]

# The limits rest on one set of directions for everybody: no seed can move them.
_SCRAMBLE = 20240502
# A difference of mean ranks that is rounding alone.
_NOTHING = 1e-9


@dataclass(frozen=True)
class Estimates:
    """Estimates of `k` things, small ones best, and how uncertain they are.

    Parameters
    ----------
    value : (k,) estimates.
    covariance : (k, k) their covariance.
    df : degrees of freedom of the covariance; infinite for the normal distribution.
    """

    value: Floats
    covariance: Floats
    df: float

    @property
    def standard_errors(self) -> Floats:
        """(k,) standard errors."""
        errors: Floats = np.sqrt(np.maximum(np.diag(self.covariance), 0))
        return errors

    @property
    def order(self) -> Places:
        """(k,) places from the best on; equal estimates by their uncertainty.

        Sorted things make what follows independent of the order that they came in.
        """
        return np.lexsort((np.diag(self.covariance), self.value))


class Pairs:
    """All pairs of items from the best on, with their studentised differences."""

    def __init__(self, estimates: Estimates, draws: int) -> None:
        order = estimates.order
        self.first, self.second = np.triu_indices(len(order), 1)
        value = estimates.value[order]
        self.difference = value[self.second] - value[self.first]
        factor = _factor(estimates)
        error = np.sqrt(np.square(factor[self.second] - factor[self.first]).sum(axis=1))
        self.fixed = error <= 1e-7 * max(error.max(initial=0), 1e-7)
        self.error = np.where(self.fixed, 0, error)
        safe = np.where(self.fixed, 1, error)
        self.statistic = np.where(self.fixed, 0, self.difference / safe)
        self.margin = np.inf
        self.contrasts: Contrasts | None = None
        if not self.fixed.all():
            along = directions(factor, draws, _SCRAMBLE)
            self.contrasts = Contrasts(
                self.first, self.second, safe, along, factor.shape[1], estimates.df
            )

    def judge(self, chosen: Places, confidence: float) -> tuple[Flags, Flags, float]:
        """Differences shown to be above and below zero among the pairs chosen."""
        above, below = np.zeros(len(self.first), bool), np.zeros(len(self.first), bool)
        critical = np.inf
        moving = chosen[~self.fixed[chosen]]
        if self.contrasts is not None and len(moving):
            above, below, critical, margin = step_down(
                self.contrasts, self.statistic, moving, confidence
            )
            self.margin = min(self.margin, margin)
        still = chosen[self.fixed[chosen]]
        above[still] = self.difference[still] > _NOTHING
        below[still] = self.difference[still] < -_NOTHING
        return above, below, critical

    def limits_of(self, item: int, confidence: float) -> tuple[int, int]:
        """Marginal limits of one item."""
        chosen = np.flatnonzero((self.first == item) | (self.second == item))
        above, below, _ = self.judge(chosen, confidence)
        size = int(max(self.second)) + 1
        low, high = position_limits(size, self, above, below)
        return int(low[item]), int(high[item])

    def frame(self, names: pd.Index, separated: Flags) -> pd.DataFrame:
        """All pairs, the better item first."""
        note = "the same difference for every respondent, so without a standard error"
        return pd.DataFrame(
            {
                "item": names[self.first],
                "other": names[self.second],
                "difference": self.difference,
                "standard_error": self.error,
                "statistic": np.where(
                    self.fixed & (self.difference > _NOTHING), np.inf, self.statistic
                ),
                "separated": separated,
                "note": np.where(self.fixed, note, ""),
            }
        )


def position_limits(k: int, pairs: Pairs, above: Flags, below: Flags) -> tuple[Ints, Ints]:
    """First and last position that each item may hold; `above` means the second has worse ranks."""
    ahead = np.bincount(pairs.second[above], minlength=k)
    ahead += np.bincount(pairs.first[below], minlength=k)
    behind = np.bincount(pairs.first[above], minlength=k)
    behind += np.bincount(pairs.second[below], minlength=k)
    return ahead + 1, k - behind


def letter_groups(
    k: int, pairs: Pairs, separated: Flags
) -> tuple[list[str], list[tuple[str, list[int]]]]:
    """Largest sets of items none of which are separated (insert and absorb, Piepho 2004)."""
    sets = [frozenset(range(k))]
    for i, j in zip(pairs.first[separated], pairs.second[separated], strict=True):
        split = [part for old in sets if {i, j} <= old for part in (old - {i}, old - {j})]
        whole = [old for old in sets if not {i, j} <= old]
        fresh = [new for new in dict.fromkeys(split) if not any(new <= old for old in whole)]
        sets = whole + [new for new in fresh if not any(new < other for other in fresh)]
    ordered = sorted(sorted(members) for members in sets)
    named = [(_letter(number), members) for number, members in enumerate(ordered)]
    letters = ["".join(name for name, members in named if i in members) for i in range(k)]
    return letters, named


def _letter(number: int) -> str:
    """Give a, b, ..., z, then a2, b2, ..."""
    turn, place = divmod(number, len(ascii_lowercase))
    return ascii_lowercase[place] + (str(turn + 1) if turn else "")


def top_probability(estimates: Estimates, top: int, draws: int, seed: int) -> Floats:
    """Share of normal draws around the estimates in which each item, best first, is in the top."""
    mean, factor = estimates.value[estimates.order], _factor(estimates)
    drawn = mean[:, None]
    if factor.shape[1]:
        drawn = factor @ normal_points(factor.shape[1], draws, seed) + drawn
    limit = np.partition(drawn, top - 1, axis=0)[top - 1]
    share: Floats = (drawn <= limit).mean(axis=1)
    return share


def _factor(estimates: Estimates) -> Floats:
    """(k, rank) factor of the covariance of the items, best first."""
    order = estimates.order
    values, vectors = np.linalg.eigh(estimates.covariance[np.ix_(order, order)])
    kept = values > max(values.max(), 1e-12) * 1e-10
    factor: Floats = vectors[:, kept] * np.sqrt(values[kept])
    return factor
