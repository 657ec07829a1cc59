"""Curves that fall in steps, with their intervals."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from research.display.palette import Role
from research.display.specification.parts import (
    Axis,
    Number,
    NumberFormat,
    Part,
    Row,
    Specification,
)

__all__ = ["Curve", "Curves", "Step"]


class Step(Part):
    """The percentage left from a time on, with its limits."""

    time: Number
    share: Number
    low: Number
    high: Number


class Curve(Row):
    """One segment's steps, in order of time."""

    steps: tuple[Step, ...]
    role: Role = "group 1"


class Curves(Specification):
    """One falling curve a segment, from 100 percent down.

    Parameters
    ----------
    curves : the segments.
    time : the scale of time.
    axis : the scale of the percentages.
    format : how the percentages at the ends are printed.
    """

    kind: Literal["curves"] = "curves"
    curves: tuple[Curve, ...]
    time: Axis = Axis()
    axis: Axis = Axis(high=100)
    format: NumberFormat = NumberFormat(suffix="%")

    def listing(self) -> str:
        """Say where each curve ends."""
        return "; ".join(
            f"{curve.label} {self.format.printed(curve.steps[-1].share)}" for curve in self.curves
        )

    def frame(self) -> pd.DataFrame:
        """Give the steps of each curve under its label."""
        steps = [step.model_dump() for curve in self.curves for step in curve.steps]
        labels = [curve.label for curve in self.curves for _ in curve.steps]
        return pd.DataFrame(steps, index=pd.Index(labels, name=self.stub))
