"""Means of several things that the same respondents rate, compared in pairs."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import stats

from research.statistics.answers.alignment import matched
from research.statistics.answers.arguments import framed, numbers
from research.statistics.samples.designs import linearised_covariance
from research.statistics.samples.weights import read_weights

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from research.statistics.samples.calibration import Calibration
    from research.statistics.samples.designs import Labels

    Floats = NDArray[np.float64]

__all__ = ["paired_means"]

# Of the sum of two variances: less than this is rounding, and the difference is one constant.
_CRUMB = 1e-12


def paired_means(
    answers: pd.DataFrame,
    weights: ArrayLike | None = None,
    *,
    clusters: Labels | None = None,
    raked: Calibration | None = None,
) -> pd.DataFrame:
    """Compare the means of columns that the same respondents fill, each with each.

    Parameters
    ----------
    answers : respondents by columns; missing values leave the base of a column.
    weights : one a respondent, above 0; ones where not given.
    clusters : what respondents are nested in; each its own where not given.
    raked : the sample that the weights were raked over, with its own clusters.

    Returns
    -------
    One row a pair, in the order of the columns: ``first, second``, their ``difference`` (the first
    mean less the second), its ``error``, ``df`` and two-sided ``p`` by Student's t. Pairs of which
    a column has fewer than two clusters, or respondents where there are none, are missing.

    Raises
    ------
    StatisticsError
        If answers are no numbers, or weights and clusters do not fit them.

    Notes
    -----
    Each mean is that of all who answered its column, as a table prints it. The variance of their
    difference takes both together, so that what respondents have in common cancels: of complete
    answers without weights it is that of Student's paired t test. Linearised as Särndal, Swensson
    and Wretman (1992, chapter 5); after raking of what margins do not explain (Deville and Särndal
    1992, Journal of the American Statistical Association 87:376). ``df`` are the clusters of those
    who answered either column, less one.

    Examples
    --------
    >>> told = pd.DataFrame({"speed": [4, 5, 3, 4], "price": [3, 3, 3, 2]})
    >>> paired_means(told)[["difference", "df", "p"]].round(3).to_dict("records")
    [{'difference': 1.25, 'df': 3.0, 'p': 0.08}]
    """
    frame = framed("answers", answers)
    index = frame.index
    values = np.column_stack([numbers(frame[name], f"the answers to {name!r}") for name in frame])
    known = ~np.isnan(values)
    mass = read_weights(weights, index)
    total = np.where(known, mass[:, None], 0.0).sum(axis=0)
    safe = np.where(total > 0, total, 1.0)
    means = np.where(known, values * mass[:, None], 0.0).sum(axis=0) / safe
    moves = np.where(known, values - means, 0.0) / safe
    if raked is None:
        units = None if clusters is None else matched(clusters, index, "clusters")
        covariance, _ = linearised_covariance(moves * mass[:, None], clusters=units)
        codes = np.arange(len(index)) if units is None else pd.factorize(units)[0]
    else:
        covariance, codes = _raked(moves, mass, raked, index)
    return _pairs([*frame], means, covariance, _present(known, codes))


def _raked(
    moves: Floats, mass: Floats, raked: Calibration, index: pd.Index[Any]
) -> tuple[Floats, NDArray[np.int64]]:
    """Give the covariance of what margins leave unexplained, and who or what varies."""
    at = raked.places(index)
    codes = at if raked.units is None else raked.units[at]
    cells, begin = raked.cells[at], raked.begin[at]
    sums = [np.bincount(cells, move * begin, raked.size).astype("float64") for move in moves.T]
    left = -raked.fitted(np.column_stack(sums))[raked.cells] * raked.mass[:, None]
    np.add.at(left, at, moves * mass[:, None])
    return linearised_covariance(left, clusters=raked.units)[0], codes


def _present(known: NDArray[np.bool_], codes: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which clusters a column has answers of, shape ``(clusters, columns)``."""
    found = np.zeros((int(codes.max(initial=-1)) + 1, known.shape[1]), dtype=bool)
    for place, column in enumerate(known.T):
        found[codes[column], place] = True
    return found


def _pairs(
    names: list[Any], means: Floats, covariance: Floats, present: NDArray[np.bool_]
) -> pd.DataFrame:
    rows = []
    enough = present.sum(axis=0) >= 2
    for one, other in combinations(range(len(names)), 2):
        named = {"first": names[one], "second": names[other]}
        if not (enough[one] and enough[other]):
            rows.append(named | dict.fromkeys(("difference", "error", "df", "p"), np.nan))
            continue
        difference = float(means[one] - means[other])
        both = float(covariance[one, one] + covariance[other, other])
        variance = max(both - 2 * float(covariance[one, other]), 0.0)
        error = float(np.sqrt(variance)) if variance > _CRUMB * both else 0.0
        df = float((present[:, one] | present[:, other]).sum() - 1)
        rows.append(
            named | {"difference": difference, "error": error, "df": df}
            | {"p": _p(difference, error, df)}
        )  # fmt: skip
    return pd.DataFrame(rows, columns=["first", "second", "difference", "error", "df", "p"])


def _p(difference: float, error: float, df: float) -> float:
    """A difference that is the same of all is beyond chance, unless there is none."""
    if error == 0.0:
        return 1.0 if abs(difference) < _CRUMB else 0.0
    return float(2 * stats.t.sf(abs(difference) / error, df))
