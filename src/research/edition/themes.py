"""Themes: the ranking that a priorities study turns on, and what its chapters say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from research.edition.labels import LabelKey, Wording
from research.edition.model import Key, Model
from research.problems.nearest import known_or_meant

if TYPE_CHECKING:
    from collections.abc import Mapping

    from research.edition.banners import Banner, PointGroup
    from research.edition.labels import Label
    from research.edition.questions import Question

__all__ = [
    "Benchmark",
    "Breakdown",
    "Capability",
    "Group",
    "Level",
    "Theme",
    "Themes",
    "breakdown_of",
    "is_breakdown",
    "theme_of",
]


class Level(Model):
    """Items of a ranking that belong together."""

    text: Wording
    items: list[LabelKey] = Field(min_length=1)


class Benchmark(Model):
    """What else is known of the items: scores of firms that were assessed."""

    question: LabelKey = Field(description="scores of each item, in a further table")
    by: LabelKey = Field(description="question of that table that says the sector")
    points: list[str] = Field(default_factory=list, description="sectors shown; all if left out")


Score = Annotated[float, Field(ge=0, le=100)]
Standing = Literal[
    "first column", "third quartile", "benchmark", "second quartile", "upper quartile", "top decile"
]


class Capability(Model):
    """From which score a firm is what the objectives tables call it; below both a beginner."""

    moderate: Standing | Score = Field(
        default="first column",
        description="a standing among the firms assessed, or a score; 'first column' is what the "
        "first column of the theme's objectives aims for",
    )
    performer: Standing | Score = "upper quartile"
    found_by: str = Field(default="", description="a sentence: what tells a firm where it stands")


class Themes(Model):
    """An analysis of one ranking question, item by item."""

    @model_validator(mode="before")
    @classmethod
    def _no_list(cls, given: Any) -> Any:
        if isinstance(given, list):
            msg = (
                "themes are the rows of a ranking question: describe it under 'questions', and "
                "name it here with 'question'"
            )
            raise ValueError(msg)
        return given

    question: LabelKey
    levels: dict[Key, Level] = Field(default_factory=dict)
    pairs: list[tuple[LabelKey, LabelKey]] = Field(
        default_factory=list, description="items whose first choices are set side by side"
    )
    by: list[LabelKey] | None = Field(
        default=None,
        description="banners of one group that the ranking is broken down by; all if left out",
    )
    benchmark: Benchmark | None = None
    capability: Capability = Field(
        default_factory=Capability,
        description="what makes a firm beginner or performer",
    )


class Theme(Model):
    """An item of the ranking as chapters speak of it."""

    key: LabelKey
    name: str
    short: str
    level: str = ""


class Group(Model):
    """A point of a breakdown as chapters speak of it: a sector, a region, a band of sizes."""

    key: LabelKey
    label: str
    short: str
    phrase: str


class Breakdown(Model):
    """A banner of one group as the ranking's chapters use it."""

    key: LabelKey
    label: str
    one: str = ""
    many: str = ""
    column: str
    groups: list[Group]
    shown: list[str] = Field(default_factory=list)

    @model_validator(mode="after")
    def _known(self) -> Self:
        keys = [group.key for group in self.groups]
        for key in self.shown:
            if key not in keys:
                msg = f"'{key}' is shown but is no group; {known_or_meant(key, keys)}"
                raise ValueError(msg)
        return self

    @property
    def columns(self) -> list[Group]:
        """The groups that have a column, in the order of ``shown``."""
        by_key = {group.key: group for group in self.groups}
        return [by_key[key] for key in self.shown] if self.shown else list(self.groups)

    def group(self, key: str) -> Group:
        """The group with this key."""
        return next(group for group in self.groups if group.key == key)


def breakdown_of(key: str, question: Question, points: PointGroup) -> Breakdown:
    """Give a banner of one group in the words that chapters use.

    Parameters
    ----------
    key : name of the banner.
    question : the single question that it splits by.
    points : its points; codes by key or as cells write them.
    """
    groups = [
        Group(
            key=code.key,
            label=code.text,
            short=code.brief,
            phrase=code.phrase or f"in {code.brief}",
        )
        for code in question.codes
        if code.role == "answer"
    ]
    return Breakdown(
        key=key,
        label=question.heading,
        one=question.one,
        many=question.many,
        column=question.name,
        groups=groups,
        # Points that are no codes are told of where the file is judged.
        shown=[code.key for code in map(question.code, points.points) if code is not None],
    )


def is_breakdown(groups: Banner, questions: Mapping[str, Question]) -> bool:
    """Whether a banner splits by one single question with known answers, and no further.

    Parameters
    ----------
    groups : the banner.
    questions : of the answers, by name.
    """
    if len(groups) != 1 or groups[0].nest is not None:
        return False
    question = questions.get(groups[0].question)
    return question is not None and question.type == "single" and bool(question.codes)


def theme_of(row: Label, levels: Mapping[str, Level]) -> Theme:
    """Give an item of the ranking in the words that chapters use."""
    level = next((key for key, held in levels.items() if row.key in held.items), "")
    return Theme(key=row.key, name=row.text, short=row.brief, level=level)
