"""The place of every item before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from research.display.palette import Role
from research.display.specification.parts import Row, Specification, labelled

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Slope", "Slopes"]


class Slope(Row):
    """One item's two places, each given to no other item, and its ranks as printed."""

    before: int
    after: int
    printed_before: str
    printed_after: str
    role: Role = "other"


class Slopes(Specification):
    """One line an item from its place before to its place after.

    Parameters
    ----------
    slopes : in any order; their places say where they stand.
    ends : what stands above the two ends.
    """

    kind: Literal["slopes"] = "slopes"
    slopes: tuple[Slope, ...]
    ends: tuple[str, str]

    def listing(self) -> str:
        """Say from which rank to which each item went."""
        return "; ".join(
            f"{one.label} {one.printed_before} to {one.printed_after}" for one in self.slopes
        )

    def frame(self) -> pd.DataFrame:
        """Give the ranks as printed by label, under what stands above them."""
        printed = labelled(self.slopes, ["printed_before", "printed_after"], self.stub)
        return printed.set_axis([*self.ends], axis="columns")
