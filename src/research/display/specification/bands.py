"""Positions that are left open: a wide band, a narrow band and a dot in each row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from research.display.specification.parts import Axis, Part, Row, Specification, labelled
from research.wording.frames import Frames

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Band", "Bands", "Marks"]

_SAY = Frames(__file__)


class Band(Row):
    """The position of one item, what is open about it, and what is printed of both.

    Parameters
    ----------
    label : name of the item.
    position : found, from 1.
    low, high : ends of the narrow band.
    wide_low, wide_high : ends of the wide band.
    place : the position as printed, with a sign where it is shared.
    printed : the wide band as printed, at the right.
    """

    position: int
    low: int
    high: int
    wide_low: int
    wide_high: int
    place: str = ""
    printed: str = ""


class Marks(Part):
    """What the three marks of a row are."""

    dot: str
    narrow: str
    wide: str


class Bands(Specification):
    """The positions that each item may hold.

    Parameters
    ----------
    bands : in order, the first on top; positions go from 1 to their number.
    marks : what the dot, the narrow band and the wide band are.
    axis : what the positions are.
    """

    kind: Literal["bands"] = "bands"
    bands: tuple[Band, ...]
    marks: Marks
    axis: Axis = Axis()

    def listing(self) -> str:
        """Say each item's position and what it may be."""
        return "; ".join(
            _SAY("band", label=band.label, place=band.place, printed=band.printed)
            for band in self.bands
        )

    def frame(self) -> pd.DataFrame:
        """Give positions and ends of the bands by label."""
        columns = ["position", "low", "high", "wide_low", "wide_high"]
        return labelled(self.bands, columns, self.stub)
