"""Settings of the statistics of an edition."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from research.edition.model import Model

__all__ = ["Share", "Statistics"]

Share = Annotated[float, Field(gt=0, lt=1)]


class Statistics(Model):
    """Settings of the statistics."""

    confidence: Share = 0.95
    draws: int = Field(default=100_000, ge=1_024, description="draws for rank sets")
    permutations: int = Field(default=10_000, ge=100)
    seed: int = Field(default=2015, ge=0)
    correction: Literal["none", "bonferroni", "holm", "bh"] = "holm"
