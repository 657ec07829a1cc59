"""Krippendorff's alpha for codes of any level, with missing codes, and for several codes a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.agreement.kappa import Agreement
from research.statistics.answers.arguments import (
    confidence_level,
    framed,
    instance_of,
    listed,
    one_of,
    whole,
)
from research.statistics.samples.intervals import normal_quantile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["krippendorff_alpha", "masi_distance"]

Level = Literal["nominal", "ordinal", "interval", "ratio", "masi"]


def krippendorff_alpha(
    ratings: pd.DataFrame,
    level: Level = "nominal",
    *,
    categories: Sequence[Any] | None = None,
    confidence: float = 0.95,
    draws: int = 2_000,
    seed: int = 0,
) -> Agreement:
    """Give Krippendorff's alpha of two or more coders.

    Parameters
    ----------
    ratings : one row a text, one column a coder; missing where a coder left a text out. Texts with
        fewer than two codes drop out. For ``masi`` every cell holds a set, list or tuple of codes;
        an empty one says "no code fits", which is a code of its own.
    level : what the codes are. ``ordinal`` takes them in the order of ``categories``; ``interval``
        and ``ratio`` want numbers; ``masi`` compares sets of codes (see `masi_distance`).
    categories : ordinal codes in order; sorted where ``None``.
    confidence, draws, seed : of the limits, the percentile bootstrap over texts; draws in which no
        two codes differ are left out of it.

    Returns
    -------
    Alpha with limits; ``observed`` and ``expected`` are mean distances.

    Raises
    ------
    StatisticsError
        If no text has two codes, all codes are the same (alpha is undefined: without variation
        there is nothing to agree on), or a level does not suit the codes.

    Notes
    -----
    Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability". With sets: Passonneau (2006),
    "Measuring agreement on set-valued items (MASI)".

    Examples
    --------
    >>> codes = pd.DataFrame({"ann": [1, 2, 3, 3], "bob": [1, 2, 3, None], "cat": [1, 2, 2, 3]})
    >>> round(krippendorff_alpha(codes).coefficient, 3)
    0.75
    """
    one_of("level", level, get_args(Level))
    framed("ratings", ratings)
    confidence_level(confidence)
    draws, seed = whole("draws", draws, 1), whole("seed", seed, 0)
    if categories is not None:
        categories = listed("categories", categories, "a list of codes in order")
    codes, values = _coded(ratings, level, categories)
    counts = np.stack([(codes == at).sum(axis=1) for at in range(len(values))], axis=1).astype(
        float
    )
    counts = counts[counts.sum(axis=1) >= 2]
    if not len(counts):
        msg = "no text has codes of two coders; allowed: at least one"
        raise StatisticsError(msg)
    total = counts.sum(axis=0)
    distance = _distance(values, total, level)
    observed, expected = _disagreement(counts, total, distance)
    if expected <= 0:
        msg = f"all codes are {values[int(np.argmax(total))]!r}, so that alpha is undefined; "
        msg += "allowed: at least two different codes"
        raise StatisticsError(msg)
    low, high = _resampled(counts, values, level, (confidence, draws, seed))
    return Agreement(
        coefficient=1 - observed / expected,
        low=low,
        high=high,
        observed=observed,
        expected=expected,
        units=len(counts),
        coders=ratings.shape[1],
        method=f"Krippendorff's alpha, {level}, bootstrap over texts",
    )


def masi_distance(first: frozenset[Any], second: frozenset[Any]) -> float:
    """Give the distance of two sets of codes.

    One less Jaccard's overlap times a factor: 1 for equal sets, 2/3 where one holds the other, 1/3
    where both have codes of their own besides common ones, 0 where they share none.

    Notes
    -----
    Passonneau (2006). Two empty sets are equal.

    Examples
    --------
    >>> round(masi_distance(frozenset("ab"), frozenset("a")), 3)
    0.667
    """
    for codes in (first, second):
        instance_of("codes", codes, frozenset | set, "a set of codes")
    if first == second:
        return 0.0
    common = first & second
    if not common:
        return 1.0
    factor = 2 / 3 if first < second or second < first else 1 / 3
    return 1 - len(common) / len(first | second) * factor


def _coded(
    ratings: pd.DataFrame, level: Level, categories: Sequence[Any] | None
) -> tuple[NDArray[np.int64], list[Any]]:
    """Turn codes into positions, -1 where missing, and give the codes in order."""
    cells = ratings.to_numpy(dtype=object).ravel().copy()
    if level == "masi":
        cells = np.array([_as_set(cell) for cell in cells] + [None], dtype=object)[:-1]
        held = [cell for cell in cells if cell is not None]
        values: list[Any] = sorted(set(held), key=lambda codes: sorted(map(str, codes)))
    else:
        missing = pd.isna(cells)
        held = [cell for cell, gap in zip(cells, missing, strict=True) if not gap]
        values = _ordered(held, level, categories)
        cells[missing] = None
    places = {value: at for at, value in enumerate(values)}
    codes = [-1 if cell is None else places[cell] for cell in cells]
    return np.array(codes, dtype=np.int64).reshape(ratings.shape), values


def _ordered(held: list[Any], level: Level, categories: Sequence[Any] | None) -> list[Any]:
    found = list(dict.fromkeys(held))
    if categories is not None:
        unknown = [code for code in found if code not in categories]
        if unknown:
            msg = f"codes {unknown} are not among the categories; allowed: {list(categories)}"
            raise StatisticsError(msg)
        return list(categories)
    if level in ("interval", "ratio"):
        try:
            numbers = [float(code) for code in found]
        except (TypeError, ValueError) as error:
            msg = f"level {level!r} wants numbers and finds {found[:5]}; allowed: nominal, ordinal"
            raise StatisticsError(msg) from error
        if level == "ratio" and min(numbers, default=0.0) < 0:
            msg = "level 'ratio' wants numbers of 0 or more; allowed below 0: interval"
            raise StatisticsError(msg)
    try:
        return sorted(found)
    except TypeError as error:
        if level == "nominal":
            return found
        msg = f"codes {found[:5]} have no order; allowed: categories=[...] in order"
        raise StatisticsError(msg) from error


def _as_set(cell: Any) -> frozenset[Any] | None:
    if isinstance(cell, list | tuple | set | frozenset):
        return frozenset(cell)
    if cell is None or pd.isna(cell):
        return None
    msg = f"masi wants sets of codes and finds {cell!r}; allowed: sets, lists, tuples, missing"
    raise StatisticsError(msg)


def _distance(values: list[Any], total: NDArray[np.float64], level: Level) -> NDArray[np.float64]:
    """Squared distances of every two codes."""
    size = len(values)
    if level == "nominal":
        return 1 - np.eye(size)
    if level == "masi":
        return np.array([[masi_distance(a, b) for b in values] for a in values])
    if level == "ordinal":
        # Codes are as far apart as there are codes given between their middles.
        middle = np.cumsum(total) - total / 2
        return np.asarray(np.subtract.outer(middle, middle) ** 2)
    numbers = np.array([float(value) for value in values])
    apart = np.subtract.outer(numbers, numbers)
    if level == "interval":
        return np.asarray(apart**2)
    both = np.add.outer(numbers, numbers)
    return np.asarray((apart / np.where(both > 0, both, 1.0)) ** 2)


def _disagreement(
    counts: NDArray[np.float64],
    total: NDArray[np.float64],
    distance: NDArray[np.float64],
    times: NDArray[np.float64] | None = None,
) -> tuple[float, float]:
    """Mean distance of codes within texts, and of all codes."""
    n = total.sum()
    within = np.einsum("uc,cd,ud->u", counts, distance, counts, optimize=True)
    within /= counts.sum(axis=1) - 1
    observed = within.sum() if times is None else times @ within
    return float(observed / n), float(total @ distance @ total / (n * (n - 1)))


def _resampled(
    counts: NDArray[np.float64],
    values: list[Any],
    level: Level,
    settings: tuple[float, int, int],
) -> tuple[float, float]:
    """Percentile limits over resampled texts."""
    confidence, draws, seed = settings
    normal_quantile(confidence)
    rng = np.random.default_rng(seed)
    units = len(counts)
    found = []
    fixed = None if level == "ordinal" else _distance(values, counts.sum(axis=0), level)
    for _ in range(draws):
        times = np.bincount(rng.integers(0, units, units), minlength=units).astype(float)
        total = times @ counts
        distance = _distance(values, total, level) if fixed is None else fixed
        observed, expected = _disagreement(counts, total, distance, times)
        if expected > 0:
            found.append(1 - observed / expected)
    edge = (1 - confidence) / 2
    if not found:
        return -1.0, 1.0
    low, high = np.quantile(found, [edge, 1 - edge])
    return float(low), float(high)
