"""Distributions of several items over the same places, each in a small panel of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

import pandas as pd

from research.display.specification.parts import Axis, Number, NumberFormat, Row, Specification

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Panel", "Panels"]


class Panel(Row):
    """One item.

    Parameters
    ----------
    values : a height a place, from the first.
    said : what stands below its name.
    """

    values: tuple[Number, ...]
    said: str = ""


class Panels(Specification):
    """One panel of columns an item, all on one scale.

    Parameters
    ----------
    panels : in order, row by row.
    top, bottom : so many places from the first and before the last stand out.
    axis : what the places are.
    format : how heights are printed.
    """

    ROWS: ClassVar[str] = "panels"

    kind: Literal["panels"] = "panels"
    panels: tuple[Panel, ...]
    top: int = 3
    bottom: int = 0
    axis: Axis = Axis()
    format: NumberFormat = NumberFormat(suffix="%")

    def listing(self) -> str:
        """Say the heights of each panel, from the first place on.

        >>> Panels(panels=(Panel(label="Price", values=(30, 70), said="30% first"),)).listing()
        'Price: 30%, 70% (30% first)'
        """
        return "; ".join(self._told())

    def _told(self) -> Iterator[str]:
        for panel in self.panels:
            heights = ", ".join(map(self.format.printed, panel.values))
            yield f"{panel.label}: {heights}" + (f" ({panel.said})" if panel.said else "")

    def frame(self) -> pd.DataFrame:
        """Give the heights by item, a place a column."""
        places = max((len(panel.values) for panel in self.panels), default=0)
        return pd.DataFrame(
            [list(panel.values) for panel in self.panels],
            columns=[str(place) for place in range(1, places + 1)],
            index=pd.Index([panel.label for panel in self.panels], name=self.stub),
        )
