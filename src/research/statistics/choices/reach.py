"""TURF: the items that together reach most respondents."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, islice
from math import comb
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.answers.alignment import matched
from research.statistics.answers.arguments import (
    confidence_level,
    framed,
    listed,
    one_of,
    truths,
    whole,
)
from research.statistics.answers.results import StatisticalResult
from research.statistics.samples.intervals import wilson
from research.statistics.samples.weights import checked_weights, effective_size

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Codes = NDArray[np.intp]

__all__ = ["Turf", "turf"]

Search = Literal["auto", "exact", "greedy"]

# Combinations times bytes of respondents that are looked at in some seconds, and at most.
_QUICK = 400_000_000
_MOST = 40_000_000_000
_BLOCK = 4_000_000


@dataclass(frozen=True)
class Turf(StatisticalResult):
    """Portfolios of items by reach.

    Parameters
    ----------
    portfolios : one row a portfolio, the best of each size first: ``size, rank, items`` (a tuple),
        ``reach`` in percent of the respondents with ``low, high``, ``frequency`` (items that one
        respondent chose, on average over all), ``gained`` (points of reach more than the best
        portfolio with an item less), ``exact`` (whether all portfolios of the size were tried).
    respondents : unweighted.
    method : in words.
    """

    portfolios: pd.DataFrame
    respondents: int
    method: str

    @property
    def frame(self) -> pd.DataFrame:
        """The portfolios."""
        return self.portfolios


class _Answers(NamedTuple):
    """Choices by item in bits, eight respondents a byte, and the weights behind each byte."""

    bits: NDArray[np.uint8]
    sums: Floats
    frequency: Floats


def turf(
    chosen: pd.DataFrame,
    sizes: Sequence[int] = (1, 2, 3),
    weights: ArrayLike | None = None,
    *,
    always: Sequence[Any] = (),
    best: int = 5,
    search: Search = "auto",
    confidence: float = 0.95,
) -> Turf:
    """Find the items that together reach most respondents.

    Parameters
    ----------
    chosen : one row a respondent, one column an item; whether it would be chosen, as 1 and 0 or
        true and false. Of ratings: ``ratings >= 4``.
    sizes : numbers of items in a portfolio.
    weights : one a respondent, matched by label.
    always : items that every portfolio must hold; they count in its size.
    best : portfolios given of each size.
    search : ``exact`` tries all portfolios of a size; ``greedy`` adds one item after the other, the
        one that gains most, and may miss the best; ``auto`` is exact where that takes seconds.
    confidence : two-sided level of the intervals of reach.

    Raises
    ------
    StatisticsError
        If a choice is missing or no truth value, sizes do not fit the items, or there are too
        many portfolios to try.

    Notes
    -----
    Miaoulis, Parsons and Free (1990), "TURF: a new planning approach for product line extensions",
    Marketing Research 2(1):28. Portfolios of equal reach stand in the order of their frequency.
    Intervals by Wilson on the effective base; they do not know that the portfolio was picked for
    its reach. The greedy reach is at least 63% of the best one (Nemhauser, Wolsey and Fisher 1978,
    Mathematical Programming 14:265).

    Examples
    --------
    Chocolate is liked most, and mint by the one who likes nothing else:

    >>> liked = pd.DataFrame(
    ...     {
    ...         "chocolate": [1, 1, 1, 0],
    ...         "strawberry": [1, 1, 1, 0],
    ...         "mint": [0, 0, 0, 1],
    ...     }
    ... )
    >>> turf(liked, [1, 2], best=1).portfolios[["size", "items", "reach", "frequency"]]
       size              items  reach  frequency
    0     1       (chocolate,)   75.0       0.75
    1     2  (chocolate, mint)  100.0       1.00
    """
    level = confidence_level(confidence)
    one_of("search", search, get_args(Search))
    frame = framed("choices", chosen)
    values = truths(frame, "choices")
    if not values.size:
        msg = "there are no choices; allowed: a row a respondent, a column an item"
        raise StatisticsError(msg)
    weight = checked_weights(
        None if weights is None else matched(weights, frame.index, "weights"), len(frame)
    )
    names = list(frame)
    kept = _always(always, names)
    wanted = _sizes(sizes, len(names), len(kept))
    count = whole("best", best, 1)
    answers = _packed(values, weight)
    rows: list[dict[str, Any]] = []
    for size in wanted:
        exact = _is_exact(search, size - len(kept), len(names) - len(kept), len(answers.bits[0]))
        portfolios = _every(size, len(names), kept) if exact else _greedy(answers, size, kept)
        for rank, (items, reach) in enumerate(_best(answers, portfolios, count), 1):
            row = {"size": size, "rank": rank, "items": tuple(names[item] for item in items)}
            frequency = float(answers.frequency[items].sum())
            rows.append(row | {"reach": reach, "frequency": frequency, "exact": exact})
    table = _finished(rows, weight, level)
    told = "all portfolios of each size tried"
    if not table["exact"].all():
        greedy = sorted(set(table.loc[~table["exact"], "size"]))
        told = f"sizes {', '.join(map(str, greedy))} found greedily, item after item: better "
        told += "portfolios may exist; all others tried in full"
    return Turf(table, len(frame), f"TURF: share who chose an item of the portfolio; {told}")


def _always(always: Sequence[Any], names: list[Any]) -> list[int]:
    kept = listed("always", always, "a list of columns")
    for name in kept:
        if not np.isscalar(name) or name not in names:
            msg = f"there is no item {name!r} to hold always; allowed: {names[:40]}"
            raise StatisticsError(msg)
    return sorted({names.index(name) for name in kept})


def _sizes(sizes: Sequence[int], items: int, least: int) -> list[int]:
    wanted = listed("sizes", sizes, "a list of numbers of items, such as [1, 2, 3]")
    if not wanted:
        msg = "sizes are empty; allowed: one or more numbers of items"
        raise StatisticsError(msg)
    return sorted({whole("a size", size, max(least, 1), items) for size in wanted})


def _is_exact(search: Search, free: int, items: int, width: int) -> bool:
    """Whether all portfolios of a size are tried."""
    work = comb(items, free) * width * max(free, 1)
    if search == "exact" and work > _MOST:
        msg = f"{comb(items, free):,} portfolios of {free} more items are too many to try; "
        msg += "allowed: search='greedy' or 'auto', smaller sizes, or fewer items"
        raise StatisticsError(msg)
    return search == "exact" or (search == "auto" and work <= _QUICK)


def _packed(values: NDArray[np.bool_], weights: Floats) -> _Answers:
    """Bits of the choices, and what each byte that is possible weighs at each place, in percent."""
    patterns, at = np.unique(values, axis=0, return_inverse=True)
    share = np.bincount(at.ravel(), weights) / weights.sum()
    bits = np.packbits(patterns.T, axis=1)
    padded = np.zeros(bits.shape[1] * 8)
    padded[: len(share)] = 100 * share
    every = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1)
    return _Answers(bits, padded.reshape(-1, 8) @ every.T, patterns.T @ share)


def _every(size: int, items: int, kept: list[int]) -> Iterator[Codes]:
    """All portfolios, in blocks of rows."""
    others = [item for item in range(items) if item not in kept]
    found = combinations(others, size - len(kept))
    rows = max(1, _BLOCK // max(items, 1))
    while block := list(islice(found, rows)):
        free = np.array(block, dtype=np.intp).reshape(len(block), -1)
        yield np.hstack([np.tile(np.array(kept, dtype=np.intp), (len(block), 1)), free])


def _greedy(answers: _Answers, size: int, kept: list[int]) -> Iterator[Codes]:
    """Portfolios with the last item free, after all before were added where they gain most."""
    held = list(kept)
    while True:
        others = [item for item in range(len(answers.bits)) if item not in held]
        grown = np.array([[*held, item] for item in others], dtype=np.intp)
        if len(held) + 1 >= size:
            break
        order = np.lexsort((-answers.frequency[others], -_rounded(_reached(answers, grown))))
        held.append(others[order[0]])
    yield np.array([held], dtype=np.intp) if len(held) == size else grown


def _reached(answers: _Answers, portfolios: Codes) -> Floats:
    """Reach of each portfolio, in percent."""
    width = answers.bits.shape[1]
    rows = max(1, _BLOCK // width)
    places = np.arange(width)
    parts = []
    for at in range(0, len(portfolios), rows):
        block = portfolios[at : at + rows]
        found = answers.bits[block[:, 0]]
        for column in block.T[1:]:
            found = found | answers.bits[column]
        parts.append(answers.sums[places, found].sum(axis=1))
    return np.concatenate(parts)


def _best(
    answers: _Answers, portfolios: Iterator[Codes], count: int
) -> list[tuple[list[int], float]]:
    """Portfolios of most reach, then of most frequency, then first in the order of the items."""
    held, reach = np.empty((0, 0), dtype=np.intp), np.empty(0)
    for block in portfolios:
        found = _reached(answers, block)
        rows = np.vstack([held, np.sort(block, axis=1)]) if len(held) else np.sort(block, axis=1)
        reach = np.concatenate([reach, found])
        frequency = answers.frequency[rows].sum(axis=1)
        order = np.lexsort((-_rounded(frequency), -_rounded(reach)))[:count]
        held, reach = rows[order], reach[order]
    return [(row.tolist(), float(value)) for row, value in zip(held, reach, strict=True)]


def _rounded(values: Floats) -> Floats:
    """Values without what sums in different orders leave."""
    return np.round(values, 9)


def _finished(rows: list[dict[str, Any]], weights: Floats, level: float) -> pd.DataFrame:
    """Add intervals and what each size gains."""
    table = pd.DataFrame(rows)
    base = float(effective_size(weights.sum(), (weights**2).sum()))
    share = np.clip(table["reach"].to_numpy() / 100, 0, 1)
    low, high = wilson(share * base, np.full(len(table), base), level)
    table["reach"] = 100 * share
    table.insert(4, "low", 100 * low)
    table.insert(5, "high", 100 * high)
    most = table.groupby("size")["reach"].first()
    before = table["size"].sub(1).map(most)
    table.insert(7, "gained", table["reach"] - before.where(table["size"] > 1, 0))
    return table
