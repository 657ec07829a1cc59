"""Weights that bring a sample to the margins of its population."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.answers.arguments import (
    at_least,
    framed,
    instance_of,
    numbers,
    truth,
    whole,
)
from research.statistics.answers.results import StatisticalResult
from research.statistics.answers.variables import Variable, encode
from research.statistics.samples.weights import WeightSummary, read_weights, summarise_weights

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["Raking", "rake"]

# Combinations of margins up to so many are kept as they are, empty ones included.
_FEW_CELLS = 1 << 16


@dataclass(frozen=True)
class Raking(StatisticalResult):
    """Raked weights and how raking went.

    Parameters
    ----------
    weights : one a respondent, index of the frame.
    report : one row a margin and category: ``target``, ``before`` and ``after`` as shares from 0 to
        1, ``off`` (after less target), ``base`` (respondents).
    rounds : passes over all margins.
    converged : whether every margin came within the tolerance.
    worst : largest distance from a target, as a share.
    trimmed : respondents whose weight stands at a limit.
    summary : what the weights cost: Kish's effective size and the design effect.
    method : the method in words.
    """

    weights: pd.Series[float]
    report: pd.DataFrame
    rounds: int
    converged: bool
    worst: float
    trimmed: int
    summary: WeightSummary
    method: str

    @property
    def frame(self) -> pd.DataFrame:
        """The margins before and after."""
        return self.report


def rake(
    frame: pd.DataFrame,
    targets: Mapping[str, Mapping[Any, float]],
    *,
    start: ArrayLike | None = None,
    limits: tuple[float, float] | None = None,
    total: float | None = None,
    tolerance: float = 1e-8,
    rounds: int = 500,
    strict: bool = True,
) -> Raking:
    """Weight a sample to the margins of its population.

    Parameters
    ----------
    frame : one row a respondent, with a column for each margin.
    targets : by margin, the target of each category as shares, percents or counts (see
        `research.sources.margins.read_margins`).
    start : weights to begin with (of the design), shape ``(n,)``; ones where not given.
    limits : smallest and largest weight, in units of the mean weight. Weights beyond are set to the
        limit and raking goes on, until both hold.
    total : sum of the weights; the number of respondents where ``None``.
    tolerance : how far a margin may stay from its target, as a share.
    rounds : passes over all margins at most.
    strict : whether raking that does not converge is an error. Otherwise look at ``converged`` and
        ``worst``.

    Returns
    -------
    The weights with a report.

    Raises
    ------
    StatisticsError
        If a respondent has no category, a category has no target or nobody, a target or weight is
        not above 0, the limits leave no room for 1, or (where strict) raking does not converge.

    Notes
    -----
    Iterative proportional fitting (Deming and Stephan 1940; Kalton and Flores-Cervantes 2003), run
    on the combinations of categories and not on the respondents.

    Examples
    --------
    >>> people = pd.DataFrame({"size": ["small", "small", "small", "large"]})
    >>> raked = rake(people, {"size": {"small": 50, "large": 50}})
    >>> raked.weights.round(3).tolist()
    [0.667, 0.667, 0.667, 2.0]
    """
    framed("data", frame)
    instance_of("targets", targets, Mapping, "by margin, the target of each category")
    n = len(frame)
    at_least("tolerance", tolerance, 0, 1)
    rounds, strict = whole("rounds", rounds, 1), truth("strict", strict)
    wanted = None if total is None else at_least("total", total, np.nextafter(0, 1))
    low, high = _limits(limits)
    margins = [_Margin.of(frame, name, wanted) for name, wanted in targets.items()]
    if not margins or n == 0:
        msg = f"{len(margins)} margins for {n} respondents; allowed: one or more of each"
        raise StatisticsError(msg)
    cells = _Cells.of(margins)
    counts = cells.mass(None)
    _check_bases(cells, margins, counts)
    begin = None if start is None else read_weights(start, frame.index)
    mass = counts if begin is None else cells.mass(begin)
    fit = _fitted(cells, mass / mass.sum(), margins, tolerance, rounds)
    weights = cells.spread(fit.factor * (n / mass.sum()), begin)
    trimmed = 0
    if limits is not None:
        weights, trimmed, fit = _trimmed(cells, weights, margins, (low, high), fit)
    if strict and fit.worst > tolerance:
        msg = f"raking is {fit.worst:.2g} from a target after {fit.rounds} rounds; allowed: "
        msg += f"{tolerance:g} (widen the limits, merge rare categories, check that targets fit "
        msg += "each other, or take strict=False and read the report)"
        raise StatisticsError(msg)
    scale = 1.0 if wanted is None else wanted / n
    weights *= scale
    if begin is None and limits is None:
        # The respondents of a cell bear one weight: a few hundred cells tell what a million do.
        summary = summarise_weights(fit.factor[counts > 0] * scale, counts[counts > 0])
    else:
        summary = summarise_weights(weights)
    words = f", trimmed to {low:g}-{high:g} of the mean" if limits is not None else ""
    return Raking(
        weights=pd.Series(weights, index=frame.index, name="weight", copy=False),
        report=_report(cells, margins, counts, mass, fit.mass),
        rounds=fit.rounds,
        converged=fit.worst <= tolerance,
        worst=fit.worst,
        trimmed=trimmed,
        summary=summary,
        method=f"raking on {', '.join(margin.name for margin in margins)}{words}",
    )


@dataclass(frozen=True)
class _Fit:
    """Where raking stands: cells' factors and masses, and how far from the targets."""

    factor: NDArray[np.float64]
    mass: NDArray[np.float64]
    worst: float
    rounds: int
    left: int
    tolerance: float


def _fitted(
    cells: _Cells,
    mass: NDArray[np.float64],
    margins: list[_Margin],
    tolerance: float,
    rounds: int,
) -> _Fit:
    """Fit the cells' masses, which sum to 1, to all margins in turn until they stay."""
    factor = np.ones(cells.size)
    used = 0
    worst = np.inf
    while worst > tolerance and used < rounds:
        used += 1
        for margin, place in zip(margins, cells.places, strict=True):
            sums = np.bincount(place, mass * factor, minlength=margin.targets.size)
            factor *= (margin.targets / sums)[place]
        worst = cells.worst(mass * factor, margins)
    return _Fit(factor, mass * factor, worst, used, rounds - used, tolerance)


def _trimmed(
    cells: _Cells,
    weights: NDArray[np.float64],
    margins: list[_Margin],
    limits: tuple[float, float],
    fit: _Fit,
) -> tuple[NDArray[np.float64], int, _Fit]:
    """Cut weights off at the limits and rake again, until the margins hold with the limits."""
    n = weights.size
    low, high = limits
    rounds = fit.rounds
    while True:
        cut = np.clip(weights, low, high)
        mass = cells.mass(cut)
        worst = cells.worst(mass / mass.sum(), margins)
        left = fit.left + fit.rounds - rounds
        if worst <= fit.tolerance or left <= 0:
            at_limit = (cut <= low * (1 + 1e-9)) | (cut >= high * (1 - 1e-9))
            done = _Fit(fit.factor, mass, worst, rounds, left, fit.tolerance)
            return cut * (n / cut.sum()), int(at_limit.sum()), done
        again = _fitted(cells, mass / mass.sum(), margins, fit.tolerance, left)
        rounds += again.rounds
        weights = cells.spread(again.factor * (n / mass.sum()), cut)


@dataclass(frozen=True)
class _Margin:
    """One margin over the respondents."""

    name: str
    categories: list[Any]
    codes: NDArray[Any]
    targets: NDArray[np.float64]

    @classmethod
    def of(cls, frame: pd.DataFrame, name: str, wanted: Mapping[Any, float]) -> _Margin:
        instance_of(f"targets of {name!r}", wanted, Mapping, "the target of each category")
        values = numbers(list(wanted.values()), f"targets of {name!r}")
        if not (values.size and np.isfinite(values).all() and (values > 0).all()):
            msg = f"targets of {name!r} are {dict(wanted)}; allowed: numbers above 0"
            raise StatisticsError(msg)
        codes, categories = encode(frame, Variable(name, categories=list(wanted)), complete=True)
        if codes.max(initial=0) == len(categories):
            gaps = int((codes == len(categories)).sum())
            msg = f"{gaps} respondents have no {name!r}; allowed: a category for everyone"
            raise StatisticsError(msg)
        return cls(name, categories, codes, values / values.sum())


@dataclass(frozen=True)
class _Cells:
    """Respondents by combination of all margins."""

    codes: NDArray[np.intp]
    places: list[NDArray[np.intp]]
    size: int

    @classmethod
    def of(cls, margins: list[_Margin]) -> _Cells:
        codes = np.zeros(margins[0].codes.size, dtype=np.int32)
        places: list[NDArray[np.intp]] = []
        size = 1
        for margin in margins:
            width = len(margin.categories)
            codes *= width
            codes += margin.codes
            size *= width
            kept = np.arange(size)
            if size > _FEW_CELLS:
                dense, found = pd.factorize(codes)
                codes, kept = dense.astype(np.int32), np.asarray(found)
                size = kept.size
            places = [place[kept // width] for place in places]
            places.append(kept % width)
        return cls(codes.astype(np.intp), places, size)

    def mass(self, weights: NDArray[np.float64] | None) -> NDArray[np.float64]:
        """Sum of the weights in each cell."""
        return np.bincount(self.codes, weights, minlength=self.size).astype(float, copy=False)

    def spread(
        self, factor: NDArray[np.float64], weights: NDArray[np.float64] | None
    ) -> NDArray[np.float64]:
        """Give each respondent the factor of its cell."""
        spread = factor[self.codes]
        return spread if weights is None else spread * weights

    def shares(self, mass: NDArray[np.float64], at: int, width: int) -> NDArray[np.float64]:
        """Shares of the categories of one margin."""
        sums = np.bincount(self.places[at], mass, minlength=width)
        return np.asarray(sums / sums.sum())

    def worst(self, mass: NDArray[np.float64], margins: list[_Margin]) -> float:
        """Largest distance of any margin from its target."""
        return max(
            float(np.abs(self.shares(mass, at, m.targets.size) - m.targets).max())
            for at, m in enumerate(margins)
        )


def _limits(limits: tuple[float, float] | None) -> tuple[float, float]:
    if limits is None:
        return 0.0, np.inf
    pair = list(limits) if isinstance(limits, tuple | list) else []
    low, high = pair if len(pair) == 2 else (np.nan, np.nan)
    if not 0 <= low < 1 < high:
        msg = f"limits are {limits}; allowed: 0 <= smallest < 1 < largest, in units of the mean "
        msg += "weight"
        raise StatisticsError(msg)
    return low, high


def _check_bases(cells: _Cells, margins: list[_Margin], counts: NDArray[np.float64]) -> None:
    for at, margin in enumerate(margins):
        shares = cells.shares(counts, at, margin.targets.size)
        if (shares <= 0).any():
            nobody = margin.categories[int(np.argmin(shares))]
            msg = (
                f"nobody has {nobody!r} of {margin.name!r}, which has a target; allowed: at least "
            )
            msg += "one respondent (merge categories in data and targets)"
            raise StatisticsError(msg)


def _report(
    cells: _Cells,
    margins: list[_Margin],
    counts: NDArray[np.float64],
    before: NDArray[np.float64],
    after: NDArray[np.float64],
) -> pd.DataFrame:
    widths = [margin.targets.size for margin in margins]
    found = [
        np.concatenate([cells.shares(mass, at, width) for at, width in enumerate(widths)])
        for mass in (before, after, counts)
    ]
    targets = np.concatenate([margin.targets for margin in margins])
    categories = [category for margin in margins for category in margin.categories]
    return pd.DataFrame(
        {
            "margin": np.repeat([margin.name for margin in margins], widths),
            "category": pd.Series(categories, dtype=object),
            "target": targets,
            "before": found[0],
            "after": found[1],
            "off": found[1] - targets,
            "base": np.rint(found[2] * counts.sum()).astype(int),
        }
    )
