"""A line from low to high for each group, its mean as a dot."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING, Literal

from research.display.palette import Role
from research.display.specification.parts import (
    Axis,
    Limit,
    Number,
    NumberFormat,
    Part,
    Row,
    Specification,
    labelled,
)
from research.wording.frames import Frames

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Aim", "Measure", "Range", "Ranges", "Signs"]

Measure = Literal["low", "mean", "high"]

_SAY = Frames(__file__)


class Range(Row):
    """Lowest, mean and highest value of one group.

    Parameters
    ----------
    marked : the values behind which a mark stands.
    lower, upper : where the middle half begins and ends, drawn as a wider line.
    surely_low, surely_high : ends of the interval of the mean, drawn as a wider line.
    own : value of the one that the chart is about.
    aim : what it aims for.
    """

    low: Number
    mean: Number
    high: Number
    role: Role = "other"
    marked: tuple[Measure, ...] = ()
    lower: Limit = None
    upper: Limit = None
    surely_low: Limit = None
    surely_high: Limit = None
    own: Limit = None
    aim: Limit = None


class Aim(Row):
    """A score of the first group that its reader may aim for.

    Parameters
    ----------
    value : where it lies on the scale.
    text : as it is printed, with its mark.
    """

    value: Number
    text: str


class Signs(Part):
    """What the marks of a chart about one of the group are."""

    own: str
    aim: str
    mean: str
    middle: str
    ends: str


class Ranges(Specification):
    """Low, mean and high of each group on one scale.

    Parameters
    ----------
    ranges : in order, the first on top.
    axis : the scale with its ends.
    line : where a line lets groups be compared with the whole.
    format : how values are printed; each dot and line end stands where its number says.
    mark : what stands behind a marked value.
    signs : what the marks are, where one of the group is set beside the others.
    aims : what to aim for, the lowest first.
    """

    kind: Literal["ranges"] = "ranges"
    ranges: tuple[Range, ...]
    axis: Axis = Axis(low=0, high=100)
    line: Limit = None
    format: NumberFormat = NumberFormat()
    mark: str = ""
    signs: Signs | None = None
    aims: tuple[Aim, ...] = ()

    def printed(self, one: Range, measure: Measure) -> str:
        """Print one of a group's values, with its mark."""
        return self.format.printed(getattr(one, measure)) + self.mark * (measure in one.marked)

    def listing(self) -> str:
        """Say the numbers of each group."""
        told = [self._told(one) for one in self.ranges]
        return "; ".join([*told, *([_SAY("aims", listed=self.aimed)] if self.aims else [])])

    @property
    def aimed(self) -> str:
        """Name what to aim for, each with its score."""
        return ", ".join(_SAY("named", name=one.label, score=one.text) for one in self.aims)

    @property
    def key(self) -> str:
        """Say above the rows what the marks of aims are."""
        many = len(self.aims) > 1
        return _SAY.form("key", many=many, listed=self.aimed)

    def _told(self, one: Range) -> str:
        told = _SAY(
            "range",
            label=one.label,
            low=self.printed(one, "low"),
            high=self.printed(one, "high"),
            mean=self.printed(one, "mean"),
        )
        if one.surely_low is not None and one.surely_high is not None:
            low, high = (self.format.printed(end) for end in (one.surely_low, one.surely_high))
            told = _SAY("sure", range=told, low=low, high=high)
        if one.own is None:
            return told
        own = _SAY("own", range=told, own=self.format.printed(one.own))
        return own if one.aim is None else _SAY("aim", own=own, aim=self.format.printed(one.aim))

    def frame(self) -> pd.DataFrame:
        """Give low, mean and high by label, which of them are marked, and aims of the first."""
        more = [
            name
            for name in ("lower", "upper", "surely_low", "surely_high", "own", "aim")
            if any(getattr(one, name) is not None for one in self.ranges)
        ]
        frame = labelled(self.ranges, ["low", "mean", "high", *more], self.stub)
        frame = frame.rename(columns=_SAY.named("columns"))
        if any(one.marked for one in self.ranges):
            frame[self.mark] = [", ".join(one.marked) for one in self.ranges]
        for aim in self.aims:
            frame[aim.label] = [aim.value, *[nan] * (len(self.ranges) - 1)]
        return frame
