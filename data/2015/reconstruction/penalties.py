"""Penalties: how far rankings are from their targets, and what each possible swap would change.

A swap exchanges the ranks of two items within one respondent. Every kind of target has a penalty in
whole numbers, nought when met, and tables from which the change by *all* swaps of all respondents
is looked up at once, so that the search needs no compiled code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from reconstruction.targets import Above, Companion, Count, Order, Targets

__all__ = ["Penalties"]

Whole = NDArray[np.integer[Any]]


class Penalties:
    """The penalties of one set of rankings, kept up to date swap by swap.

    Parameters
    ----------
    targets : what the rankings are to show.
    ranks : n × k whole numbers, each row a permutation of 1 to k; changed in place by `swap`.
    respondents : n rows with the columns that the orders name.
    """

    def __init__(self, targets: Targets, ranks: Whole, respondents: pd.DataFrame) -> None:
        self.ranks = ranks
        places = {item: place for place, item in enumerate(targets.items)}
        k = len(targets.items)
        self.upper, self.lower = np.triu_indices(k, 1)
        self._kinds: list[_Orders | _Counts | _Aboves | _Companions] = []
        if targets.orders:
            self._kinds.append(_Orders(targets.orders, ranks, respondents))
        if targets.counts:
            self._kinds.append(_Counts(targets.counts, places, ranks))
        if targets.aboves:
            self._kinds.append(_Aboves(targets.aboves, places, ranks))
        if targets.companions:
            self._kinds.append(_Companions(targets.companions, places, self.upper, self.lower))

    def total(self) -> int:
        """Sum of all penalties; nought when every target is met."""
        return sum(kind.total(self.ranks) for kind in self._kinds)

    def changes(self) -> Whole:
        """Change of the total by each swap: n × k(k-1)/2, pairs as in `upper` and `lower`."""
        ours, theirs = self.ranks[:, self.upper], self.ranks[:, self.lower]
        change = np.zeros(ours.shape, dtype=np.int64)
        for kind in self._kinds:
            kind.add_changes(change, self.ranks, (self.upper, self.lower), (ours, theirs))
        return change

    def swap(self, respondent: int, pair: int) -> None:
        """Exchange the ranks of a pair of items within a respondent."""
        a, b = int(self.upper[pair]), int(self.lower[pair])
        row = self.ranks[respondent]
        before, after = int(row[a]), int(row[b])
        for kind in self._kinds:
            kind.swap(respondent, (a, b), (before, after))
        row[a], row[b] = after, before


class _Orders:
    """Order of the sums of ranks in each group, as gaps between neighbours in the wanted order.

    A strict step wants a gap of at least 1, a tie a gap of 0; all neighbours right means the whole
    order is right.
    """

    def __init__(self, orders: Sequence[Order], ranks: Whole, respondents: pd.DataFrame) -> None:
        n, k = ranks.shape
        wanted = np.array([order.ranks for order in orders])
        self.order = np.argsort(wanted, axis=1, kind="stable")
        tied = np.diff(np.take_along_axis(wanted, self.order, axis=1), axis=1) == 0
        # The outer gaps of 0 that nothing is asked of spare every special case at the ends.
        self.tied = np.pad(tied, ((0, 0), (1, 1)), constant_values=False)
        self.free = np.pad(np.zeros_like(tied), ((0, 0), (1, 1)), constant_values=True)
        self.members = np.stack([_members(order, respondents, n) for order in orders])
        self.sums = self.members.astype(np.int64) @ ranks
        self.groups = _group_lists(self.members)
        self.steps = np.arange(-2 * (k - 1), 2 * (k - 1) + 1)
        position = np.argsort(self.order, axis=1)
        upper, lower = np.triu_indices(k, 1)
        self.place_upper, self.place_lower = position[:, upper], position[:, lower]

    def _penalty(self, gaps: Whole, tied: Whole, free: Whole) -> Whole:
        cost: Whole = np.where(tied, np.abs(gaps), np.maximum(0, 1 - gaps))
        return np.where(free, 0, cost)

    def _gaps(self) -> Whole:
        gaps = np.diff(np.take_along_axis(self.sums, self.order, axis=1), axis=1)
        return np.pad(gaps, ((0, 0), (1, 1)))

    def total(self, _ranks: Whole) -> int:
        return int(self._penalty(self._gaps(), self.tied, self.free).sum())

    def _table(self) -> Whole:
        """Change by group, pair and move: the upper item moves by the step, the lower against."""
        k = self.sums.shape[1]
        gaps = self._gaps()[:, :, None]
        tied, free = self.tied[:, :, None], self.free[:, :, None]
        shifted = self._penalty(gaps + self.steps, tied, free)
        shifted -= self._penalty(gaps, tied, free)
        # Gap j lies above the item at place j; an item that moves by d widens it and narrows j + 1.
        zero, reach = 2 * (k - 1), k - 1
        inner = slice(zero - reach, zero + reach + 1)
        alone = shifted[:, :-1, inner] + shifted[:, 1:, inner][:, :, ::-1]
        apart = shifted[:, :, ::-2] - 2 * shifted[:, :, inner][:, :, ::-1]
        group = np.arange(len(gaps))[:, None]
        table: Whole = alone[group, self.place_upper] + alone[group, self.place_lower][:, :, ::-1]
        for place, other, turn in (
            (self.place_upper, self.place_lower, 1),
            (self.place_lower, self.place_upper, -1),
        ):
            row, pair = np.nonzero(other == place + 1)
            table[row, pair] += apart[row, other[row, pair]][:, ::turn]
        return table

    def add_changes(
        self, change: Whole, ranks: Whole, pairs: tuple[Whole, Whole], moved: tuple[Whole, Whole]
    ) -> None:
        k = ranks.shape[1]
        table = self._table()
        table = np.concatenate([table, np.zeros((1, *table.shape[1:]), dtype=table.dtype)])
        width = table.shape[2]
        step = moved[1] - moved[0] + (k - 1) + np.arange(len(pairs[0])) * width
        flat = table.reshape(-1)
        block = table.shape[1] * width
        for column in self.groups.T:
            change += flat[step + (column * block)[:, None]]

    def swap(self, respondent: int, items: tuple[int, int], ranks: tuple[int, int]) -> None:
        step = ranks[1] - ranks[0]
        mine = self.members[:, respondent]
        self.sums[mine, items[0]] += step
        self.sums[mine, items[1]] -= step


class _Counts:
    """Numbers of respondents who give an item a rank within a window."""

    def __init__(self, counts: Sequence[Count], places: dict[str, int], ranks: Whole) -> None:
        k = ranks.shape[1]
        self.item = np.array([places[count.item] for count in counts])
        rank = np.arange(1, k + 1)
        self.inside = np.array([(rank >= c.best) & (rank <= c.worst) for c in counts]).astype(int)
        self.least = np.array([count.least for count in counts])
        self.most = np.array([count.most for count in counts])
        self.found = (_tally(ranks)[self.item] * self.inside).sum(axis=1)
        # What a move from one rank to another does to each window: -1, 0 or +1.
        self.effect = self.inside[:, None, :] - self.inside[:, :, None]
        # Floats, exact for such small wholes, because numpy multiplies matrices of them far faster.
        self.owner = np.eye(k)[:, self.item]
        self.enters = (self.effect > 0).reshape(len(counts), -1).astype(float)
        self.leaves = (self.effect < 0).reshape(len(counts), -1).astype(float)

    def _penalty(self, found: Whole) -> Whole:
        short: Whole = np.maximum(0, self.least - found)
        long: Whole = np.maximum(0, found - self.most)
        return short + long

    def total(self, _ranks: Whole) -> int:
        return int(self._penalty(self.found).sum())

    def add_changes(
        self, change: Whole, ranks: Whole, pairs: tuple[Whole, Whole], moved: tuple[Whole, Whole]
    ) -> None:
        k = ranks.shape[1]
        now = self._penalty(self.found)
        more, fewer = self._penalty(self.found + 1) - now, self._penalty(self.found - 1) - now
        table = (self.owner * more) @ self.enters + (self.owner * fewer) @ self.leaves
        flat = np.rint(table).astype(np.int64).reshape(-1)
        ours, theirs = moved[0] - 1, moved[1] - 1
        change += flat[(pairs[0] * k + ours) * k + theirs]
        change += flat[(pairs[1] * k + theirs) * k + ours]

    def swap(self, _respondent: int, items: tuple[int, int], ranks: tuple[int, int]) -> None:
        effect = self.effect[:, ranks[0] - 1, ranks[1] - 1]
        self.found = self.found + np.where(self.item == items[0], effect, 0)
        self.found -= np.where(self.item == items[1], effect, 0)


class _Aboves:
    """Items that lead others by the number of ranks within a window."""

    def __init__(self, aboves: Sequence[Above], places: dict[str, int], ranks: Whole) -> None:
        k = ranks.shape[1]
        rank = np.arange(1, k + 1)
        self.inside = np.array([(rank >= a.best) & (rank <= a.worst) for a in aboves]).astype(int)
        self.item = np.array([places[above.item] for above in aboves])
        self.margin = np.array([above.margin for above in aboves])
        self.over = np.zeros((len(aboves), k), dtype=bool)
        for row, above in enumerate(aboves):
            others = [places[item] for item in above.over] or [
                place for place in range(k) if place != self.item[row]
            ]
            self.over[row, others] = True
        self.found = self.inside @ _tally(ranks).T

    def _penalty(self, found: Whole, row: int) -> Whole:
        lead = found[..., [self.item[row]]] - found
        total: Whole = (np.maximum(0, self.margin[row] - lead) * self.over[row]).sum(axis=-1)
        return total

    def total(self, _ranks: Whole) -> int:
        return int(sum(self._penalty(found, row) for row, found in enumerate(self.found)))

    def add_changes(
        self, change: Whole, ranks: Whole, pairs: tuple[Whole, Whole], moved: tuple[Whole, Whole]
    ) -> None:
        one = np.eye(ranks.shape[1], dtype=np.int64)
        for row, found in enumerate(self.found):
            now = self._penalty(found, row)
            enters = self._penalty(found + one[:, None] - one[None, :], row) - now
            effect = self.inside[row][moved[1] - 1] - self.inside[row][moved[0] - 1]
            change += np.where(effect > 0, enters[pairs[0], pairs[1]], 0)
            change += np.where(effect < 0, enters[pairs[1], pairs[0]], 0)

    def swap(self, _respondent: int, items: tuple[int, int], ranks: tuple[int, int]) -> None:
        effect = self.inside[:, ranks[1] - 1] - self.inside[:, ranks[0] - 1]
        self.found[:, items[0]] += effect
        self.found[:, items[1]] -= effect


class _Companions:
    """Respondents who rank one item first and another among their best."""

    def __init__(
        self, companions: Sequence[Companion], places: dict[str, int], upper: Whole, lower: Whole
    ) -> None:
        self.wanted = [
            (places[each.first], places[each.other], each.within, each.count) for each in companions
        ]
        self.touched = [
            np.nonzero(np.isin(upper, [first, other]) | np.isin(lower, [first, other]))[0]
            for first, other, _, _ in self.wanted
        ]

    def total(self, ranks: Whole) -> int:
        return sum(
            abs(int(((ranks[:, first] == 1) & (ranks[:, other] <= within)).sum()) - count)
            for first, other, within, count in self.wanted
        )

    def add_changes(
        self, change: Whole, ranks: Whole, pairs: tuple[Whole, Whole], moved: tuple[Whole, Whole]
    ) -> None:
        for (first, other, within, count), touched in zip(self.wanted, self.touched, strict=True):
            both = (ranks[:, first] == 1) & (ranks[:, other] <= within)
            excess = int(both.sum()) - count
            after = []
            for item in (first, other):
                rank = np.where(pairs[0][touched] == item, moved[1][:, touched], ranks[:, [item]])
                after.append(np.where(pairs[1][touched] == item, moved[0][:, touched], rank))
            effect = ((after[0] == 1) & (after[1] <= within)).astype(int) - both[:, None]
            change[:, touched] += np.abs(excess + effect) - abs(excess)

    def swap(self, respondent: int, items: tuple[int, int], ranks: tuple[int, int]) -> None:
        """Nothing is kept: the few respondents concerned are counted afresh each time."""


def _members(order: Order, respondents: pd.DataFrame, n: int) -> NDArray[np.bool_]:
    if not order.column:
        return np.ones(n, dtype=bool)
    return np.asarray(respondents[order.column] == order.group, dtype=bool)


def _group_lists(members: NDArray[np.bool_]) -> Whole:
    """Groups of each respondent, n × most; filled up with the number of groups."""
    most = int(members.sum(axis=0).max())
    lists = np.full((members.shape[1], most), len(members))
    for respondent, column in enumerate(members.T):
        mine = np.nonzero(column)[0]
        lists[respondent, : len(mine)] = mine
    return lists


def _tally(ranks: Whole) -> Whole:
    """How often each item has each rank: k × k."""
    k = ranks.shape[1]
    return np.stack([np.bincount(column - 1, minlength=k) for column in ranks.T])
