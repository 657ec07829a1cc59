"""Segments of respondents: solutions of several sizes, and how stable each is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.answers.alignment import matched
from research.statistics.answers.arguments import framed, listed, numbers, truth, whole
from research.statistics.answers.results import StatisticalResult
from research.statistics.samples.weights import checked_weights
from research.statistics.segments.partitions import (
    adjusted_rand,
    k_means,
    nearest_jaccard,
    silhouettes,
    variance_ratio,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Codes = NDArray[np.intp]

__all__ = ["Segments", "find_segments"]

# Starts of the solution itself, and of each of the samples that it is held against.
_STARTS, _STARTS_AGAIN = 20, 3
# Silhouettes take the distances of every two respondents.
_MOST_DISTANCES = 5_000


@dataclass(frozen=True)
class Segments(StatisticalResult):
    """Segments of respondents.

    Parameters
    ----------
    solutions : one row a number of segments: ``segments, within`` (sum of squares), ``silhouette``
        (mean), ``variance_ratio``, ``adjusted_rand`` (agreement with solutions of bootstrap
        samples), ``least_stable`` (Jaccard similarity of the segment that recurs worst) and
        ``chosen``.
    profiles : of the solution chosen, one row a segment, the largest first: ``n`` (unweighted),
        ``share`` (percent), ``stability`` (mean Jaccard similarity over bootstrap samples),
        ``verdict`` and the mean of each question.
    membership : the segment of each respondent, 1 the largest; missing who lacks an answer.
    method : in words.
    """

    solutions: pd.DataFrame
    profiles: pd.DataFrame
    membership: pd.Series[Any]
    method: str

    @property
    def frame(self) -> pd.DataFrame:
        """The profiles of the segments."""
        return self.profiles


class _Solution(NamedTuple):
    codes: Codes
    within: float
    ratio: float
    rand: float
    jaccard: Floats


def find_segments(
    answers: pd.DataFrame,
    sizes: Sequence[int] = (2, 3, 4, 5, 6),
    weights: ArrayLike | None = None,
    *,
    standardise: bool = True,
    draws: int = 50,
    seed: int = 2015,
) -> Segments:
    """Group respondents who answer alike, and tell how many groups the answers bear.

    Parameters
    ----------
    answers : one row a respondent, one numeric column a question. Who lacks an answer is in no
        segment.
    sizes : numbers of segments to try; one number settles it.
    weights : one a respondent, matched by label: for shares and means of the segments, not for
        finding them.
    standardise : bring questions to one spread before; otherwise those with more spread count more.
    draws : bootstrap samples that each solution is held against.
    seed : of the random numbers.

    Returns
    -------
    The solution with the largest mean silhouette, with the figures of all that were tried.

    Raises
    ------
    StatisticsError
        If a question does not vary, or there are more segments than different respondents.

    Notes
    -----
    k-means with the best of several starts. Stability after Hennig (2007), "Cluster-wise assessment
    of cluster stability", Computational Statistics and Data Analysis 52:258: 0.85 and more is
    highly stable, from 0.75 stable, from 0.6 a pattern whose members are in doubt, less is not to
    be trusted. k-means finds segments in any data; where no solution is stable there are none.

    Examples
    --------
    >>> answers = pd.DataFrame({"price": [1, 2, 1, 9, 8, 9, 8], "care": [9, 8, 9, 1, 2, 1, 1]})
    >>> found = find_segments(answers, [2, 3], draws=20)
    >>> found.profiles[["n", "verdict", "price", "care"]].round(2)
             n        verdict  price  care
    segment
    1        4  highly stable   8.50  1.25
    2        3  highly stable   1.33  8.67
    """
    frame = framed("answers", answers)
    values = numbers(frame, "answers")
    complete = ~np.isnan(values).any(axis=1)
    weight = checked_weights(
        None if weights is None else matched(weights, frame.index, "weights"), len(frame)
    )[complete]
    scaled = _scaled(values[complete], list(frame), truth("standardise", standardise))
    tried = _tried(sizes, len(np.unique(scaled, axis=0)))
    again = whole("draws", draws, 10)
    start = whole("seed", seed, 0)
    found = [_solve(scaled, k, again, np.random.default_rng([start, k])) for k in tried]
    widths = _mean_silhouettes(scaled, [each.codes for each in found], start)
    chosen = int(np.argmax(widths))
    solutions = pd.DataFrame(
        {
            "segments": tried,
            "within": [each.within for each in found],
            "silhouette": widths,
            "variance_ratio": [each.ratio for each in found],
            "adjusted_rand": [each.rand for each in found],
            "least_stable": [float(each.jaccard.min()) for each in found],
            "chosen": [at == chosen for at in range(len(tried))],
        }
    )
    profiles, codes = _profiles(found[chosen], values[complete], weight, list(frame))
    numbered = np.zeros(len(frame), dtype=np.int64)
    numbered[complete] = codes
    membership = pd.Series(numbered, index=frame.index, dtype="Int64", name="segment")
    membership = membership.where(pd.Series(complete, index=frame.index))
    method = (
        f"k-means of {'standardised ' if standardise else ''}answers, of {tried} segments that "
    )
    method += f"with the largest silhouette; stability over {again} bootstrap samples (Hennig 2007)"
    return Segments(solutions, profiles, membership, method)


def _scaled(values: Floats, names: list[Any], standardise: bool) -> Floats:
    if not values.size or len(values) < 4:
        msg = f"{len(values)} respondents answered all {len(names)} questions; allowed: 4 or more "
        msg += "(leave out questions that few answered)"
        raise StatisticsError(msg)
    spread = values.std(axis=0)
    if (np.ptp(values, axis=0) == 0).any():
        flat = names[int(np.argmin(np.ptp(values, axis=0)))]
        msg = f"{flat!r} has the same answer in all complete rows; allowed: questions that vary"
        raise StatisticsError(msg)
    centred: Floats = values - values.mean(axis=0)
    if standardise:
        centred /= spread
    return centred


def _tried(sizes: Sequence[int], different: int) -> list[int]:
    wanted = listed("sizes", sizes, "a list of numbers of segments, such as [2, 3, 4]")
    if not wanted:
        msg = "sizes are empty; allowed: one or more numbers of segments"
        raise StatisticsError(msg)
    return sorted({whole("a size", size, 2, max(2, different - 1)) for size in wanted})


def _solve(values: Floats, k: int, draws: int, rng: np.random.Generator) -> _Solution:
    codes, within = k_means(values, k, _STARTS, rng)
    rands: list[float] = []
    jaccards: list[Floats] = []
    while len(rands) < draws:
        drawn = np.unique(rng.integers(0, len(values), len(values)), return_counts=True)
        rows = np.repeat(drawn[0], drawn[1])
        if len(np.unique(values[drawn[0]], axis=0)) <= k:
            # A sample of too few different respondents tells nothing, and counts as unstable.
            rands.append(0.0)
            jaccards.append(np.zeros(k))
            continue
        other = k_means(values[rows], k, _STARTS_AGAIN, rng)[0]
        first = np.flatnonzero(np.append(True, np.diff(rows) > 0))
        rands.append(adjusted_rand(codes[drawn[0]], other[first]))
        found = np.full(k, np.nan)
        similar = nearest_jaccard(codes[drawn[0]], other[first])
        found[: len(similar)] = similar
        jaccards.append(found)
    # A segment that a sample lacks altogether was not found again.
    recurred = np.nan_to_num(np.array(jaccards)).mean(axis=0)
    ratio = variance_ratio(values, codes, within)
    return _Solution(codes, within, float(ratio), float(np.mean(rands)), recurred)


def _mean_silhouettes(values: Floats, partitions: list[Codes], seed: int) -> list[float]:
    """Mean silhouettes, of a part of the respondents where they are many."""
    rows = np.arange(len(values))
    if len(rows) > _MOST_DISTANCES:
        rows = np.random.default_rng(seed).choice(rows, _MOST_DISTANCES, replace=False)
    parts = [np.unique(codes[rows], return_inverse=True)[1] for codes in partitions]
    return [float(each.mean()) for each in silhouettes(values[rows], parts)]


def _profiles(
    solution: _Solution, values: Floats, weights: Floats, names: list[Any]
) -> tuple[pd.DataFrame, Codes]:
    """Segments by size, and the number of each respondent's."""
    k = len(solution.jaccard)
    share = np.bincount(solution.codes, weights, k) / weights.sum()
    order = np.argsort(-share, kind="stable")
    number = np.empty(k, dtype=np.intp)
    number[order] = np.arange(1, k + 1)
    sums = np.zeros((k, values.shape[1]))
    np.add.at(sums, solution.codes, weights[:, None] * values)
    table = pd.DataFrame(
        {
            "n": np.bincount(solution.codes, minlength=k)[order],
            "share": 100 * share[order],
            "stability": solution.jaccard[order],
            "verdict": [_verdict(value) for value in solution.jaccard[order]],
        },
        index=pd.RangeIndex(1, k + 1, name="segment"),
    )
    means = pd.DataFrame((sums / (share * weights.sum())[:, None])[order], table.index, names)
    return pd.concat([table, means], axis=1), number[solution.codes]


def _verdict(stability: float) -> str:
    """Hennig's words."""
    for least, word in ((0.85, "highly stable"), (0.75, "stable"), (0.6, "members in doubt")):
        if stability >= least:
            return word
    return "not to be trusted"
