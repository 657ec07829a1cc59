"""Banners: the columns that tables are split by, in groups of points."""

from __future__ import annotations

from pydantic import Field

from research.edition.labels import LabelKey
from research.edition.model import Model

__all__ = ["Banner", "PointGroup"]


class PointGroup(Model):
    """The points of one question; letters of differences run within them, never across groups."""

    question: LabelKey
    points: list[str] = Field(
        default_factory=list, description="codes or nets that get a column; all when left out"
    )
    nest: LabelKey | None = Field(
        default=None, description="question whose answers split each point once more"
    )

    @property
    def questions(self) -> list[str]:
        """Names of the questions that it is made of."""
        return [self.question] if self.nest is None else [self.question, self.nest]


Banner = list[PointGroup]
"""Groups of points side by side."""
