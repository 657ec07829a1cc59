"""A table of places whose cells are shaded: the darker, the nearer to the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, Self

import pandas as pd
from pydantic import Field, model_validator

from research.display.specification.parts import Limit, Row, Specification

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Heat", "HeatRow"]


class HeatRow(Row):
    """One row of cells.

    Parameters
    ----------
    places : a place a column; none where it is not shown.
    printed : the same as tables print them.
    beside : what stands at the right, such as a base with its mark.
    muted : whether the row rests on few.
    apart : whether rows of another kind begin with this one.
    """

    places: tuple[Limit, ...]
    printed: tuple[str, ...]
    beside: str = ""
    muted: bool = False
    apart: bool = False


class Heat(Specification):
    """Shaded cells, each with its value.

    Parameters
    ----------
    columns : what stands above them.
    heats : the rows, the first on top.
    depth : the last place that there is.
    """

    ROWS: ClassVar[str] = "heats"

    kind: Literal["heat"] = "heat"
    columns: tuple[str, ...] = ()
    heats: tuple[HeatRow, ...]
    depth: int = Field(default=2, ge=2)

    @model_validator(mode="after")
    def _a_cell_a_column(self) -> Self:
        for row in self.heats:
            if not len(row.places) == len(row.printed) == len(self.columns):
                msg = (
                    f"the row '{row.label}' has {len(row.places)} places and {len(row.printed)} "
                    f"printed, and there are {len(self.columns)} columns: give each column both"
                )
                raise ValueError(msg)
        return self

    def listing(self) -> str:
        """Say the cells row by row.

        >>> Heat(
        ...     columns=("Price", "Speed"),
        ...     heats=(HeatRow(label="North", places=(1, 2), printed=("1", "2")),),
        ... ).listing()
        'North: Price 1, Speed 2'
        """
        return "; ".join(f"{row.label}: {', '.join(self._cells(row))}" for row in self.heats)

    def _cells(self, row: HeatRow) -> Iterator[str]:
        for column, printed in zip(self.columns, row.printed, strict=True):
            yield f"{column} {printed}"

    def frame(self) -> pd.DataFrame:
        """Give the places by row, a column each."""
        return pd.DataFrame(
            [list(row.places) for row in self.heats],
            columns=list(self.columns),
            index=pd.Index([row.label for row in self.heats], name=self.stub),
        )
