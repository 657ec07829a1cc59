"""Confidence sets for rank positions: which places in the order the data leave open."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_lowercase
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.answers.arguments import confidence_level, whole
from research.statistics.rankings.meanranks import mean_ranks
from research.statistics.rankings.positions import rank_positions, tie_flags
from research.statistics.rankings.rankdata import read_clusters, read_ranks
from research.statistics.rankings.studentised import Contrasts, directions, normal_points, step_down

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from research.statistics.rankings.meanranks import MeanRanks
    from research.statistics.rankings.rankdata import Unranked

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Places = NDArray[np.intp]
    Ints = NDArray[np.int64]

__all__ = ["RankSets", "rank_sets"]

# The limits rest on one set of directions for everybody: no seed can move them.
_SCRAMBLE = 20240502
# A difference of mean ranks that is rounding alone.
_NOTHING = 1e-9

_METHOD = (
    "confidence sets for ranks from studentised differences of mean ranks (Mogstad, Romano, "
    "Shaikh and Wilhelm 2024), step-down (Romano and Wolf 2005), t with {df} degrees of freedom, "
    "{draws:,} directions"
)


@dataclass(frozen=True)
class RankSets:
    """Rank positions with all that the data leave open.

    Parameters
    ----------
    items : indexed by item, in input order: ``base`` (unweighted), ``mean_rank``,
        ``standard_error``, ``rank``, ``tied``, ``marginal_low``, ``marginal_high``,
        ``simultaneous_low``, ``simultaneous_high``, ``top_probability`` and ``letters`` (items that
        share a letter cannot be told apart).
    pairs : tidy, every pair of items once: ``item``, ``other``, ``difference`` (of mean ranks),
        ``standard_error``, ``statistic``, ``separated`` (allowing for all pairs at once), ``note``.
    groups : tidy, ``group`` (its letter) and ``item``, best first: largest sets of items of which
        no two are separated.
    top : depth that ``top_probability`` is about.
    critical : first critical value of the simultaneous sets.
    margin : smallest distance of a statistic from a critical value that it was held against. Any
        other set of directions gives the same limits where this is well above the critical values'
        numerical error, which is about 0.0005 at 131,072 directions and 12 items.
    method : the method in words.
    """

    items: pd.DataFrame
    pairs: pd.DataFrame
    groups: pd.DataFrame
    top: int
    critical: float
    margin: float
    method: str


def rank_sets(
    ranks: pd.DataFrame,
    weights: ArrayLike | pd.Series | None = None,
    *,
    clusters: ArrayLike | pd.Series | None = None,
    confidence: float = 0.95,
    top: int = 3,
    draws: int = 100_000,
    seed: int = 0,
    unranked: Unranked = "missing",
) -> RankSets:
    """Positions that each item may truly hold in the order of mean ranks.

    Parameters
    ----------
    ranks : (respondents, items) ranks, 1 best, NaN where not ranked.
    weights : survey weights above zero, one per respondent.
    clusters : label of each respondent's cluster (an account, a company), sampled as a whole.
    confidence : probability that a marginal set covers its item's true position, and that the
        simultaneous sets cover all positions at once.
    top : depth of ``top_probability``.
    draws : directions for the critical values; raised to the next power of two.
    seed : of the draws for ``top_probability``. The sets themselves rest on a fixed, even set of
        directions, over which the radius is integrated exactly: they do not move with it.
    unranked : as for `read_ranks`.

    Raises
    ------
    StatisticsError
        Fewer than two items, respondents or clusters, or a parameter out of its range.

    Notes
    -----
    An item's position is one plus the number of items truly ahead of it. The set runs from one plus
    the number of items shown to be ahead to `k` minus the number shown to be behind. Simultaneous
    sets judge all pairs at once, marginal ones the pairs of one item. Normal critical values are
    carried over to t with (respondents or clusters - 1) degrees of freedom by their tail
    probability, which keeps the coverage at small bases and changes nothing at large ones.

    A pair whose difference is the same for every respondent has no standard error; it counts as
    separated unless the difference is zero, and its note says so.

    ``top_probability`` is the posterior probability of a place in the top under a flat prior, the
    mean ranks being normal: the share of normal draws around them with the item in the top.

    Mogstad, Romano, Shaikh and Wilhelm (2024), Review of Economic Studies 91:476.

    Examples
    --------
    The answers tell that farming comes first; they leave open which of the others is second.

    >>> ranks = pd.DataFrame(
    ...     {
    ...         "farming": [1, 1, 1, 2] * 10,
    ...         "hunting": [2, 3, 3, 1] * 10,
    ...         "brand": [3, 2, 2, 3] * 10,
    ...     }
    ... )
    >>> sets = rank_sets(ranks, draws=4096)
    >>> sets.items[["mean_rank", "rank", "simultaneous_low", "simultaneous_high", "letters"]]
             mean_rank  rank  simultaneous_low  simultaneous_high letters
    item
    farming       1.25     1                 1                  1       a
    hunting       2.25     2                 2                  3       b
    brand         2.50     3                 2                  3       b
    """
    data = read_ranks(ranks, weights, unranked=unranked)
    k = len(data.items)
    _check(k, confidence, top, draws, seed)
    means = mean_ranks(data, read_clusters(clusters, ranks.index, data.rows))
    # Sorted items make the result independent of the order of the columns.
    order = np.lexsort((np.diag(means.covariance), means.mean))
    pairs = _Pairs(means, order, draws)
    above, below, critical = pairs.judge(np.arange(len(pairs.first)), confidence)
    low, high = _limits(k, pairs, above, below)
    marginal = np.array([pairs.limits_of(i, confidence) for i in range(k)])
    letters, groups = _groups(k, pairs, above | below)
    back = np.argsort(order)
    rank = rank_positions(data)
    items = pd.DataFrame(
        {
            "base": (~np.isnan(data.values)).sum(axis=0),
            "mean_rank": means.mean,
            "standard_error": means.standard_errors,
            "rank": rank,
            "tied": tie_flags(rank),
            "marginal_low": marginal[back, 0],
            "marginal_high": marginal[back, 1],
            "simultaneous_low": low[back],
            "simultaneous_high": high[back],
            "top_probability": _top_probability(means, order, top, draws, seed)[back],
            "letters": [letters[i] for i in back],
        },
        index=data.items.rename("item"),
    )
    names = data.items[order]
    return RankSets(
        items=items,
        pairs=pairs.frame(names, above | below),
        groups=pd.DataFrame(
            [(letter, names[i]) for letter, members in groups for i in members],
            columns=["group", "item"],
        ),
        top=top,
        critical=critical,
        margin=pairs.margin,
        method=_METHOD.format(df=means.units - 1, draws=1 << max(draws - 1, 1).bit_length()),
    )


class _Pairs:
    """All pairs of items in the order of their mean ranks, with their studentised differences."""

    def __init__(self, means: MeanRanks, order: Places, draws: int) -> None:
        self.first, self.second = np.triu_indices(len(order), 1)
        self.difference = means.mean[order][self.second] - means.mean[order][self.first]
        factor = _factor(means, order)
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
                self.first, self.second, safe, along, factor.shape[1], means.units - 1
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
        low, high = _limits(size, self, above, below)
        return int(low[item]), int(high[item])

    def frame(self, names: pd.Index, separated: Flags) -> pd.DataFrame:
        """All pairs, the item with the better mean rank first."""
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


def _limits(k: int, pairs: _Pairs, above: Flags, below: Flags) -> tuple[Ints, Ints]:
    """First and last position that each item may hold; `above` means the second has worse ranks."""
    ahead = np.bincount(pairs.second[above], minlength=k)
    ahead += np.bincount(pairs.first[below], minlength=k)
    behind = np.bincount(pairs.first[above], minlength=k)
    behind += np.bincount(pairs.second[below], minlength=k)
    return ahead + 1, k - behind


def _groups(
    k: int, pairs: _Pairs, separated: Flags
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


def _top_probability(means: MeanRanks, order: Places, top: int, draws: int, seed: int) -> Floats:
    """Share of normal draws around the mean ranks in which each item is in the top."""
    mean, factor = means.mean[order], _factor(means, order)
    drawn = mean[:, None]
    if factor.shape[1]:
        drawn = factor @ normal_points(factor.shape[1], draws, seed) + drawn
    limit = np.partition(drawn, top - 1, axis=0)[top - 1]
    share: Floats = (drawn <= limit).mean(axis=1)
    return share


def _factor(means: MeanRanks, order: Places) -> Floats:
    """(k, rank) factor of the covariance of the items in the order given."""
    values, vectors = np.linalg.eigh(means.covariance[np.ix_(order, order)])
    kept = values > max(values.max(), 1e-12) * 1e-10
    factor: Floats = vectors[:, kept] * np.sqrt(values[kept])
    return factor


def _check(k: int, confidence: object, top: object, draws: object, seed: object) -> None:
    if k < 2:
        msg = f"{k} item; allowed: two at least, since a position is one among others"
        raise StatisticsError(msg)
    if confidence_level(confidence) <= 0.5:
        msg = f"confidence is {confidence}; allowed: above 0.5 and below 1, such as 0.95"
        raise StatisticsError(msg)
    whole("top", top, 1, k)
    whole("draws", draws, 1024)
    whole("seed", seed, 0)
