"""The part of a parameter file about account planning: a pilot, operations, lines, finance."""

from __future__ import annotations

from datetime import date  # pydantic resolves it when the model is built
from typing import Literal, Self, get_args

from pydantic import Field, model_validator

from research.edition.model import Model

__all__ = ["MEASURES", "Finance", "Measure", "Operations", "Pilot", "Planning"]

Measure = Literal[
    "revenue",
    "spend",
    "untapped",
    "wallet",
    "growth",
    "renewal",
    "risk",
    "stake",
    "whitespace",
    "value",
]
"""What a page for finance defines: money, and the shares and rates that money rests on."""
MEASURES: tuple[Measure, ...] = get_args(Measure)


class Pilot(Model):
    """A pilot before and after: parallel surveys of its accounts and of others."""

    name: str = Field(description="of the pilot, in running text: 'the call-back pilot'")
    table: str = Field(default="pilot", description="table of answers that belong to accounts")
    outcome: str = Field(description="question of the table: of type nps, scale or numeric")
    period: str = Field(description="question of the table that tells before from after")
    before: str = Field(default="before", description="answer to it")
    after: str = Field(default="after", description="answer to it")
    arm: str = Field(default="", description="question that tells the pilot's accounts")
    pilot: str = Field(default="pilot", description="answer to it of those in the pilot")
    accounts: list[str] = Field(default_factory=list, description="or their ids, one by one")
    start: date | None = Field(
        default=None, description="its first day: what data.tickets hold is counted round it"
    )
    days: int = Field(default=90, ge=1, le=730, description="counted on either side of the start")

    @model_validator(mode="after")
    def _told(self) -> Self:
        if bool(self.arm) == bool(self.accounts):
            msg = "say which accounts are in the pilot: either 'arm' or 'accounts'"
            raise ValueError(msg)
        if self.before == self.after:
            msg = f"before and after are both '{self.before}': they must differ"
            raise ValueError(msg)
        return self


class Planning(Model):
    """What accounts are compared by, and what is sold to them."""

    revenue_within: float = Field(
        default=5, gt=0, le=50, description="percent of the larger revenue: pairs are that near"
    )
    wallet_within: float = Field(
        default=5, gt=0, le=50, description="points: pairs of equal share of wallet are that near"
    )
    own: str = Field(default="own", description="the supplier itself, in data.lines")
    stronghold: float = Field(
        default=50, gt=0, le=100, description="percent of a line's rival spend that makes one"
    )
    premium: str = Field(default="", description="the premium line, in data.lines")


class Operations(Model):
    """What happened at accounts before their contacts answered."""

    days: int = Field(default=90, ge=1, le=730, description="before the answer that count")


class Finance(Model):
    """Who answers for the money measures, and what each is agreed to be."""

    accountable: dict[Measure, str] = Field(
        default_factory=dict, description="role by measure; nobody where left out"
    )
    agreed: list[Measure] = Field(
        default_factory=list, description="measures whose definition finance has agreed"
    )
