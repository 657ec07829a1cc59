"""The part of a parameter file about one supplier's customers: loyalty and drivers."""

from __future__ import annotations

from datetime import date  # pydantic resolves it when the model is built
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from research.edition.listening import Listening
from research.edition.model import Model as Part
from research.edition.personas import Personas
from research.edition.planning import Finance, Operations, Pilot, Planning
from research.edition.roi import Roi

__all__ = ["Drivers", "Loyalty", "Outcome", "Potential", "Retention", "Supplier"]

Rating = Annotated[tuple[float, float], Field(description="lowest and highest answer")]


class Outcome(Part):
    """What loyalty is measured by."""

    column: str = Field(description="0 and 1, or a number such as growth as a proportion")
    label: str = Field(description="as a subject: 'Renewal'")


class Retention(Part):
    """How long customers stay."""

    time: str = Field(description="column of the time as a customer")
    left: str = Field(description="column, 1 for those who left")
    unit: str = Field(default="months", description="of the time")
    segment: str = Field(description="column; one curve a value")


class Loyalty(Part):
    """Which groups are compared on what, and allowing for what."""

    group: str = "band"
    treated: str = "promoter"
    control: str = "detractor"
    order: list[str] = Field(
        default=["promoter", "passive", "detractor"], description="of the groups, best first"
    )
    outcomes: list[Outcome] = Field(min_length=1)
    confounders: list[str] = Field(min_length=1)
    cluster: str | None = Field(default=None, description="column of what decides together")
    firmographics: list[str] = Field(
        default_factory=list, description="breakdowns scanned for reversals"
    )
    retention: Retention | None = None
    stake: str | None = Field(default=None, description="column of revenue; needs sentiment")
    quoted: Literal["crude", "clustered", "adjusted", "weighted", "doubly robust"] = Field(
        default="doubly robust",
        description="the one estimate that sentences quote, and that texts get by the plain name",
    )

    @model_validator(mode="after")
    def _groups(self) -> Loyalty:
        for name in (self.treated, self.control):
            if name not in self.order:
                msg = f"'{name}' is compared but missing from order: {', '.join(self.order)}"
                raise ValueError(msg)
        return self


class Drivers(Part):
    """What drives an outcome."""

    MOVED: ClassVar[dict[str, str]] = {"columns": "questions, by the names that data gives them"}

    of: Literal["contacts", "accounts"] = "contacts"
    outcome: str
    label: str = Field(description="what is driven, in running text: 'the recommendation'")
    kind: Literal["linear", "binary", "ordinal"] = "linear"
    questions: list[str] = Field(
        min_length=1, max_length=20, description="drivers: questions of the table, or rows of one"
    )
    cluster: str | None = None
    draws: int = Field(default=2_000, ge=100, le=20_000)
    rated: bool = Field(
        default=True, description="whether all drivers are ratings on one scale, so that they map"
    )
    scale: str = Field(default="mean rating", description="what a driver's mean is")


class Potential(Part):
    """What makes an account strategic, whatever its size."""

    fit: float = Field(default=4, ge=1, le=5, description="fit from which an account counts")
    growth: float = Field(default=0, description="growth from which it counts, a proportion")
    wallet_below: float = Field(
        default=100, gt=0, le=100, description="percent held under which enough is left to win"
    )


class Supplier(Part):
    """One supplier's customers."""

    MOVED: ClassVar[dict[str, str]] = {
        "key": "data.accounts.id",
        "personal": "data.accounts.personal",
        "derived": "a question of data.accounts with 'of' and 'values'",
        "labels": "'one' of the questions in data.accounts",
    }

    population: str = Field(description="whom the sections are about, for every chart and table")
    one: str = Field(default="account", description="what one row is")
    many: str = "accounts"
    currency: str = ""
    surveys: tuple[int, int] | None = Field(
        default=None, description="the survey before the renewals, and the present one"
    )
    today: date | None = Field(default=None, description="day that renewals are counted from")
    industry: str = Field(default="", description="of the supplier, within the benchmark")
    segments: list[str] = Field(
        default_factory=list, description="columns whose values a chapter may be limited to"
    )
    wallet_cut: float = Field(default=50, gt=0, lt=100)
    key_accounts: int = Field(default=20, ge=5, le=50)
    potential: Potential = Field(
        default=Potential(), description="key accounts by what they could become"
    )
    loyalty: Loyalty | None = None
    drivers: Drivers | None = None
    roi: Roi | None = Field(default=None, description="what a programme returns; needs loyalty")
    pilot: Pilot | None = Field(default=None, description="before and after, and against others")
    premium: str = Field(
        default="",
        description="question of data.contacts: percent dearer than a rival before they look there",
    )
    personas: Personas | None = Field(default=None, description="types of contacts by three cuts")
    planning: Planning = Field(default=Planning(), description="cuts of account planning")
    operations: Operations = Field(default=Operations(), description="tickets and delays")
    finance: Finance = Field(default=Finance(), description="who answers for money measures")
    listening: Listening | None = Field(default=None, description="what is heard beside the survey")

    @model_validator(mode="after")
    def _returns(self) -> Supplier:
        if self.roi is None:
            return self
        known = [one.column for one in self.loyalty.outcomes] if self.loyalty else []
        for name in (self.roi.renewal, self.roi.growth):
            if name not in known:
                told = ", ".join(known) or "no outcome, for want of supplier.loyalty"
                msg = f"roi takes its effect from the outcome '{name}'; loyalty has {told}"
                raise ValueError(msg)
        return self
