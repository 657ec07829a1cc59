"""The place of one item in every group, with the places that chance leaves open: a narrow strip."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from research.display.palette import Role
from research.display.specification.parts import Limit, Number, Row, Specification, labelled

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Strip", "Strips"]


class Strip(Row):
    """One group.

    Parameters
    ----------
    place : of the item in it.
    low, high : the places that chance leaves open.
    printed : the place, as tables print it.
    apart : whether groups of another kind begin with this one.
    """

    place: Number
    low: Limit
    high: Limit
    printed: str
    role: Role = "other"
    apart: bool = False


class Strips(Specification):
    """A dot and a line a group, from the first place to the last.

    Parameters
    ----------
    strips : in order, the first on top.
    depth : how many places there are.
    top : so many places from the first are tinted.
    line : the place of the item over all groups.
    """

    kind: Literal["strips"] = "strips"
    strips: tuple[Strip, ...]
    depth: int = Field(default=2, ge=2)
    top: int = 3
    line: Limit = None

    def listing(self) -> str:
        """Say each group's place and the places that are open.

        >>> Strips(
        ...     strips=(Strip(label="North", place=2, low=1, high=4, printed="2="),), depth=5
        ... ).listing()
        'North 2= (1 to 4)'
        """
        return "; ".join(
            f"{one.label} {one.printed}"
            + ("" if one.low is None or one.high is None else f" ({one.low:g} to {one.high:g})")
            for one in self.strips
        )

    def frame(self) -> pd.DataFrame:
        """Give places and their ends by group."""
        return labelled(self.strips, ["place", "low", "high"], self.stub)
