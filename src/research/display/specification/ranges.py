"""A line from low to high for each group, its mean as a dot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from research.display.palette import Role
from research.display.specification.parts import (
    Axis,
    Limit,
    Number,
    NumberFormat,
    Row,
    Specification,
    labelled,
)
from research.wording.frames import Frames

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Range", "Ranges"]

_SAY = Frames(__file__)


class Range(Row):
    """Lowest, mean and highest value of one group."""

    low: Number
    mean: Number
    high: Number
    role: Role = "other"


class Ranges(Specification):
    """Low, mean and high of each group on one scale.

    Parameters
    ----------
    ranges : in order, the first on top.
    axis : the scale with its ends.
    line : where a line lets groups be compared with the whole.
    format : how values are printed; each mark stands where its number says.
    """

    kind: Literal["ranges"] = "ranges"
    ranges: tuple[Range, ...]
    axis: Axis = Axis(low=0, high=100)
    line: Limit = None
    format: NumberFormat = NumberFormat()

    def listing(self) -> str:
        """Say the numbers of each group."""
        number = self.format.printed
        return "; ".join(
            _SAY(
                "range",
                label=one.label,
                low=number(one.low),
                high=number(one.high),
                mean=number(one.mean),
            )
            for one in self.ranges
        )

    def frame(self) -> pd.DataFrame:
        """Give low, mean and high by label."""
        return labelled(self.ranges, ["low", "mean", "high"], self.stub)
