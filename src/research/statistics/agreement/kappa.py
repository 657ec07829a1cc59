"""Agreement of coders beyond chance: Cohen's and Fleiss' kappa."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.answers.alignment import index_of, matched
from research.statistics.answers.arguments import confidence_level, framed, listed, numbers, one_of
from research.statistics.answers.results import StatisticalResult
from research.statistics.samples.intervals import normal_quantile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

__all__ = ["Agreement", "cohen_kappa", "cohen_kappa_table", "fleiss_kappa"]


@dataclass(frozen=True)
class Agreement(StatisticalResult):
    """Agreement beyond chance.

    Parameters
    ----------
    coefficient : 1 for full agreement, 0 for what chance gives.
    low, high : limits of the coefficient.
    observed, expected : agreement found and agreement by chance, as shares (of alpha:
        disagreements, in the units of its distance).
    units, coders : how many texts and coders it rests on.
    method : the method in words.
    """

    coefficient: float
    low: float
    high: float
    observed: float
    expected: float
    units: int
    coders: int
    method: str


def cohen_kappa(
    first: Sequence[Any],
    second: Sequence[Any],
    *,
    categories: Sequence[Any] | None = None,
    weighting: Literal["none", "linear", "quadratic"] = "none",
    confidence: float = 0.95,
) -> Agreement:
    """Give Cohen's kappa of two coders.

    Parameters
    ----------
    first, second : a code for each text; Series are matched by their labels, lists are in the same
        order. Texts that either left uncoded are left out.
    categories : codes in order, for weighted kappa; all that occur, sorted, where ``None``.
    weighting, confidence : as in `cohen_kappa_table`.

    Raises
    ------
    StatisticsError
        As `cohen_kappa_table`, or if the coders coded different numbers of texts.

    Examples
    --------
    >>> round(cohen_kappa(list("aabb"), list("aaba")).coefficient, 2)
    0.5
    """
    texts = index_of(first, second)
    pair = {"first": matched(first, texts, "codes"), "second": matched(second, texts, "codes")}
    codes = pd.DataFrame({coder: list(own) for coder, own in pair.items()}).dropna()
    found = pd.unique(codes[["first", "second"]].to_numpy().ravel())
    order = sorted(found, key=_sorting)
    if categories is not None:
        order = listed("categories", categories, "a list of codes in order")
    unknown = [code for code in found if code not in order]
    if unknown:
        msg = f"codes {unknown} are not among the categories; allowed: {order}"
        raise StatisticsError(msg)
    places = {code: at for at, code in enumerate(order)}
    table = np.zeros((len(order), len(order)))
    for a, b in codes.itertuples(index=False):
        table[places[a], places[b]] += 1
    return cohen_kappa_table(table, weighting=weighting, confidence=confidence)


def cohen_kappa_table(
    table: ArrayLike,
    *,
    weighting: Literal["none", "linear", "quadratic"] = "none",
    confidence: float = 0.95,
) -> Agreement:
    """Give Cohen's kappa from a square table of two coders' codes.

    Parameters
    ----------
    table : texts by code of the first coder (rows) and of the second (columns), shape ``(k, k)``.
    weighting : how disagreements count: all alike, by distance, or by its square.
    confidence : level of the limits.

    Raises
    ------
    StatisticsError
        If the table is not square, is empty, or both coders used one and the same code throughout:
        agreement by chance is then full and kappa undefined.

    Notes
    -----
    Cohen (1960; weighted 1968); large-sample standard error of Fleiss, Cohen and Everitt (1969).

    Examples
    --------
    >>> round(cohen_kappa_table([[20, 5], [10, 15]]).coefficient, 3)
    0.4
    """
    one_of("weighting", weighting, ("none", "linear", "quadratic"))
    confidence_level(confidence)
    counts = numbers(table, "counts")
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1] or not (counts >= 0).all():
        msg = f"table has shape {counts.shape}; allowed: square, counts of 0 or more"
        raise StatisticsError(msg)
    n = counts.sum()
    if n <= 0:
        msg = "the coders have no text in common; allowed: at least one coded by both"
        raise StatisticsError(msg)
    share = counts / n
    size = len(counts)
    apart = np.abs(np.subtract.outer(np.arange(size), np.arange(size))) / max(size - 1, 1)
    agreed = {"none": np.eye(size), "linear": 1 - apart, "quadratic": 1 - apart**2}[weighting]
    rows, columns = share.sum(axis=1), share.sum(axis=0)
    observed = float((agreed * share).sum())
    expected = float(rows @ agreed @ columns)
    if expected >= 1 - 1e-12:
        msg = "both coders used one code throughout, so that chance agreement is full and kappa "
        msg += "undefined; allowed: two codes or more in use"
        raise StatisticsError(msg)
    kappa = (observed - expected) / (1 - expected)
    mean = (agreed @ columns)[:, None] + (rows @ agreed)[None, :]
    spread = (share * (agreed - mean * (1 - kappa)) ** 2).sum()
    variance = (spread - (kappa - expected * (1 - kappa)) ** 2) / (n * (1 - expected) ** 2)
    half = normal_quantile(confidence) * np.sqrt(max(variance, 0.0))
    words = "" if weighting == "none" else f", {weighting} weights"
    return Agreement(
        coefficient=float(kappa),
        low=float(max(kappa - half, -1.0)),
        high=float(min(kappa + half, 1.0)),
        observed=observed,
        expected=expected,
        units=int(n),
        coders=2,
        method=f"Cohen's kappa{words}, standard error of Fleiss, Cohen and Everitt (1969)",
    )


def fleiss_kappa(ratings: pd.DataFrame, *, confidence: float = 0.95) -> Agreement:
    """Give Fleiss' kappa of several coders.

    Parameters
    ----------
    ratings : one row a text, one column a coder, nominal codes. Texts with a missing code are left
        out: Fleiss' kappa wants the same number of codes for every text (Krippendorff's alpha
        does not).
    confidence : level of the limits.

    Raises
    ------
    StatisticsError
        If fewer than two coders or no complete text is left, or only one code is in use.

    Notes
    -----
    Fleiss (1971). Limits by the jackknife over texts, since the textbook standard error holds only
    where kappa is 0.

    Examples
    --------
    >>> codes = pd.DataFrame({"ann": list("aabb"), "bob": list("aabb"), "cat": list("aaba")})
    >>> round(fleiss_kappa(codes).coefficient, 3)
    0.657
    """
    confidence_level(confidence)
    complete = framed("ratings", ratings).dropna()
    units, coders = complete.shape
    if coders < 2 or units < 2:
        msg = f"{units} complete texts of {coders} coders; allowed: at least 2 of each"
        raise StatisticsError(msg)
    codes, found = pd.factorize(complete.to_numpy().ravel())
    counts = np.zeros((units, len(found)))
    np.add.at(counts, (np.repeat(np.arange(units), coders), codes), 1)
    pairs = (counts**2).sum(axis=1) - coders
    agreed = pairs / (coders * (coders - 1))
    observed, expected, kappa = _fleiss(agreed.sum(), counts.sum(axis=0), units)
    if expected >= 1 - 1e-12:
        msg = "one code is used throughout, so that chance agreement is full and kappa undefined; "
        msg += "allowed: two codes or more in use"
        raise StatisticsError(msg)
    without = [
        _fleiss(agreed.sum() - agreed[at], counts.sum(axis=0) - counts[at], units - 1)
        for at in range(units)
    ]
    defined = np.array([value for _, chance, value in without if chance < 1 - 1e-12])
    spread = (len(defined) - 1) / len(defined) * ((defined - defined.mean()) ** 2).sum()
    half = normal_quantile(confidence) * float(np.sqrt(spread))
    return Agreement(
        coefficient=kappa,
        low=max(kappa - half, -1.0),
        high=min(kappa + half, 1.0),
        observed=observed,
        expected=expected,
        units=units,
        coders=coders,
        method="Fleiss' kappa (1971), jackknife over texts",
    )


def _fleiss(agreed: float, totals: NDArray[np.float64], units: int) -> tuple[float, float, float]:
    """Observed agreement, expected agreement and kappa."""
    observed = float(agreed / units)
    expected = float(((totals / totals.sum()) ** 2).sum())
    kappa = (observed - expected) / (1 - expected) if expected < 1 - 1e-12 else np.nan
    return observed, expected, float(kappa)


def _sorting(code: Any) -> tuple[int, Any]:
    """Order numbers before words, so that mixed codes have an order at all."""
    number = isinstance(code, int | float | np.number)
    return (0, float(code)) if number else (1, str(code))
