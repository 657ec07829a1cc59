"""Confidence sets for rank positions: which places in the order the data leave open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.answers.alignment import index_of, matched, matched_frame
from research.statistics.answers.arguments import (
    at_least,
    confidence_level,
    numbers,
    one_of,
    whole,
)
from research.statistics.answers.results import StatisticalResult
from research.statistics.rankings.meanranks import mean_ranks
from research.statistics.rankings.paired import (
    Estimates,
    Pairs,
    letter_groups,
    position_limits,
    top_probability,
)
from research.statistics.rankings.positions import competition_rank, rank_positions, tie_flags
from research.statistics.rankings.rankdata import read_clusters, read_ranks
from research.wording.figures import grouped, plain
from research.wording.frames import Frames

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from research.statistics.rankings.rankdata import Unranked

    Floats = NDArray[np.float64]

__all__ = ["RankSets", "method_in_words", "rank_sets", "rank_sets_from"]

_SAY = Frames(__file__)


@dataclass(frozen=True)
class RankSets(StatisticalResult):
    """Rank positions with all that the data leave open.

    Parameters
    ----------
    items : indexed by item, in input order: ``base`` (unweighted) and ``mean_rank``, or
        ``estimate``; ``standard_error``, ``rank``, ``tied``, ``marginal_low``, ``marginal_high``,
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

    @property
    def frame(self) -> pd.DataFrame:
        """The items."""
        return self.items


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
    _check(len(data.items), confidence, top, draws, seed)
    means = mean_ranks(data, read_clusters(clusters, ranks.index, data.rows))
    estimates = Estimates(means.mean, means.covariance, means.units - 1)
    known = pd.DataFrame(
        {
            "base": (~np.isnan(data.values)).sum(axis=0),
            "mean_rank": means.mean,
            "standard_error": means.standard_errors,
            "rank": rank_positions(data),
        },
        index=data.items.rename("item"),
    )
    return _sets(estimates, known, confidence, top, draws, seed, _SAY("ranks"))


def rank_sets_from(
    estimates: pd.Series | ArrayLike,
    covariance: pd.DataFrame | ArrayLike | None = None,
    *,
    standard_errors: pd.Series | ArrayLike | None = None,
    df: float = np.inf,
    best: Literal["high", "low"] = "high",
    confidence: float = 0.95,
    top: int = 3,
    draws: int = 100_000,
    seed: int = 0,
) -> RankSets:
    """Positions that each of several estimates may truly hold, whatever they are estimates of.

    Parameters
    ----------
    estimates : (k,) one a thing; a Series names the things.
    covariance : (k, k) of the estimates; matched by labels where it has them.
    standard_errors : (k,) of estimates that are independent (of separate samples, say), in place of
        a covariance.
    df : degrees of freedom of the covariance; infinite where it counts as known.
    best : whether large estimates come first, or small ones.
    confidence, top, draws, seed : as for `rank_sets`.

    Returns
    -------
    RankSets
        As of `rank_sets`, with ``estimate`` in place of base and mean rank; a difference says how
        far the first of a pair is ahead.

    Raises
    ------
    StatisticsError
        Fewer than two estimates, neither or both of covariance and standard errors, a covariance
        that none can be, labels that do not match, or a parameter out of its range.

    Notes
    -----
    The method of `rank_sets`, step-down included, on estimates made elsewhere: scores of groups,
    coefficients, worths of `plackett_luce`.

    Examples
    --------
    >>> scores = pd.Series({"north": 42.0, "south": 12.0, "west": 38.0})
    >>> errors = pd.Series({"north": 4.0, "south": 5.0, "west": 4.0})
    >>> sets = rank_sets_from(scores, standard_errors=errors, top=1, draws=4096)
    >>> sets.items[["estimate", "rank", "simultaneous_low", "simultaneous_high", "letters"]]
           estimate  rank  simultaneous_low  simultaneous_high letters
    item
    north      42.0     1                 1                  2       a
    south      12.0     3                 3                  3       b
    west       38.0     2                 1                  2       a
    """
    one_of("best", best, ("high", "low"))
    names = index_of(estimates)
    value = numbers(matched(estimates, names, "estimates"), "estimates", gaps=False)
    _check(len(value), confidence, top, draws, seed)
    spread = _covariance(covariance, standard_errors, names)
    unlimited = isinstance(df, float) and np.isposinf(df)
    freedom = np.inf if unlimited else at_least("df", df, 1)
    known = pd.DataFrame(
        {
            "estimate": value,
            "standard_error": np.sqrt(np.diag(spread)),
            "rank": competition_rank(-value if best == "high" else value),
        },
        index=names.rename("item"),
    )
    read = Estimates(-value if best == "high" else value, spread, freedom)
    return _sets(read, known, confidence, top, draws, seed, "estimates")


def _sets(
    estimates: Estimates,
    known: pd.DataFrame,
    confidence: float,
    top: int,
    draws: int,
    seed: int,
    what: str,
) -> RankSets:
    """Judge all pairs of estimates, and say what that leaves open of each one's position."""
    k, order = len(known), estimates.order
    pairs = Pairs(estimates, draws)
    above, below, critical = pairs.judge(np.arange(len(pairs.first)), confidence)
    low, high = position_limits(k, pairs, above, below)
    marginal = np.array([pairs.limits_of(i, confidence) for i in range(k)])
    letters, groups = letter_groups(k, pairs, above | below)
    back = np.argsort(order)
    items = known.assign(
        tied=tie_flags(known["rank"]),
        marginal_low=marginal[back, 0],
        marginal_high=marginal[back, 1],
        simultaneous_low=low[back],
        simultaneous_high=high[back],
        top_probability=top_probability(estimates, top, draws, seed)[back],
        letters=[letters[i] for i in back],
    )
    names = known.index[order]
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
        method=_method(what, estimates.df, draws),
    )


def method_in_words(respondents: int, draws: int) -> str:
    """The method of `rank_sets` of independent respondents, as reports state it."""
    return _method(_SAY("ranks"), respondents - 1, draws)


def _method(what: str, df: float, draws: int) -> str:
    size = 1 << max(draws - 1, 1).bit_length()
    freedom = _SAY("normal") if np.isinf(df) else _SAY("t", df=plain(df))
    return _SAY("method", what=what, freedom=freedom, draws=grouped(size))


def _covariance(covariance: object, standard_errors: object, names: pd.Index) -> Floats:
    """Read the covariance of estimates, or make it of the errors of independent ones."""
    if (covariance is None) == (standard_errors is None):
        msg = "covariance and standard_errors: exactly one is needed; allowed: a covariance, or "
        msg += "standard errors of independent estimates"
        raise StatisticsError(msg)
    if standard_errors is not None:
        own = matched(standard_errors, names, "standard errors")
        errors = numbers(own, "standard errors", gaps=False)
        if (errors < 0).any():
            msg = f"a standard error is {errors.min():g}; allowed: 0 or more"
            raise StatisticsError(msg)
        return np.diag(np.square(errors))
    if isinstance(covariance, pd.DataFrame):
        covariance = matched_frame(covariance, names, "covariance")
        covariance = matched_frame(covariance.T, names, "covariance").T
    spread = numbers(covariance, "covariance", gaps=False)
    size = len(names)
    scale = float(np.abs(spread).max(initial=0))
    if spread.shape != (size, size) or not np.allclose(spread, spread.T, atol=1e-9 * scale):
        msg = f"the covariance has shape {spread.shape}, or is not symmetric; allowed: one row and "
        msg += f"one column for each of {size} estimates, the same both ways"
        raise StatisticsError(msg)
    if np.linalg.eigvalsh(spread).min() < -1e-8 * scale:
        msg = "the covariance gives some difference a negative variance; allowed: one that "
        msg += "estimates can have"
        raise StatisticsError(msg)
    return spread


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
