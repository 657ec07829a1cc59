"""Rungs of a ladder of effects in a table, an E-value beside the estimate that it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.display.cell import Cell
from research.wording.figures import DASH, interval, signed

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DEFENDED", "E_VALUE", "cells_of", "with_e_value", "word"]

DEFENDED, E_VALUE = "doubly robust", "E-value"
"""The rung that an E-value is of, and the E-value's own name among the rungs."""


def with_e_value(rungs: pd.DataFrame) -> pd.DataFrame:
    """Give the rungs with the E-value in a column of its own.

    Parameters
    ----------
    rungs : estimate, low and high of each, and the E-value as the last.
    """
    found = rungs[["estimate", "low", "high"]].drop(index=E_VALUE)
    found.loc[DEFENDED, E_VALUE] = rungs["estimate"][E_VALUE]
    return found


def cells_of(rungs: pd.DataFrame, key: str, e_value: str) -> list[Cell]:
    """Give what a rung shows of an outcome: difference, interval and E-value.

    Parameters
    ----------
    rungs : of the outcome.
    key : of the rung.
    e_value : as it is printed.
    """
    row = dict(rungs.loc[key])
    return [
        Cell(signed(row["estimate"], 1)),
        Cell(interval(row["low"], row["high"])),
        Cell(e_value if key == DEFENDED else DASH),
    ]


def word(text: object) -> str:
    """Give a rung's part of a result's name.

    >>> word("doubly robust")
    'doublyrobust'
    """
    return "".join(letter for letter in str(text).lower() if letter.isalnum())
