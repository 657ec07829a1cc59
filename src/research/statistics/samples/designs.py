"""How a sample was drawn: weights, strata, clusters, margins; and variances that follow from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.answers.alignment import matched, matched_frame
from research.statistics.answers.arguments import framed, numbers, truths
from research.statistics.samples.weights import read_weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    Labels = Sequence[Any] | NDArray[Any] | pd.Series[Any]

__all__ = ["Design", "in_domain", "linearised_covariance", "linearised_variance"]


@dataclass(frozen=True)
class Design:
    """Respondents as they were sampled, in one order.

    Parameters
    ----------
    mass : weights, shape ``(n,)``.
    strata, clusters, population : as in `research.statistics.samples.linearisation.survey_mean`.
    margins : who is in each category of the margins that weights were raked to, shape
        ``(n, categories)``; ``None`` where they were not.
    start : weights before raking, shape ``(n,)``.
    """

    mass: NDArray[np.float64]
    strata: pd.Series[Any] | None
    clusters: pd.Series[Any] | None
    population: Any
    margins: NDArray[np.float64] | None
    start: NDArray[np.float64]

    @classmethod
    def of(
        cls,
        index: pd.Index[Any],
        weights: ArrayLike | None,
        *,
        strata: Labels | None = None,
        clusters: Labels | None = None,
        population: ArrayLike | None = None,
        raked: pd.DataFrame | None = None,
        start: ArrayLike | None = None,
    ) -> Design:
        """Bring a design into the order of the respondents."""
        mass = read_weights(weights, index)
        return cls(
            mass,
            None if strata is None else matched(strata, index, "strata"),
            None if clusters is None else matched(clusters, index, "clusters"),
            matched(population, index, "population") if np.iterable(population) else population,
            None if raked is None else _categories(raked, index),
            mass if start is None else read_weights(start, index),
        )

    @property
    def method(self) -> str:
        """How variances are come by, in words."""
        raked = ", less what margins explain" if self.margins is not None else ""
        return f"Taylor-linearised variance with replacement between clusters{raked}"

    def covariance(
        self, moves: NDArray[np.float64], inside: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.float64], int]:
        """Give the covariance of estimates, and its degrees of freedom.

        Parameters
        ----------
        moves : what a unit of weight of each respondent adds to each estimate, shape
            ``(n, estimates)``.
        inside : who is in the domain, shape ``(n,)``; everybody where ``None``.
        """
        if self.margins is not None:
            root = np.sqrt(self.start)[:, None]
            fit = np.linalg.lstsq(self.margins * root, moves * root, rcond=None)[0]
            moves = moves - self.margins @ fit
        weighted = moves * self.mass[:, None]
        return linearised_covariance(weighted, self.strata, self.clusters, self.population, inside)

    def variance(
        self, moves: NDArray[np.float64], inside: NDArray[np.bool_] | None = None
    ) -> tuple[float, int]:
        """Give the variance of one estimate, from moves of shape ``(n,)``."""
        found, df = self.covariance(moves[:, None], inside)
        return float(found[0, 0]), df


def _categories(raked: pd.DataFrame, index: pd.Index[Any]) -> NDArray[np.float64]:
    frame = matched_frame(framed("margins", raked), index, "margins")
    gaps = [str(name) for name in frame if frame[name].isna().any()]
    if gaps or not frame.shape[1]:
        fault = f"margins {gaps} have missing categories" if gaps else "there are no margins"
        msg = f"{fault}; allowed: one column a margin that weights were raked to, none missing"
        raise StatisticsError(msg)
    coded = [pd.get_dummies(frame[name].astype(object), dtype=float) for name in frame]
    return np.column_stack([each.to_numpy() for each in coded])


def in_domain(
    known: NDArray[np.bool_], domain: ArrayLike | None, index: pd.Index[Any]
) -> NDArray[np.bool_]:
    """Who has a value and is in the domain.

    Parameters
    ----------
    known : shape ``(n,)``, who has a value.
    domain : as of `research.statistics.samples.linearisation.survey_mean`.
    index : labels of the respondents.

    Raises
    ------
    StatisticsError
        If that is nobody.
    """
    inside = known if domain is None else known & truths(matched(domain, index, "domain"), "domain")
    if not inside.any():
        msg = "nobody in the domain has a value; allowed: at least two respondents"
        raise StatisticsError(msg)
    return inside


def linearised_variance(
    residual: NDArray[np.float64],
    strata: Labels | None = None,
    clusters: Labels | None = None,
    population: ArrayLike | None = None,
    inside: NDArray[np.bool_] | None = None,
) -> tuple[float, int]:
    """Give the variance of a sum of linearised values, and its degrees of freedom.

    Parameters
    ----------
    residual : what each respondent adds to the estimate, shape ``(n,)``.
    strata, clusters, population, inside : as in `linearised_covariance`.
    """
    found, df = linearised_covariance(residual[:, None], strata, clusters, population, inside)
    return float(found[0, 0]), df


def linearised_covariance(
    residual: NDArray[np.float64],
    strata: Labels | None = None,
    clusters: Labels | None = None,
    population: ArrayLike | None = None,
    inside: NDArray[np.bool_] | None = None,
) -> tuple[NDArray[np.float64], int]:
    """Give the covariance of sums of linearised values, and its degrees of freedom.

    Parameters
    ----------
    residual : what each respondent adds to each estimate, shape ``(n, estimates)``.
    strata, clusters, population : as in `survey_mean`, in the order of the residuals.
    inside : who is in the domain, shape ``(n,)``; everybody where ``None``.

    Raises
    ------
    StatisticsError
        If a stratum, or the domain, has a single unit, a cluster lies in two strata, or a
        population is smaller than its sample.
    """
    n = len(residual)
    stratum, names = _codes(strata, n, "strata", lone=False)
    unit, _ = _codes(clusters, n, "clusters", lone=True)
    pair = stratum * (unit.max(initial=0) + 1) + unit
    of_unit, kept = pd.factorize(pair)
    home = np.asarray(kept) // (unit.max(initial=0) + 1)
    if clusters is not None and len(kept) > np.unique(unit).size:
        msg = "a cluster lies in two strata; allowed: every cluster in one (name them apart)"
        raise StatisticsError(msg)
    totals = _summed(residual, of_unit, len(kept))
    units = np.bincount(home, minlength=len(names)).astype(float)
    totals -= (_summed(totals, home, len(names)) / units[:, None])[home]
    sampled = _sampled(units, stratum, population, names)
    lonely = (units < 2) & (sampled < 1)
    if lonely.any():
        msg = (
            f"stratum {names[int(np.argmax(lonely))]!r} has a single unit, which tells nothing of "
        )
        msg += "its variance; allowed: two or more (merge strata), or its whole population"
        raise StatisticsError(msg)
    share = np.where(units > 1, units / np.maximum(units - 1, 1), 0.0)
    scaled = totals * np.sqrt((1 - sampled) * share)[home][:, None]
    covariance: NDArray[np.float64] = scaled.T @ scaled
    there = np.unique(of_unit if inside is None else of_unit[inside])
    df = len(there) - np.unique(home[there]).size
    if df < 1 and (sampled[home[there]] < 1).any():
        msg = f"the domain lies in {len(there)} units of as many strata, which tells nothing of "
        msg += "its variance; allowed: two units or more in one of them"
        raise StatisticsError(msg)
    return covariance, max(df, 1)


def _summed(
    values: NDArray[np.float64], codes: NDArray[np.integer[Any]], size: int
) -> NDArray[np.float64]:
    columns = [np.bincount(codes, column, minlength=size) for column in values.T]
    return np.array(columns, dtype=np.float64).T.reshape(size, values.shape[1])


def _codes(
    labels: Labels | None, n: int, what: str, *, lone: bool
) -> tuple[NDArray[np.int64], list[Any]]:
    if labels is None:
        codes = np.arange(n) if lone else np.zeros(n, dtype=np.int64)
        return codes, [] if lone else ["all"]
    series = pd.Series(labels).reset_index(drop=True)
    if len(series) != n or series.isna().any():
        msg = f"{what} have {len(series)} entries, {int(series.isna().sum())} missing; "
        msg += f"allowed: one for each of {n} respondents, none missing"
        raise StatisticsError(msg)
    codes, names = pd.factorize(series)
    return codes.astype(np.int64), list(names)


def _sampled(
    units: NDArray[np.float64],
    stratum: NDArray[np.int64],
    population: ArrayLike | None,
    names: Sequence[Any],
) -> NDArray[np.float64]:
    """Give the sampled part of each stratum's population."""
    if population is None:
        return np.zeros(units.size)
    sizes = np.broadcast_to(numbers(population, "population", gaps=False), stratum.shape)
    low = np.full(units.size, np.inf)
    high = np.zeros(units.size)
    np.minimum.at(low, stratum, sizes)
    np.maximum.at(high, stratum, sizes)
    wrong = (low != high) | ~(high >= units)
    if wrong.any():
        at = int(np.argmax(wrong))
        msg = f"population of stratum {names[at]!r} runs from {low[at]:g} to {high[at]:g} for "
        msg += f"{units[at]:g} sampled units; allowed: one number a stratum, at least as many"
        raise StatisticsError(msg)
    return units / high
