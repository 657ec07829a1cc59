"""Rankings as choices from sets of items, counted: all that a Plackett-Luce fit needs."""

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
    Flags = NDArray[np.bool_]

__all__ = ["Choices", "read_choices"]

# One bit per item; a set of more items than this takes several numbers.
_BITS = 62
# Cells of second moments that are held at once.
_CELLS = 1 << 22


@dataclass(frozen=True)
class Choices:
    """Counts of the choices that make up a set of rankings.

    Parameters
    ----------
    sets : (s, k) the different sets of items that something was chosen from.
    count : (s,) choices made from each.
    won : (k,) choices won by each item, a tie of `d` items counting one part in `d`.
    sizes : numbers of items chosen at once that occur, 1 first.
    chosen : choices of each size.
    beats : (k, k) whether the row item was ever placed above or level with the column item.
    """

    sets: Flags
    count: Floats
    won: Floats
    sizes: Ints
    chosen: Floats
    beats: Flags

    @property
    def items(self) -> int:
        """Number of items."""
        return len(self.won)

    def log_likelihood(self, estimate: Floats) -> tuple[float, Floats, Floats]:
        """Log-likelihood with its slope and its information (minus the second derivatives).

        Parameters
        ----------
        estimate : log worths of the items, then log tie parameters of the sizes above 1.
        """
        k = self.items
        log_worth = estimate[:k] - estimate[:k].max()
        log_tie = np.concatenate([[0.0], estimate[k:]])
        value = float(self.won @ log_worth + self.chosen @ log_tie)
        slope = np.concatenate([self.won, self.chosen[1:]])
        information = np.zeros((len(estimate), len(estimate)))
        block = max(1, _CELLS // len(estimate) ** 2)
        for start in range(0, len(self.sets), block):
            sets = self.sets[start : start + block]
            count = self.count[start : start + block]
            total, first, second = _moments(sets, log_worth, log_tie, self.sizes)
            value -= float(count @ np.log(total))
            slope -= count @ first
            information += np.tensordot(count, second, 1) - (first * count[:, None]).T @ first
        return value, slope, information


def read_choices(data: RankData) -> Choices:
    """Count the choices in rankings already read.

    Raises
    ------
    StatisticsError
        A single item, or nobody who compares two items.
    """
    k = len(data.items)
    if k < 2:
        msg = f"{k} item; allowed: 2 or more"
        raise StatisticsError(msg)
    best = np.where(data.ranked, data.best(), np.inf)
    present = ~np.isnan(data.values)
    width = np.ones((1, 1)) if data.width is None else data.width
    opening = _opening(data, best)
    words = _remaining(best, present)
    several = np.bitwise_count(words).sum(axis=0) > 1
    opening &= several
    if not opening.any():
        msg = "no respondent placed one item above another; worths need comparisons"
        raise StatisticsError(msg)
    weight = np.broadcast_to(data.weights[:, None], best.shape)
    sets, count = _tally(words[:, opening], weight[opening], k)
    # Every item of a tie wins its part of the choice that its first item opens.
    won = np.where(data.ranked & several, weight / width, 0).sum(axis=0)
    size = np.broadcast_to(width, best.shape)[opening].astype(np.int64)
    chosen = np.bincount(size, weight[opening]).astype(np.float64)
    sizes = np.flatnonzero(chosen[2:]) + 2
    sizes = np.concatenate([[1], sizes])
    if not chosen[1]:
        msg = "every choice is a tie; worths need somebody who places one item above another"
        raise StatisticsError(msg)
    above = [((best[:, [i]] <= best) & present & data.ranked[:, [i]]).any(axis=0) for i in range(k)]
    return Choices(sets, count, won, sizes, chosen[sizes], np.array(above))


def _opening(data: RankData, best: Floats) -> Flags:
    """One item per choice: of those tied, the first."""
    if data.width is None:
        return data.ranked.copy()
    same = best[:, :, None] == best[:, None, :]
    earlier = np.tril(np.ones((best.shape[1], best.shape[1]), dtype=bool), -1)
    opening: Flags = data.ranked & ~(same & earlier).any(axis=2)
    return opening


def _remaining(best: Floats, present: Flags) -> Ints:
    """Sets that items were chosen from, in the bits of one or more numbers, which stand first.

    They hold the items that are present and not placed above.
    """
    k = best.shape[1]
    words = np.zeros((-(-k // _BITS), *best.shape), dtype=np.int64)
    for item in range(k):
        inside = (best[:, [item]] >= best) & present[:, [item]]
        words[item // _BITS] |= np.where(inside, np.int64(1) << np.int64(item % _BITS), 0)
    return words


def _tally(words: Ints, weight: Floats, k: int) -> tuple[Flags, Floats]:
    """Different sets, (s, k), and the sum of weights of each."""
    if k <= 16:
        total = np.bincount(words[0], weight, minlength=1 << k).astype(np.float64)
        different = np.flatnonzero(total)[None, :]
        count = total[different[0]]
    else:
        different, place = np.unique(words, axis=1, return_inverse=True)
        count = np.bincount(place.ravel(), weight).astype(np.float64)
    item = np.arange(k)
    return (different[item // _BITS].T >> item % _BITS) & 1 == 1, count


def _moments(
    sets: Flags, log_worth: Floats, log_tie: Floats, sizes: Ints
) -> tuple[Floats, Floats, Floats]:
    """Sum over what may be chosen from each set, with its first and second moments.

    The parameters' log-likelihood is linear in (share of the choice per item, whether of size
    `d`); the moments are those of that vector when a choice is made by the model.
    """
    count, k = sets.shape
    extra = len(sizes) - 1
    total = np.zeros(count)
    first = np.zeros((count, k + extra))
    second = np.zeros((count, k + extra, k + extra))
    diagonal = np.arange(k)
    for place, size in enumerate(int(size) for size in sizes):
        root = np.where(sets, np.exp(log_worth / size), 0)
        whole, less_one, less_two = _symmetric(root, size)
        tie = np.exp(log_tie[place])
        total += tie * whole
        inclusion = tie * root * less_one
        first[:, :k] += inclusion / size
        second[:, diagonal, diagonal] += inclusion / size**2
        if less_two is not None:
            pair = tie * root[:, :, None] * root[:, None, :] * less_two / size**2
            pair[:, diagonal, diagonal] = 0
            second[:, :k, :k] += pair
        if place:
            at = k + place - 1
            first[:, at] += tie * whole
            second[:, at, at] += tie * whole
            second[:, :k, at] += inclusion / size
            second[:, at, :k] += inclusion / size
    return total, first / total[:, None], second / total[:, None, None]


def _symmetric(root: Floats, size: int) -> tuple[Floats, Floats, Floats | None]:
    """Sums of products of `size` items; of one fewer without each item; of two without a pair."""
    count, k = root.shape
    sums = np.zeros((size + 1, count))
    sums[0] = 1
    for item in range(k):
        for order in range(size, 0, -1):
            sums[order] += root[:, item] * sums[order - 1]
    less_one = np.ones((count, k))
    steps = [less_one]
    for order in range(1, size):
        less_one = np.maximum(sums[order][:, None] - root * less_one, 0)
        steps.append(less_one)
    if size == 1:
        return sums[1], less_one, None
    less_two = np.ones((count, k, k))
    for order in range(1, size - 1):
        less_two = np.maximum(steps[order][:, :, None] - root[:, None, :] * less_two, 0)
    return sums[size], less_one, less_two
