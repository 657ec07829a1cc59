"""Options: codes to choose from and rows to answer, and where what belongs to them stands."""

from __future__ import annotations

from typing import Any

from pydantic import Field, field_validator, model_validator

from research.edition.bases import Base, Filter
from research.edition.labels import ColumnName, Label, Role
from research.edition.model import Model

__all__ = ["YES", "Code", "Row", "Words", "consent_of"]


YES = ("yes", "Yes", "1", "Y", "TRUE")
"""Answers that a bare name of a question stands for: those of them that it has."""


def consent_of(given: Any) -> Any:
    """A bare name stands for its answer yes."""
    return {given: [*YES]} if isinstance(given, str) else given


class Words(Model):
    """The column of what somebody wrote beside an option: it is read as an open question."""

    column: ColumnName
    consent: Filter = Field(
        default_factory=dict, description="answers of those who may be quoted by name of sector"
    )

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, given: Any) -> Any:
        if isinstance(given, str):
            return {"column": given}
        if isinstance(given, dict) and "consent" in given:
            return {**given, "consent": consent_of(given["consent"])}
        return given


class Code(Label):
    """An answer to choose, and how the file writes it."""

    code: str = Field(description="the cell that means it; the text where left out")
    codes: list[str] = Field(
        default_factory=list, description="of a derived question: answers that become this one"
    )
    role: Role = Field(
        default="answer",
        description="not_asked leaves every base; dont_know and refused leave means and boxes; "
        "none excludes other answers; other sorts last",
    )
    words: Words | None = Field(
        default=None, description="column of what was written beside it: another, namely"
    )


class Row(Label):
    """A row of a grid, an option of several, an item that is ranked: each with its column."""

    column: ColumnName
    role: Role = Field(
        default="answer",
        description="of an option of several: none excludes the others, dont_know and refused "
        "stay in the distribution, not_asked leaves every base",
    )
    counted: list[str] = Field(
        default_factory=list,
        description="of an option of several: cells that say that it was chosen, where they are "
        "others than the question's",
    )
    base: Base | None = Field(
        default=None, description="who was asked this row, of those who were asked the question"
    )
    words: Words | None = Field(
        default=None, description="column of what was written beside it: another, namely"
    )

    @field_validator("counted", mode="before")
    @classmethod
    def _several(cls, given: Any) -> Any:
        return given if isinstance(given, list) else [given]
