"""Sorted bars, each labelled directly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from research.display.palette import Role
from research.display.specification.parts import Limit, Number, Row, Specification, labelled

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Bar", "Bars"]


class Bar(Row):
    """One bar: its label, its length and what is printed at its end.

    Parameters
    ----------
    low, high : limits of what it stands for, where they are drawn.
    """

    value: Number
    printed: str
    role: Role = "subject"
    low: Limit = None
    high: Limit = None


class Bars(Specification):
    """One horizontal bar a row.

    Parameters
    ----------
    bars : in order, the first on top.
    """

    kind: Literal["bars"] = "bars"
    bars: tuple[Bar, ...]

    def listing(self) -> str:
        """Say each bar's label and number.

        >>> Bars(bars=(Bar(label="Bread", value=3, printed="3 (60%)"),)).listing()
        'Bread 3 (60%)'
        """
        return "; ".join(f"{bar.label} {bar.printed}" for bar in self.bars)

    def frame(self) -> pd.DataFrame:
        """Give the values by label, with their limits where any has them."""
        limited = any(bar.low is not None for bar in self.bars)
        return labelled(self.bars, ["value", *(["low", "high"] if limited else [])], self.stub)
