"""Texts beside an edition: those of the themes, and what a publication claims of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from research.edition.model import Key, Model, read_model

__all__ = ["PrintedClaim", "ThemeText", "load_claims", "load_theme_text"]

Cell = Annotated[list[str], Field(min_length=1)]


class Appetites(Model):
    """One row of an objectives table: a current capability by three appetites."""

    first: Cell
    second: Cell
    best: Cell


class Objectives(Model):
    """What to do, by current capability and appetite."""

    performer: Appetites
    moderate: Appetites
    beginner: Appetites


class Target(Model):
    """What to aim for, by how a firm ranks the theme."""

    first: str = ""
    top3: str = ""
    top6: str = ""
    others: str = ""


class ThemeText(Model):
    """The texts of one theme."""

    key: Key
    topic: str = Field(description="what the theme is about, in a few words, for tables")
    sentence: str = Field(description="opens the chapter")
    covers: str
    traits: list[str] = Field(min_length=5, max_length=7)
    first_column: Literal["benchmark", "third quartile"]
    target: Target
    objectives: Objectives


class PrintedClaim(Model):
    """What a publication prints, in words and for the machine."""

    place: str = Field(description="where it stands, as the subject of a sentence")
    prints: str = Field(description="what it says there, as the verb and the rest")
    claim: dict[str, Any] = Field(min_length=1, description="a kind and its fields")


class PrintedClaims(Model):
    """A file of printed claims."""

    claims: list[PrintedClaim]


def load_theme_text(path: Path | str) -> ThemeText:
    """Read and check the texts of one theme.

    Raises
    ------
    InputError
        With every problem of the file.
    """
    return read_model(ThemeText, Path(path))


def load_claims(path: Path | str) -> list[PrintedClaim]:
    """Read and check a file of printed claims.

    Raises
    ------
    InputError
        With every problem of the file.
    """
    return read_model(PrintedClaims, Path(path)).claims
