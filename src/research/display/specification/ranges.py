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

__all__ = ["Measure", "Range", "Ranges"]

Measure = Literal["low", "mean", "high"]

_SAY = Frames(__file__)


class Range(Row):
    """Lowest, mean and highest value of one group.

    Parameters
    ----------
    marked : the values behind which a mark stands.
    """

    low: Number
    mean: Number
    high: Number
    role: Role = "other"
    marked: tuple[Measure, ...] = ()


class Ranges(Specification):
    """Low, mean and high of each group on one scale.

    Parameters
    ----------
    ranges : in order, the first on top.
    axis : the scale with its ends.
    line : where a line lets groups be compared with the whole.
    format : how values are printed; each dot and line end stands where its number says.
    mark : what stands behind a marked value.
    """

    kind: Literal["ranges"] = "ranges"
    ranges: tuple[Range, ...]
    axis: Axis = Axis(low=0, high=100)
    line: Limit = None
    format: NumberFormat = NumberFormat()
    mark: str = ""

    def printed(self, one: Range, measure: Measure) -> str:
        """Print one of a group's values, with its mark."""
        return self.format.printed(getattr(one, measure)) + self.mark * (measure in one.marked)

    def listing(self) -> str:
        """Say the numbers of each group."""
        return "; ".join(
            _SAY(
                "range",
                label=one.label,
                low=self.printed(one, "low"),
                high=self.printed(one, "high"),
                mean=self.printed(one, "mean"),
            )
            for one in self.ranges
        )

    def frame(self) -> pd.DataFrame:
        """Give low, mean and high by label, and which of them are marked where any is."""
        frame = labelled(self.ranges, ["low", "mean", "high"], self.stub)
        if any(one.marked for one in self.ranges):
            frame[self.mark] = [", ".join(one.marked) for one in self.ranges]
        return frame
