"""How many went from each stage to each: the streams between two moments."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from research.display.palette import Role
from research.display.specification.parts import Entry, Row, Specification, labelled

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Flow", "Flows"]


class Flow(Row):
    """So many that went from one stage to another, or stayed."""

    before: str
    after: str
    count: int = Field(gt=0)
    role: Role = "other"


class Flows(Specification):
    """One stream for each pair of stages, as wide as what went that way.

    Parameters
    ----------
    flows : in any order, each pair of stages once.
    stages : from top to bottom at both sides; a stage of no flow is left out.
    ends : what stands above the two sides.
    key : what the colours mean.
    """

    ROWS: ClassVar[str] = "flows"

    kind: Literal["flows"] = "flows"
    flows: tuple[Flow, ...]
    stages: tuple[str, ...] = ()
    ends: tuple[str, str]
    key: tuple[Entry, ...] = ()

    def listing(self) -> str:
        """Say how many went which way."""
        return "; ".join(f"{flow.label} {flow.count}" for flow in self.flows)

    def frame(self) -> pd.DataFrame:
        """Give the counts by label."""
        return labelled(self.flows, ["count"], self.stub)
