"""The part of a parameter file about what a programme for one supplier's accounts returns."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from research.edition.model import Model

__all__ = ["ActualYear", "Estimate", "Roi"]


class Estimate(Model):
    """An input: its likely value, and the least and the most thought possible."""

    likely: float
    low: float | None = Field(default=None, description="the likely value where left out")
    high: float | None = Field(default=None, description="the likely value where left out")

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the most."""
        low = self.likely if self.low is None else self.low
        return low, self.likely if self.high is None else self.high

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        low, high = self.ends
        if not low <= self.likely <= high:
            msg = f"low, likely and high must rise: {low:g}, {self.likely:g}, {high:g}"
            raise ValueError(msg)
        return self


def _amount(found: Estimate) -> Estimate:
    if found.ends[0] < 0:
        msg = f"{found.ends[0]:g} is below 0; allowed: 0 or more"
        raise ValueError(msg)
    return found


def _share(found: Estimate) -> Estimate:
    low, high = found.ends
    if low < 0 or high > 1:
        msg = f"{low if low < 0 else high:g} is no share; allowed: 0 to 1"
        raise ValueError(msg)
    return found


Amount = Annotated[Estimate, AfterValidator(_amount)]
Share = Annotated[Estimate, AfterValidator(_share)]


class ActualYear(Model):
    """What a year of the programme has cost and brought."""

    year: int = Field(ge=0, description="0 is the day it begins")
    cost: float = Field(ge=0)
    gain: float = Field(description="put down to the programme, after the margin")


class Roi(Model):
    """What a programme costs and reaches; its effects are those of loyalty economics."""

    name: str = Field(description="of the programme, in running text: 'the service programme'")
    basis: str = Field(description="where the values come from, as tables print it: 'made up'")
    outlay: Amount = Field(description="cost on the day it begins")
    running: Amount = Field(description="cost a year")
    accounts: Amount = Field(description="accounts reached, of those compared and not treated")
    moved: Share = Field(description="share of them that come to be like the treated")
    attributable: Share = Field(description="share of the effects put down to the programme")
    lasting: Share = Field(
        default=Estimate(likely=1.0), description="share of an effect that is left a year later"
    )
    margin: Share = Field(description="share of revenue that is left after what it costs")
    discount: Share = Field(description="rate a year")
    years: int = Field(default=5, ge=1, le=20)
    revenue: str = Field(default="revenue_this_year", description="column of revenue a year")
    renewal: str = Field(default="renewal", description="outcome of loyalty: 1 where it renewed")
    growth: str = Field(default="growth", description="outcome of loyalty: as a proportion")
    draws: int = Field(default=10_000, ge=1_000, le=1_000_000)
    actual: list[ActualYear] = Field(default_factory=list, description="year by year, from 0")

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        told = [one.year for one in self.actual]
        if told != list(range(len(told))):
            msg = f"actual years must be 0, 1, 2 and so on without a gap: {told}"
            raise ValueError(msg)
        if len(told) > self.years + 1:
            msg = f"actual has year {told[-1]}, and the programme is appraised for {self.years}"
            raise ValueError(msg)
        if self.outlay.ends[0] + self.running.ends[0] <= 0:
            msg = "outlay and running are both 0: what costs nothing has no return on its cost"
            raise ValueError(msg)
        return self
