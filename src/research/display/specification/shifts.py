"""Figures before and after, on one scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from research.display.palette import Role
from research.display.specification.parts import Axis, Number, Row, Specification, labelled

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Shift", "Shifts"]


class Shift(Row):
    """One figure before and after, and both as printed."""

    before: Number
    after: Number
    printed: str
    role: Role = "other"


class Shifts(Specification):
    """A ring, a dot and a line between them a row: a dumbbell.

    Parameters
    ----------
    shifts : in order, the first on top.
    ends : what ring and dot stand for.
    axis : what the scale is.
    small : drawn without head and with rows close together, for a page that holds much else.
    """

    kind: Literal["shifts"] = "shifts"
    shifts: tuple[Shift, ...]
    ends: tuple[str, str]
    axis: Axis = Axis()
    small: bool = False

    def listing(self) -> str:
        """Say each row's label and numbers."""
        return "; ".join(f"{one.label} {one.printed}" for one in self.shifts)

    def frame(self) -> pd.DataFrame:
        """Give both figures by label, under what they stand for."""
        found = labelled(self.shifts, ["before", "after"], self.stub)
        return found.set_axis([*self.ends], axis="columns")
