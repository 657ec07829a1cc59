"""Points on two scales, once with names and quarters, or twice side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from research.display.palette import Role
from research.display.specification.parts import (
    Axis,
    Entry,
    Limit,
    Number,
    Part,
    Row,
    Specification,
    labelled,
)

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Corner", "Point", "Scatter", "Views"]


class Point(Row):
    """One point: where it stands, with its limits and its name where it has any."""

    x: Number
    y: Number
    x_low: Limit = None
    x_high: Limit = None
    y_low: Limit = None
    y_high: Limit = None
    label: str = ""
    role: Role = "subject"


class Corner(Part):
    """The name of a quarter."""

    side: Literal["left", "right"]
    end: Literal["top", "bottom"]
    text: str


class Scatter(Specification):
    """Points on two scales that are cut into quarters.

    Parameters
    ----------
    points : in any order.
    x, y : the scales.
    x_cut, y_cut : where they are parted.
    corners : names of the quarters.
    key : what each role is called, beside its mark.
    """

    ROWS: ClassVar[str] = "points"

    kind: Literal["scatter"] = "scatter"
    points: tuple[Point, ...]
    x: Axis = Axis()
    y: Axis = Axis()
    x_cut: Limit = None
    y_cut: Limit = None
    corners: tuple[Corner, ...] = ()
    key: tuple[Entry, ...] = ()

    def frame(self) -> pd.DataFrame:
        """Give the points by name, where they have one."""
        return labelled(self.points, ["x", "y"], self.stub)


class Views(Specification):
    """The same points twice side by side: plain, then by role.

    Parameters
    ----------
    points : in any order.
    heads : of the plain and of the coloured view.
    x, y : the scales.
    x_cut : where x is parted.
    corners : names of the quarters, in the coloured view.
    key : what each role is called, beside its mark.
    """

    ROWS: ClassVar[str] = "points"

    kind: Literal["views"] = "views"
    points: tuple[Point, ...]
    heads: tuple[str, str]
    x: Axis = Axis()
    y: Axis = Axis()
    x_cut: Limit = None
    corners: tuple[Corner, ...] = ()
    key: tuple[Entry, ...] = ()

    def frame(self) -> pd.DataFrame:
        """Give the points by name, where they have one."""
        return labelled(self.points, ["x", "y"], self.stub)
