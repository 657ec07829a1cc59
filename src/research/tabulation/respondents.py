"""Respondents of a table: who they are, what each counts for, and what they are nested in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping

    from research.statistics.samples.calibration import Calibration
    from research.statistics.tables.concentration import Dominance

__all__ = ["ACCOUNT", "OWNER", "WEIGHT", "Respondents"]

WEIGHT, ACCOUNT, OWNER = "\x1fweight", "\x1faccount", "\x1fowner"
"""Working columns of what each counts for, of what each is nested in, and of whose each is."""


@dataclass(frozen=True)
class Respondents:
    """Who is tabulated, and what each of them counts for.

    Parameters
    ----------
    index : one label a respondent.
    weights : what each counts for; ``None`` for one.
    accounts : what they are nested in: intervals and tests are between these; ``None`` where in
        nothing.
    raked : the sample that the weights were raked over; ``None`` where they were not.
    owners : whose rows they are, where somebody has several: disclosure counts these; ``None``
        where it counts rows, and accounts where its rule does.
    parents : rows of another table that these belong to, counted beside each base; ``None`` where
        to none.
    dominance : how much one account may make, where the weights are amounts.
    """

    index: pd.Index
    weights: pd.Series | None = None
    accounts: pd.Series | None = None
    raked: Calibration | None = None
    owners: pd.Series | None = None
    parents: pd.Series | None = None
    dominance: Dominance | None = None

    def frame(self, columns: Mapping[str, pd.Series]) -> pd.DataFrame:
        """Give working columns beside weights and accounts."""
        held = {name: column.reindex(self.index) for name, column in columns.items()}
        if self.weights is not None:
            held[WEIGHT] = self.weights.reindex(self.index)
        if self.accounts is not None:
            held[ACCOUNT] = self.accounts.reindex(self.index)
        if self.owners is not None:
            held[OWNER] = self.owners.reindex(self.index)
        return pd.DataFrame(held, index=self.index)
