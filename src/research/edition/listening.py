"""The part of a parameter file about listening beside the survey: touchpoints, health, voices."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from research.edition.labels import LabelKey
from research.edition.model import Model

__all__ = [
    "Alerts",
    "Aligned",
    "Asked",
    "Engagement",
    "Followed",
    "Health",
    "HealthPart",
    "Listening",
    "Spoken",
    "Touchpoints",
]


class Touchpoints(Model):
    """Experiences with single touchpoints, day by day."""

    table: LabelKey = "touches"
    touchpoint: LabelKey | None = Field(
        default=None,
        description="single question that names the touchpoint; where left out, each row of the "
        "grid in 'score' is one",
    )
    score: LabelKey = Field(description="a rating, or a grid of them")
    day: LabelKey = Field(description="day question of the same table")
    level: LabelKey | None = Field(
        default=None, description="question of the same table, or of accounts: one panel a value"
    )
    period: Literal["week", "month", "quarter"] = "month"
    chart: Literal["mean", "share", "individuals"] = Field(
        default="mean", description="what is held against limits: means, or shares of low ratings"
    )
    low: float | None = Field(default=None, description="with share: highest rating that is low")
    fewest: int = Field(default=12, ge=3, description="periods below which there are no limits")

    @model_validator(mode="after")
    def _says_what_is_low(self) -> Self:
        if (self.chart == "share") != (self.low is not None):
            msg = "'low', the highest rating that is low, goes with chart: share, and only with it"
            raise ValueError(msg)
        return self


class HealthPart(Model):
    """One part of an account's health: a number of a table that belongs to accounts."""

    label: str
    table: LabelKey
    question: LabelKey
    worst: float = Field(description="what is worth 0")
    best: float = Field(description="what is worth 100; may be the lower number")
    weight: float = Field(gt=0)

    @model_validator(mode="after")
    def _apart(self) -> Self:
        if self.worst == self.best:
            msg = f"worst and best of '{self.label}' are both {self.best:g}"
            raise ValueError(msg)
        return self


class Health(Model):
    """An index of accounts' health from survey, product and service."""

    parts: list[HealthPart] = Field(min_length=1)
    low: float = Field(default=40, gt=0, lt=100, description="an index below it is low")
    high: float = Field(default=60, gt=0, lt=100, description="an index from it is high")
    known: float = Field(
        default=0.5, gt=0, le=1, description="least share of the weights that must be known"
    )
    size: LabelKey | None = Field(
        default=None, description="numeric question of accounts: the largest come first"
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.low > self.high:
            msg = f"low ({self.low:g}) is above high ({self.high:g})"
            raise ValueError(msg)
        return self


class Followed(Model):
    """Where it stands when somebody came back to an account."""

    table: LabelKey = "followups"
    day: LabelKey = Field(default="answered_on", description="day question of that table")
    owner: LabelKey | None = Field(default=None, description="single question: who came back")


class Alerts(Model):
    """A low score of a contact raises an alert, which is to be answered within some days."""

    table: LabelKey = "contacts"
    score: LabelKey = "recommend"
    at_most: float = Field(default=6, description="highest score that raises an alert")
    day: LabelKey = Field(default="answered_on", description="day question of the same table")
    days: int = Field(default=5, ge=0, description="days within which it is to be answered")
    followed: Followed = Followed()


class Engagement(Model):
    """What staff say of their work, held against what their customers say, unit by unit."""

    table: LabelKey = "employees"
    questions: list[LabelKey] = Field(
        min_length=1, description="ratings, whose mean is a person's engagement"
    )
    by: list[LabelKey] = Field(
        min_length=1, max_length=2, description="questions of this table and of accounts: the unit"
    )
    score: LabelKey = Field(default="recommend", description="question of contacts")
    label: str = Field(default="likelihood to recommend", description="of the score")


class Spoken(Model):
    """A question as a table has it."""

    table: LabelKey
    question: LabelKey
    label: str = Field(default="", description="who answers; 'many' of the table where left out")


class Asked(Spoken):
    """A question as a table has it, and what is made of its answers."""

    own: bool = Field(default=False, description="whether the supplier says it of itself")
    answer: str | None = Field(
        default=None, description="of a single question: the share that gives this answer"
    )
    at_least: float | None = Field(
        default=None, description="of a number: the share from this one up, not the mean"
    )


class Aligned(Model):
    """The same question in several tables, the first the one that others are held against."""

    label: str
    asked: list[Asked] = Field(min_length=2)


class Listening(Model):
    """What is heard beside the survey; each part may be left out."""

    touchpoints: Touchpoints | None = None
    health: Health | None = None
    alerts: Alerts | None = None
    engagement: Engagement | None = None
    aligned: list[Aligned] = Field(default_factory=list)
    themes: list[Spoken] = Field(
        default_factory=list, max_length=2, description="two questions with the same codes"
    )
