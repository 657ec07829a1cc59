"""Codings: codes that readers gave to what respondents wrote, in a file of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import Field

from research.edition.labels import LabelKey
from research.edition.model import Model
from research.edition.paths import FilePath

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Coding", "CodingBack", "coded_columns"]


class Coding(Model):
    """Where the codes of comments are: their frame, and the file that coders fill."""

    of: LabelKey = Field(description="the open question that was coded")
    frame: FilePath = Field(description="beside the file of the table: the code frame, in YAML")
    file: FilePath = Field(
        description="beside the file of the table: the ids of its rows, code_1, code_2, ..., and "
        "where it helps version and coder; research code writes it"
    )
    second: FilePath | None = Field(
        default=None, description="beside it: the same comments coded by somebody else"
    )
    most: int = Field(default=4, ge=1, le=12, description="codes that a comment may have")


@dataclass(frozen=True)
class CodingBack:
    """Where what somebody wrote beside an option is coded back into its question.

    Parameters
    ----------
    option : key of the code or row that the words stand beside.
    of : name of the open question that they are read as.
    file : beside the file of the table: the sheet that a reader fills.
    most : codes that one answer may be coded back to.
    """

    option: str
    of: str
    file: Path
    most: int
    second: None = None


def coded_columns(question: str, most: int) -> list[str]:
    """Give the names that columns of codes have beside those of the file of answers.

    Parameters
    ----------
    question : name of the coded question.
    most : codes that a comment may have.

    Examples
    --------
    >>> coded_columns("topics", 2)
    ['topics, code 1', 'topics, code 2']
    """
    return [f"{question}, code {place}" for place in range(1, most + 1)]
