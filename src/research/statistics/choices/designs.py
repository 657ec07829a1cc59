"""Designs of a MaxDiff: which items are shown together, each as often as any other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import optimize

from research.errors import StatisticsError
from research.statistics.answers.arguments import listed, whole
from research.statistics.answers.results import StatisticalResult

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import NDArray

    Codes = NDArray[np.intp]

__all__ = ["MaxDiffDesign", "maxdiff_design"]

# Random starts: many of small designs, few of large ones, whose exchanges take long.
_STARTS, _WORK = 40, 20_000
_MOST_SETS = 200
_MOST_SLOTS = 200_000
# Times that the places of all sets are chosen anew, knowing those of the others.
_PASSES = 6


@dataclass(frozen=True)
class MaxDiffDesign(StatisticalResult):
    """Sets of items to show.

    Parameters
    ----------
    sets : one row a set: ``version, set`` and the items by place, ``item1, item2, ...``.
    shown : one row an item: how often it is ``shown``, and how often in each place.
    pairs : items by items, how often two are shown together.
    method : in words, with the smallest and largest of these numbers.
    """

    sets: pd.DataFrame
    shown: pd.DataFrame
    pairs: pd.DataFrame
    method: str

    @property
    def frame(self) -> pd.DataFrame:
        """The sets."""
        return self.sets


def maxdiff_design(
    items: Sequence[Hashable],
    *,
    per_set: int = 4,
    sets: int | None = None,
    versions: int = 1,
    seed: int = 2015,
) -> MaxDiffDesign:
    """Design the sets of a MaxDiff so that items are shown equally often, alone and in pairs.

    Parameters
    ----------
    items : names of the items, each once.
    per_set : items shown at a time, 2 or more and fewer than there are items.
    sets : sets a respondent sees; as many as show each item three times when left out.
    versions : questionnaires; balance within each, and over all of them.
    seed : of the random starts.

    Raises
    ------
    StatisticsError
        If the numbers do not fit, or the sets of a version cannot show each item.

    Notes
    -----
    Items are shown as often as any other or once more; among the designs that do so, exchanges
    make pairs as even as they can be found to be. Where a balanced incomplete block design exists
    (Cochran and Cox 1957, chapter 11) small ones are found. Places are then balanced by
    assignment.

    Examples
    --------
    Seven items in seven sets of three: every two meet once.

    >>> design = maxdiff_design(list("ABCDEFG"), per_set=3, sets=7)
    >>> design.shown["shown"].tolist()
    [3, 3, 3, 3, 3, 3, 3]
    >>> int(design.pairs.to_numpy().max())
    1
    """
    names = _names(items)
    size = whole("per_set", per_set, 2, len(names) - 1)
    each = -(-3 * len(names) // size) if sets is None else whole("sets", sets, 1, _MOST_SETS)
    copies, start = whole("versions", versions, 1), whole("seed", seed, 0)
    if each * size < len(names) or copies * each * size > _MOST_SLOTS:
        msg = f"{copies} versions of {each} sets with {size} items for {len(names)} items; "
        msg += f"allowed: sets that show each item, and at most {_MOST_SLOTS:,} places in all"
        raise StatisticsError(msg)
    rng = np.random.default_rng(start)
    pairs = np.zeros((len(names), len(names)))
    total = np.zeros(len(names))
    blocks, starts = [], int(np.clip(_WORK // (copies * each**2), 1, _STARTS))
    for _ in range(copies):
        found = _version(len(names), (each, size), pairs, total, starts, rng)
        blocks.append(found)
        pairs += _together(found, len(names))
        total += np.bincount(found.ravel(), minlength=len(names))
    placed = _placed(np.concatenate(blocks), len(names))
    return _result(placed, names, copies, each, pairs)


def _names(items: Sequence[Hashable]) -> list[Any]:
    names = listed("items", items, "a list of names, each once")
    try:
        twice = len(set(names)) < len(names)
    except TypeError:
        twice = True
    if twice or len(names) < 3:
        msg = f"there are {len(names)} items; allowed: 3 or more names, each once"
        raise StatisticsError(msg)
    return names


def _version(
    k: int,
    shape: tuple[int, int],
    before: Any,
    total: Any,
    starts: int,
    rng: np.random.Generator,
) -> Codes:
    """The best of several starts; `shape` is of sets and items in each."""
    (sets, size), found, least = shape, np.zeros(shape, dtype=np.intp), np.inf
    for _ in range(starts):
        drawn = _start(k, size, sets, total, rng)
        together = before + _together(drawn, k)
        unevenness = _exchange(drawn, together)
        if unevenness < least:
            found, least = drawn, unevenness
        if together[~np.eye(k, dtype=bool)].max() <= np.ceil(together.sum() / (k * (k - 1))):
            break
    return found


def _start(k: int, size: int, sets: int, total: Any, rng: np.random.Generator) -> Codes:
    """Sets at random in which items are shown equally often, or once more."""
    places, turn = sets * size, np.lexsort((rng.random(k), total))
    times = np.full(k, places // k)
    times[turn[: places % k]] += 1
    drawn = np.empty((sets, size), dtype=np.intp)
    for at in range(sets):
        # Those with most places left must come first, or a last set would lack different items.
        chosen = np.lexsort((rng.random(k), -times))[:size]
        times[chosen] -= 1
        drawn[at] = chosen
    return drawn


def _exchange(drawn: Codes, together: Any) -> float:
    """Exchange items between sets while that makes pairs more even; changes both arguments."""
    improved = True
    while improved:
        improved = False
        for first in range(len(drawn)):
            for second in range(first + 1, len(drawn)):
                improved |= _exchange_two(drawn, together, first, second)
    return float((together**2).sum())


def _exchange_two(drawn: Codes, together: Any, first: int, second: int) -> bool:
    """Make the exchange of two items between two sets that helps most, if one does."""
    one, other = drawn[first], drawn[second]
    alone, partner = np.setdiff1d(one, other), np.setdiff1d(other, one)
    if not len(alone):
        return False
    # Pairs with an item of both sets are given up and won at once: only the others count.
    own, new = together[:, alone].sum(axis=1), together[:, partner].sum(axis=1)
    a, b = alone[:, None], partner[None, :]
    won = (own[b] - together[a, b]) + (new[a] - together[a, b])
    # Half the change of the sum of squares, as c grows by 2c + 1 and shrinks by 2c - 1.
    change = won - own[a] - new[b] + 2 * (len(alone) - 1)
    at = np.unravel_index(np.argmin(change), change.shape)
    if change[at] >= -1e-9:
        return False
    _swap(drawn, together, (first, second), (int(alone[at[0]]), int(partner[at[1]])))
    return True


def _swap(drawn: Codes, together: Any, sets: tuple[int, int], items: tuple[int, int]) -> None:
    for at in sets:
        _count(together, drawn[at], -1)
    for at, out, into in zip(sets, items, items[::-1], strict=True):
        drawn[at][drawn[at] == out] = into
    for at in sets:
        _count(together, drawn[at], 1)


def _count(together: Any, block: Codes, by: int) -> None:
    together[np.ix_(block, block)] += by
    together[block, block] -= by


def _together(drawn: Codes, k: int) -> Any:
    """How often every two items are in one set; nothing on the diagonal."""
    present = np.zeros((len(drawn), k))
    np.put_along_axis(present, drawn, 1.0, axis=1)
    together = present.T @ present
    np.fill_diagonal(together, 0)
    return together


def _placed(drawn: Codes, k: int) -> Codes:
    """Put the items of each set where they were shown least so far."""
    counts, placed = np.zeros((k, drawn.shape[1])), np.full_like(drawn, -1)
    places = np.arange(drawn.shape[1])
    for _ in range(_PASSES):
        for at, block in enumerate(drawn):
            if placed[at, 0] >= 0:
                counts[placed[at], places] -= 1
            rows, chosen = optimize.linear_sum_assignment(counts[block] ** 2)
            placed[at, chosen] = block[rows]
            counts[placed[at], places] += 1
    return placed


def _result(placed: Codes, names: list[Any], versions: int, sets: int, pairs: Any) -> MaxDiffDesign:
    k, size = len(names), placed.shape[1]
    index = pd.Index(names, name="item")
    columns = [f"item{place}" for place in range(1, size + 1)]
    labels = np.array(names, dtype=object)
    frame = pd.DataFrame({c: labels[placed[:, at]] for at, c in enumerate(columns)})
    frame.insert(0, "version", np.repeat(np.arange(1, versions + 1), sets))
    frame.insert(1, "set", np.tile(np.arange(1, sets + 1), versions))
    places = {
        f"place{at + 1}": np.bincount(placed[:, at], minlength=k).astype(int) for at in range(size)
    }
    shown = pd.DataFrame({"shown": np.bincount(placed.ravel(), minlength=k), **places}, index=index)
    apart = pairs[~np.eye(k, dtype=bool)]
    method = (
        f"{versions * sets} sets of {size} by exchanges: items shown {shown['shown'].min()} to "
    )
    method += f"{shown['shown'].max()} times, every two together {apart.min():g} to {apart.max():g}"
    return MaxDiffDesign(frame, shown, pd.DataFrame(pairs.astype(int), index, index), method)
