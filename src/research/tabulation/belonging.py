"""Belonging: the rows of another table that those of a base belong to, each counted once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.statistics.tables.counts import answered
from research.tabulation.tab import PARENTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from research.tabulation.stub import Counted, Stub
    from research.tabulation.tab import Tab

__all__ = ["Belonging"]


class Belonging:
    """Rows of another table that those which are tabulated belong to.

    Parameters
    ----------
    frame : working columns, one row each.
    parents : key of the row that each belongs to, missing or empty where to none.
    members : who is in each column, shape ``(columns, n)``.
    """

    def __init__(self, frame: pd.DataFrame, parents: pd.Series, members: NDArray[np.bool_]) -> None:
        self.frame, self.members = frame, members
        self.codes = pd.factorize(parents.where(parents != ""))[0]

    def added(self, tab: Tab, stub: Stub) -> Tab:
        """Give a tab with them below each base; hidden where the base is.

        Parameters
        ----------
        tab : of the rows.
        stub : what it was made of.
        """
        bases = {}
        for kind, base in tab.bases.items():
            counted = [self._counted(part) for part in stub.parts if part.rests_on(kind)]
            row = counted[0] if counted else self._counted(stub.parts[0])
            row = np.where(base.loc["unweighted"].isna(), np.nan, row)
            bases[kind] = pd.concat([base, pd.DataFrame([row], [PARENTS], base.columns)])
        return replace(tab, bases=bases)

    def _counted(self, part: Counted) -> NDArray[np.float64]:
        own = answered(self.frame, part.asked) & (self.codes >= 0)
        counts = [len(np.unique(self.codes[own & inside])) for inside in self.members]
        return np.array(counts, dtype=float)
