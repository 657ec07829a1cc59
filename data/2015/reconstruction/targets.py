"""Targets: what is known of a set of complete rankings, declared for the finder to meet.

Published tables and shares say much about rankings that were never published. Each class here is
one kind of such knowledge; :class:`Targets` holds them together and tells which of them a given
set of rankings misses.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from research.errors import StatisticsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

__all__ = ["Above", "Companion", "Count", "Order", "Targets", "count_window"]


def count_window(percent: int, base: int) -> tuple[int, int]:
    """Least and greatest count that print as a whole percentage of a base, half to even.

    Parameters
    ----------
    percent : the printed percentage, 0 to 100.
    base : number of respondents.

    Raises
    ------
    StatisticsError
        When no count of this base rounds to the percentage.

    Examples
    --------
    >>> count_window(50, 105)
    (52, 53)
    >>> count_window(12, 16)
    (2, 2)
    """
    counts = [count for count in range(base + 1) if round(Fraction(100 * count, base)) == percent]
    if not counts:
        msg = f"no count of {base} respondents prints as {percent}%, rounded half to even"
        raise StatisticsError(msg)
    return counts[0], counts[-1]


@dataclass(frozen=True)
class Count:
    """So many respondents give an item a rank between `best` and `worst`, both included.

    Parameters
    ----------
    item : key of the item.
    best, worst : first and last rank of the window, 1 to k.
    least, most : bounds of the number of respondents.
    """

    item: str
    best: int
    worst: int
    least: int
    most: int

    @classmethod
    def share(cls, item: str, best: int, worst: int, *, percent: int, base: int) -> Count:
        """Target of a printed share: the counts that round to it, half to even."""
        return cls(item, best, worst, *count_window(percent, base))

    def __str__(self) -> str:
        return (
            f"{self.item} ranked {self.best} to {self.worst} by {self.least} to {self.most} "
            "respondents"
        )


@dataclass(frozen=True)
class Above:
    """An item is ranked within a window by more respondents than other items are.

    Parameters
    ----------
    item : key of the item that leads.
    best, worst : first and last rank of the window.
    over : keys of the items that it leads; empty for all others.
    margin : by how many respondents at least.
    """

    item: str
    best: int
    worst: int
    over: tuple[str, ...] = ()
    margin: int = 1

    def __str__(self) -> str:
        others = ", ".join(self.over) or "every other item"
        return (
            f"{self.item} ranked {self.best} to {self.worst} by at least {self.margin} more than "
            f"{others}"
        )


@dataclass(frozen=True)
class Order:
    """The order of all items by mean rank within a group of respondents, ties included.

    Parameters
    ----------
    ranks : printed rank of each item, in the items' order; equal ranks (``3=``) are ties, which
        hold when the integer sums of ranks are equal, and the next rank is skipped.
    column, group : the respondents meant, as column and label; both empty for all of them.
    """

    ranks: tuple[int, ...]
    column: str = ""
    group: str = ""

    def __post_init__(self) -> None:
        expected = tuple(1 + sum(other < rank for other in self.ranks) for rank in self.ranks)
        if self.ranks != expected:
            msg = (
                f"the ranks of {self.name} are {list(self.ranks)}, which no order has; with equal "
                f"ranks for ties and the next one skipped they would be {list(expected)}"
            )
            raise StatisticsError(msg)

    @property
    def name(self) -> str:
        """The group's label, for messages."""
        return self.group or "all respondents"

    def __str__(self) -> str:
        return f"order in {self.name}"


@dataclass(frozen=True)
class Companion:
    """Of those who rank one item first, so many rank another among their best.

    Parameters
    ----------
    first : key of the item ranked first.
    other : key of the item looked at.
    within : the last rank counted for `other`.
    count : number of respondents.
    """

    first: str
    other: str
    within: int
    count: int

    def __str__(self) -> str:
        return f"{self.other} in the top {self.within} of {self.count} who rank {self.first} first"


@dataclass(frozen=True)
class Targets:
    """All that a set of rankings is to show.

    Parameters
    ----------
    items : keys of the k items, in the order of every :class:`Order`.
    counts, aboves, orders, companions : the targets by kind.

    Raises
    ------
    StatisticsError
        When a target names an unknown item, an impossible window or an order of other length.
    """

    items: tuple[str, ...]
    counts: Sequence[Count] = ()
    aboves: Sequence[Above] = ()
    orders: Sequence[Order] = ()
    companions: Sequence[Companion] = ()

    def __post_init__(self) -> None:
        named: list[tuple[Count | Above | Companion, tuple[str, ...]]] = [
            *((count, (count.item,)) for count in self.counts),
            *((above, (above.item, *above.over)) for above in self.aboves),
            *((companion, (companion.first, companion.other)) for companion in self.companions),
        ]
        for target, items in named:
            for item in items:
                if item not in self.items:
                    msg = f"target '{target}' names {item}; allowed: {', '.join(self.items)}"
                    raise StatisticsError(msg)
        windows: list[Count | Above] = [*self.counts, *self.aboves]
        for window in windows:
            if not 1 <= window.best <= window.worst <= len(self.items):
                msg = f"target '{window}': ranks run from 1 to {len(self.items)}"
                raise StatisticsError(msg)
        for order in self.orders:
            if len(order.ranks) != len(self.items):
                msg = (
                    f"target '{order}' ranks {len(order.ranks)} items; there are {len(self.items)}"
                )
                raise StatisticsError(msg)

    def unmet(self, ranks: pd.DataFrame, respondents: pd.DataFrame) -> list[str]:
        """Sentences on the targets that a set of rankings misses; empty when it meets them all.

        Parameters
        ----------
        ranks : n × k, the rank of each item (columns) by each respondent.
        respondents : n rows with the columns that the orders name.
        """
        table = ranks[list(self.items)]
        return [
            *self._unmet_counts(table),
            *self._unmet_orders(table, respondents),
            *self._unmet_companions(table),
        ]

    def _unmet_counts(self, ranks: pd.DataFrame) -> Iterator[str]:
        for count in self.counts:
            found = int(ranks[count.item].between(count.best, count.worst).sum())
            if not count.least <= found <= count.most:
                yield f"{count}: found {found}"
        for above in self.aboves:
            found_all = (ranks.ge(above.best) & ranks.le(above.worst)).sum()
            over = list(above.over) or [item for item in self.items if item != above.item]
            lead = int(found_all[above.item] - found_all[over].max())
            if lead < above.margin:
                yield f"{above}: found {lead} more"

    def _unmet_orders(self, ranks: pd.DataFrame, respondents: pd.DataFrame) -> Iterator[str]:
        for order in self.orders:
            members = ranks
            if order.column:
                members = ranks[(respondents[order.column] == order.group).to_numpy()]
            sums = members.to_numpy(dtype=np.int64).sum(axis=0)
            found = [1 + int((sums < own).sum()) for own in sums]
            if tuple(found) != order.ranks:
                wrong = ", ".join(
                    f"{item} {have} instead of {want}"
                    for item, have, want in zip(self.items, found, order.ranks, strict=True)
                    if have != want
                )
                yield f"{order}: {wrong}"

    def _unmet_companions(self, ranks: pd.DataFrame) -> Iterator[str]:
        for companion in self.companions:
            both = (ranks[companion.first] == 1) & (ranks[companion.other] <= companion.within)
            if int(both.sum()) != companion.count:
                yield f"{companion}: found {int(both.sum())}"

    def expected_ranks(self, respondents: pd.DataFrame) -> np.ndarray:
        """Mean printed rank of each item over the groups that each respondent belongs to.

        Returns
        -------
        numpy.ndarray
            n × k; the middle rank where no order speaks for a respondent.
        """
        total = np.zeros((len(respondents), len(self.items)))
        groups = np.zeros((len(respondents), 1))
        for order in self.orders:
            member = np.ones(len(respondents), dtype=bool)
            if order.column:
                member = (respondents[order.column] == order.group).to_numpy()
            total[member] += order.ranks
            groups[member] += 1
        middle = (1 + len(self.items)) / 2
        return np.where(groups > 0, total / np.maximum(groups, 1), middle)
