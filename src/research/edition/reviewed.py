"""What a review of an edition keeps quiet about."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from research.edition.model import Model

__all__ = ["Reviewed"]


class Reviewed(Model):
    """How an edition is held against what is committed of it."""

    tolerances: dict[str, Annotated[float, Field(ge=0)]] = Field(
        default_factory=dict,
        description="how far values may move without being told, in their own unit: by column of "
        "tables and charts (Mean), with their id (tbl-overall: Mean), or by name of the ledger "
        "(overall.*.mean_rank); * stands for anything",
    )
