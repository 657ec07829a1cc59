"""Picks: tasks of a MaxDiff with the best and the worst item of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]
    Codes = NDArray[np.int16]
    Floats = NDArray[np.float64]

__all__ = ["Picks"]


@dataclass(frozen=True, eq=False)
class Picks:
    """Tasks of n respondents, in places of the items; -1 where there is none.

    Parameters
    ----------
    items : keys of the items.
    shown : ``(n, tasks, places)``.
    best, worst : ``(n, tasks)``; both are given, or neither.
    """

    items: tuple[str, ...]
    shown: Codes
    best: Codes
    worst: Codes

    def of(self, inside: Mask) -> Picks:
        """Give the picks without those of respondents outside.

        Parameters
        ----------
        inside : ``(n,)``.
        """
        out = ~inside[:, None]
        return replace(
            self,
            best=np.where(out, np.int16(-1), self.best),
            worst=np.where(out, np.int16(-1), self.worst),
        )

    def taken(self, places: NDArray[np.intp]) -> Picks:
        """Give the picks of some respondents, in an order of one's own.

        Parameters
        ----------
        places : of the respondents, from 0, shape ``(m,)``.
        """
        return replace(
            self, shown=self.shown[places], best=self.best[places], worst=self.worst[places]
        )

    @property
    def answered(self) -> Mask:
        """Which tasks were answered, ``(n, tasks)``."""
        mask: Mask = self.best >= 0
        return mask

    def counts(self) -> tuple[Floats, Floats, Floats]:
        """How often each item was shown in answered tasks, best and worst, ``(n, items)`` each."""
        size = len(self.items)
        shown, best, worst = (np.zeros((len(self.best), size + 1)) for _ in range(3))
        rows = np.arange(len(self.best))
        for task in range(self.best.shape[1]):
            given = self.answered[:, task]
            for place in range(self.shown.shape[2]):
                shown[rows, np.where(given, self.shown[:, task, place], -1)] += 1
            best[rows, self.best[:, task]] += 1
            worst[rows, self.worst[:, task]] += 1
        return shown[:, :size], best[:, :size], worst[:, :size]
