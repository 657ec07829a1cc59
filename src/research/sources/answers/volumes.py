"""Volumes: what each respondent's answers stand for, of an amount that is their account's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.errors import InputError, Problem

if TYPE_CHECKING:
    from pathlib import Path

    from research.edition.weights import Volume
    from research.sources.answers.answers import Answers

__all__ = ["Amounts", "amounts"]


@dataclass(frozen=True, eq=False)
class Amounts:
    """An amount, split over the respondents of each account.

    Parameters
    ----------
    name : as the parameter file has it.
    unit : as printed; may be empty.
    shares : one a respondent: the account's amount over its respondents; NaN where not known.
    accounts : whose each is; respondents are their own where no column names accounts.
    differing : accounts whose respondents give several amounts, of which the mean is taken.
    """

    name: str
    unit: str
    shares: pd.Series[float]
    accounts: pd.Series[Any]
    differing: int

    @property
    def missing(self) -> int:
        """Respondents without an amount above nought."""
        return int((~(self.shares > 0)).sum())

    @property
    def largest(self) -> float:
        """Share that the largest account makes of all."""
        held = self.shares.groupby(self.accounts).sum()
        return float(held.max() / held.sum()) if held.sum() > 0 else float("nan")


def amounts(answers: Answers, held: Answers, name: str, volume: Volume, path: Path) -> Amounts:
    """Split a volume over the respondents of each account.

    Parameters
    ----------
    answers : of the respondents.
    held : of the table that holds the volume; the same where it stands with the answers.
    name, volume : of the parameter file.
    path : of the parameter file, for errors.

    Raises
    ------
    InputError
        If nothing links the respondents to the table that holds the volume.
    """
    index = answers.frame.index
    if held.name == answers.name:
        given = answers.weight(volume.column)
        nested = answers.clusters
        accounts = pd.Series(index, index=index) if nested is None else nested
        known = given.groupby(accounts).agg(["mean", "min", "max"])
        differing = int((known["max"] > known["min"]).sum())
        whole = accounts.map(known["mean"])
    else:
        by = answers.table.by
        if answers.table.of != held.name or by is None:
            what = f"the volume '{name}' stands in '{held.name}', and nothing says whose is whose"
            hint = f"give data.{answers.name} 'of: {held.name}' and 'by', the column with its id"
            raise InputError([Problem(path, what, key=f"volumes.{name}.table", hint=hint)])
        accounts = pd.Series(answers.keys[by].to_numpy(), index=index)
        whole = accounts.map(held.weight(volume.column))
        differing = 0
    shares = whole.astype(float) / accounts.groupby(accounts).transform("size")
    return Amounts(name, volume.unit, shares.where(np.isfinite(shares)), accounts, differing)
