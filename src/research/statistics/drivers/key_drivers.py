"""What drives an outcome: importance by several methods, with intervals and rank sets."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, get_args

import numpy as np
import pandas as pd
from scipy import stats

from research.errors import StatisticsError
from research.statistics.answers.arguments import confidence_level, listed, numbers, one_of, whole
from research.statistics.answers.results import StatisticalResult
from research.statistics.drivers.answered import (
    Kind,
    Sample,
    by_cluster,
    correlations,
    read_sample,
    resampled,
)
from research.statistics.drivers.decomposition import Measures, decompose
from research.statistics.drivers.methods import METHODS, method_agreement
from research.wording.figures import grouped, plain
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = [
    "Importance",
    "Kind",
    "importance",
    "rank_sets_of_draws",
]

_SAY = Frames(__file__)

COLLINEAR = 5.0
_FAILED = 0.10
_FEWEST_CLUSTERS = 10


@dataclass(frozen=True)
class Importance(StatisticalResult):
    """Key drivers of one outcome.

    Parameters
    ----------
    drivers : one row a driver, in the order given. ``lmg, johnson, pratt, beta, first, last,
        correlation, vif`` as in `Measures`; ``share`` is LMG in percent of the explained variance
        with ``share_low, share_high``; ``rank`` with ``rank_low, rank_high`` (its rank set);
        ``beta_low, beta_high``; ``mean`` with ``mean_low, mean_high``; the flags ``collinear``
        (inflation above 5), ``turned`` (coefficient and correlation of opposite sign) and
        ``suppressed`` (the coefficient exceeds the correlation, or turned).
    r2, r2_low, r2_high : share of variance explained, between 0 and 1.
    base, clusters : complete rows used, and the units that were resampled.
    draws, failed : bootstrap repetitions used, and those that could not be estimated.
    missing : per driver and for the outcome: ``answered, missing, percent`` of all rows.
    agreement : per pair of methods, Spearman's correlation of the absolute importances.
    method : what was done, in one sentence.
    notes : what the reader must be told: rows dropped, few clusters, collinear drivers.
    """

    drivers: pd.DataFrame
    r2: float
    r2_low: float
    r2_high: float
    base: int
    clusters: int
    draws: int
    failed: int
    missing: pd.DataFrame
    agreement: pd.DataFrame
    method: str
    notes: tuple[str, ...]

    @property
    def frame(self) -> pd.DataFrame:
        """The drivers."""
        return self.drivers

    @property
    def p_value(self) -> float:
        """Probability that drivers without any tie to the outcome explain as much, by the F test.

        Units that were resampled count, and not the rows within them: several answers of one
        account are no more than one. 1 where there are no more units than drivers.
        """
        drivers = len(self.drivers)
        freedom = self.clusters - drivers - 1
        if freedom < 1:
            return 1.0
        explained = self.r2 / drivers
        left = max(1 - self.r2, np.finfo(float).tiny) / freedom
        return float(stats.f.sf(explained / left, drivers, freedom))


def importance(
    frame: pd.DataFrame,
    outcome: str,
    drivers: Sequence[str],
    *,
    kind: Kind = "linear",
    weights: str | None = None,
    clusters: str | None = None,
    draws: int = 2_000,
    confidence: float = 0.95,
    seed: int = 2015,
) -> Importance:
    """Give the importance of each driver of an outcome.

    Rows that lack the outcome or any driver are left out and counted. Intervals are percentiles of
    a bootstrap that draws whole clusters, so that several answers from one account do not count as
    independent.

    Parameters
    ----------
    frame : one row an answer.
    outcome : column of the outcome; numbers, or an ordered categorical. Binary outcomes have two
        distinct values, the higher being "yes".
    drivers : 1 to 20 numeric columns.
    kind : ``linear``; or ``binary`` and ``ordinal``, which decompose the variance of the
        continuous scale behind the answer.
    weights : column of weights above zero.
    clusters : column that says which rows belong together (the account); each row on its own when
        left out.
    draws : bootstrap repetitions.
    confidence : level of all intervals and, jointly over drivers, of the rank sets.
    seed : of the random numbers.

    Raises
    ------
    StatisticsError
        When a driver or the outcome does not vary, drivers are linearly dependent, the categories
        are perfectly separated, complete rows are too few, or there are more than 20 drivers.

    Notes
    -----
    LMG after Lindeman, Merenda and Gold (1980); relative weights after Johnson (2000); latent
    variance after McKelvey and Zavoina (1975); rank sets after Mogstad, Romano, Shaikh and Wilhelm
    (2024), on bootstrap differences.

    Examples
    --------
    >>> visits = pd.DataFrame(
    ...     {
    ...         "advice": [1, 2, 3, 4, 5, 2, 4, 5],
    ...         "delivery": [3, 3, 4, 2, 5, 4, 3, 5],
    ...         "overall": [2, 4, 6, 8, 10, 5, 7, 10],
    ...     }
    ... )
    >>> found = importance(visits, "overall", ["advice", "delivery"], draws=200)
    >>> found.drivers[["share", "rank", "mean"]].round(2)
              share  rank  mean
    driver
    advice    86.82     1  3.25
    delivery  13.18     2  3.62
    >>> round(found.r2, 3), found.base, round(found.p_value, 5)
    (0.976, 8, 9e-05)
    """
    one_of("kind", kind, get_args(Kind))
    names = listed("drivers", drivers, "a list of columns")
    confidence_level(confidence)
    draws, seed = whole("draws", draws, 20), whole("seed", seed, 0)
    sample = read_sample(frame, outcome, names, kind, weights, clusters)
    once = np.ones((1, int(sample.cluster.max()) + 1))
    estimate = decompose(correlations(sample, once, kind)[0])
    _check_estimable(estimate, names)
    counts = resampled(once.shape[1], draws, seed)
    spread, means, failed = _bootstrap(sample, counts, kind)
    level = [100 * (1 - confidence) / 2, 100 * (1 + confidence) / 2]
    table = _table(estimate, names)
    share = 100 * spread.lmg / spread.lmg.sum(axis=1, keepdims=True)
    table["share_low"], table["share_high"] = np.percentile(share, level, axis=0)
    table["beta_low"], table["beta_high"] = np.percentile(spread.beta, level, axis=0)
    low, high = rank_sets_of_draws(estimate.lmg, spread.lmg, confidence)
    table["rank_low"], table["rank_high"] = low, high
    table["mean"] = np.average(sample.X, axis=0, weights=sample.weights)
    table["mean_low"], table["mean_high"] = np.percentile(means, level, axis=0)
    r2_low, r2_high = np.percentile(spread.r2, level)
    missing = _missing(frame, [outcome, *names])
    return Importance(
        drivers=table,
        r2=float(estimate.r2),
        r2_low=float(r2_low),
        r2_high=float(r2_high),
        base=len(sample.y),
        clusters=once.shape[1],
        draws=draws - failed,
        failed=failed,
        missing=missing,
        agreement=method_agreement(table),
        method=_method(kind, clusters, draws - failed),
        notes=tuple(_notes(frame, sample, table, once.shape[1], failed)),
    )


def rank_sets_of_draws(
    estimate: Floats, draws: Floats, confidence: float = 0.95
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Give simultaneous confidence sets for ranks from repetitions of the estimates.

    Parameters
    ----------
    estimate : shape ``(p,)``; the largest has rank 1.
    draws : bootstrap repetitions of it, shape ``(r, p)``.
    confidence : that all true ranks lie in their sets together.

    Returns
    -------
    low, high : best and worst rank that each may have, shape ``(p,)``.

    Notes
    -----
    Mogstad, Romano, Shaikh and Wilhelm (2024), "Inference for ranks", Review of Economic Studies
    91:476: one item is above another when their difference exceeds what the largest studentised
    difference of all pairs reaches by chance. The bound is two-sided over all pairs.

    Examples
    --------
    The first is ahead of the others, whose difference is no larger than its error.

    >>> estimate = np.array([0.5, 0.2, 0.19])
    >>> draws = estimate + np.random.default_rng(0).normal(0, 0.02, (500, 3))
    >>> [limit.tolist() for limit in rank_sets_of_draws(estimate, draws)]
    [[1, 2, 2], [1, 3, 3]]
    """
    confidence_level(confidence)
    estimate, draws = numbers(estimate, "estimates"), numbers(draws, "draws", gaps=False)
    if draws.ndim != 2 or estimate.shape != draws.shape[1:]:
        msg = f"estimates of shape {estimate.shape} and draws of {draws.shape}; allowed: one row a "
        msg += "draw, with as many columns as there are estimates"
        raise StatisticsError(msg)
    pairs = np.asarray(list(combinations(range(len(estimate)), 2)), dtype=np.intp).reshape(-1, 2)
    if not len(pairs):
        return np.ones(1, dtype=np.intp), np.ones(1, dtype=np.intp)
    left, right = pairs.T
    difference = estimate[left] - estimate[right]
    moved = draws[:, left] - draws[:, right] - difference
    error = moved.std(axis=0)
    error = np.where(error > 0, error, np.inf)
    bound = float(np.quantile(np.abs(moved / error).max(axis=1), confidence))
    above, below = difference > bound * error, difference < -bound * error
    beaten = np.bincount(left, below, len(estimate)) + np.bincount(right, above, len(estimate))
    beats = np.bincount(left, above, len(estimate)) + np.bincount(right, below, len(estimate))
    low: NDArray[np.intp] = 1 + beaten.astype(np.intp)
    high: NDArray[np.intp] = len(estimate) - beats.astype(np.intp)
    return low, high


def _bootstrap(sample: Sample, counts: Floats, kind: Kind) -> tuple[Measures, Floats, int]:
    matrices = correlations(sample, counts, kind)
    usable = np.isfinite(matrices).all(axis=(1, 2))
    failed = int((~usable).sum())
    if failed > _FAILED * len(counts):
        msg = (
            f"{failed} of {len(counts)} bootstrap repetitions could not be estimated; allowed: "
            f"{_FAILED:.0%} (rare categories or too few clusters: join categories, drop drivers)"
        )
        raise StatisticsError(msg)
    kept = counts[usable]
    means = (kept @ by_cluster(sample, sample.X)) / (
        kept @ by_cluster(sample, np.ones((len(sample.y), 1)))
    )
    return decompose(matrices[usable]), means, failed


def _check_estimable(estimate: Measures, names: list[str]) -> None:
    if not np.isfinite(estimate.r2):
        msg = (
            "the categories of the outcome are perfectly separated by the drivers, so their "
            "weights have no finite estimate; leave out the driver that equals the outcome"
        )
        raise StatisticsError(msg)
    if not np.isfinite(estimate.vif).all():
        msg = (
            f"the drivers {', '.join(names)} are linearly dependent (one is a sum or a copy of "
            "others); leave one out"
        )
        raise StatisticsError(msg)


def _table(estimate: Measures, names: list[str]) -> pd.DataFrame:
    table = pd.DataFrame(
        {name: getattr(estimate, name) for name in (*METHODS, "correlation", "vif")},
        index=pd.Index(names, name="driver"),
    )
    table.insert(1, "share", 100 * table["lmg"] / float(estimate.r2))
    table["rank"] = table["lmg"].rank(ascending=False, method="min").astype(int)
    table["collinear"] = table["vif"] > COLLINEAR
    table["turned"] = table["beta"] * table["correlation"] < 0
    larger = table["beta"].abs() > table["correlation"].abs() + 1e-12
    table["suppressed"] = table["turned"] | larger
    return table


def _missing(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    missing = frame[columns].isna().sum()
    return pd.DataFrame(
        {
            "answered": len(frame) - missing,
            "missing": missing,
            "percent": 100 * missing / max(len(frame), 1),
        }
    ).rename_axis("question")


def _method(kind: Kind, clusters: str | None, draws: int) -> str:
    unit = _SAY("unit.clusters") if clusters else _SAY("unit.rows")
    return _SAY("method", scale=_SAY.named("scale")[kind], draws=grouped(draws), unit=unit)


def _notes(
    frame: pd.DataFrame, sample: Sample, table: pd.DataFrame, clusters: int, failed: int
) -> list[str]:
    notes = []
    dropped = len(frame) - len(sample.y)
    if dropped:
        notes.append(_SAY("note.dropped", dropped=grouped(dropped), rows=grouped(len(frame))))
    if clusters < _FEWEST_CLUSTERS:
        notes.append(_SAY("note.clusters", clusters=clusters))
    if failed:
        notes.append(_SAY("note.failed", failed=failed))
    for flag, text in (
        ("collinear", _SAY("note.collinear", limit=plain(COLLINEAR))),
        ("turned", _SAY("note.turned")),
    ):
        named = list(table.index[table[flag]])
        if named:
            notes.append(_SAY("note.of", text=text, drivers=", ".join(map(str, named))))
    return notes
