"""Estimates with their intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from research.display.palette import Role
from research.display.specification.parts import Axis, Limit, Number, Row, Specification, labelled

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Dot", "Dots"]


class Dot(Row):
    """One estimate with its limits and what is printed beside them.

    Parameters
    ----------
    head : of the group that begins with this row.
    """

    estimate: Number
    low: Limit
    high: Limit
    printed: str
    role: Role = "subject"
    head: str = ""


class Dots(Specification):
    """A dot and a line a row.

    Parameters
    ----------
    dots : in order, the first on top.
    axis : what the scale is.
    line : where a line marks no difference, an equal share, or everybody.
    marked : what the line is, printed above it.
    """

    kind: Literal["dots"] = "dots"
    dots: tuple[Dot, ...]
    axis: Axis = Axis()
    line: Limit = None
    marked: str = ""

    def listing(self) -> str:
        """Say each row's label and numbers."""
        return "; ".join(f"{dot.label} {dot.printed}" for dot in self.dots)

    def frame(self) -> pd.DataFrame:
        """Give estimates and limits by label."""
        return labelled(self.dots, ["estimate", "low", "high"], self.stub)
