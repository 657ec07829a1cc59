"""A distribution over ordered positions as columns, with the share of its ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from research.display.palette import Role
from research.display.specification.parts import (
    Axis,
    Number,
    NumberFormat,
    Part,
    Row,
    Specification,
    labelled,
)
from research.display.widths import columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

__all__ = ["Block", "Column", "Columns", "Marker", "hold_labels"]


# Letters that stand beside each other under all columns, and lines that a label is good for.
_LETTERS, _LINES = 72, 3


def hold_labels(labels: Sequence[str]) -> bool:
    """Tell whether labels can stand under columns; bars suit longer ones.

    Parameters
    ----------
    labels : of all columns.

    Examples
    --------
    >>> hold_labels(["Price", "Speed of answer"]), hold_labels(["Unreasonableness"] * 12)
    (True, False)
    """
    room = _LETTERS // max(len(labels), 1)
    return all(
        columns(label) <= _LINES * room and all(columns(word) <= room for word in label.split())
        for label in labels
    )


class Column(Row):
    """One column: its position and its height."""

    value: Number
    role: Role = "other"


class Block(Part):
    """Columns under one bracket: the first and the last, counted from 1, and what it says."""

    first: int
    last: int
    text: str
    role: Role = "subject"


class Marker(Part):
    """A line across the columns: where on their scale, and what it says.

    Parameters
    ----------
    place : in columns, the middle of the first at 1.
    text : at the top of the line.
    """

    place: Number
    text: str


class Columns(Specification):
    """One column a position.

    Parameters
    ----------
    columns : from left to right.
    blocks : which are bracketed.
    markers : lines, such as where the median is.
    axis : what the positions are.
    format : how heights are printed.
    """

    kind: Literal["columns"] = "columns"
    columns: tuple[Column, ...]
    blocks: tuple[Block, ...] = ()
    markers: tuple[Marker, ...] = ()
    axis: Axis = Axis()
    format: NumberFormat = NumberFormat(suffix="%")

    def listing(self) -> str:
        """Say each position and its height.

        >>> Columns(stub="rank", columns=(Column(label="1", value=40),)).listing()
        'rank 1 40%'
        """
        said = (f"{one.label} {self.format.printed(one.value)}" for one in self.columns)
        return ", ".join(f"{self.stub} {each}".strip() for each in said)

    def frame(self) -> pd.DataFrame:
        """Give the values by position."""
        return labelled(self.columns, ["value"], self.stub)
