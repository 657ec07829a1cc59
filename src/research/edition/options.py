"""Options: codes to choose from and rows to answer, and where what belongs to them stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field, field_validator, model_validator

from research.edition.bases import Base, Filter
from research.edition.labels import ColumnName, Label, Role
from research.edition.model import Model
from research.edition.paths import FilePath  # pydantic resolves it

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["YES", "Code", "Row", "Words", "consent_of", "led_back", "unfit_back", "worded"]


YES = ("yes", "Yes", "1", "Y", "TRUE")
"""Answers that a bare name of a question stands for: those of them that it has."""


def consent_of(given: Any) -> Any:
    """A bare name stands for its answer yes."""
    return {given: [*YES]} if isinstance(given, str) else given


_INTO = ("single", "multi")


class Words(Model):
    """The column of what somebody wrote beside an option: it is read as an open question."""

    column: ColumnName
    consent: Filter = Field(
        default_factory=dict, description="answers of those who may be quoted by name of sector"
    )
    back: FilePath | None = Field(
        default=None,
        description="beside the file of the table: which codes of the question the words are, as a "
        "reader found; research code writes it",
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


def worded(codes: Iterable[Code]) -> dict[str, str]:
    """Give what cells mean: the text of each code by the cell that is written for it."""
    return {code.code: code.text for code in codes}


def led_back(option: Code | Row) -> bool:
    """Whether the words beside an option are coded back into its question."""
    return option.words is not None and option.words.back is not None


def unfit_back(kind: str, options: Sequence[Code | Row]) -> Iterator[str]:
    """Find words that cannot be coded back into their question.

    Parameters
    ----------
    kind : type of the question.
    options : its codes and rows.
    """
    back = [one for one in options if led_back(one)]
    if back and kind not in _INTO:
        yield f"words are coded back into {' or '.join(_INTO)}, and not into {kind}"
    for one in back:
        if one.role != "other":
            yield f"the words beside '{one.key}' are not coded back: its role is not 'other'"
    if len(back) > 1:
        yield f"the words beside one option are coded back, and not beside {len(back)}"
