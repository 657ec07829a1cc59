"""A model: a circle of stages around what they rest on, with levels beside it."""

from __future__ import annotations

from typing import ClassVar, Literal

import pandas as pd

from research.display.specification.parts import Row, Specification

__all__ = ["Circle", "Level"]


class Level(Row):
    """A level and what lies on it."""

    contents: tuple[str, ...]


class Circle(Specification):
    """Stages, drivers and levels.

    Parameters
    ----------
    stages : clockwise from the top.
    drivers : what the circle rests on, inside it.
    levels : from top to bottom.
    head : what lies on the levels.
    """

    ROWS: ClassVar[str] = "stages"

    kind: Literal["circle"] = "circle"
    stages: tuple[str, ...]
    drivers: tuple[str, ...]
    levels: tuple[Level, ...]
    head: str = "contents"

    def listing(self) -> str:
        """Say what lies on each level."""
        return "; ".join(f"{one.label}: {', '.join(one.contents)}" for one in self.levels)

    def frame(self) -> pd.DataFrame:
        """Give the contents of each level."""
        contents = [" · ".join(one.contents) for one in self.levels]
        labels = pd.Index([one.label for one in self.levels], name=self.stub)
        return pd.DataFrame({self.head: contents}, index=labels)
