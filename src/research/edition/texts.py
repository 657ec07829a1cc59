"""Texts beside an edition: those of the themes, and what a publication claims of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from research.edition.model import Key, Model, read_model
from research.edition.paths import FilePath  # pydantic resolves it

__all__ = ["PrintedClaim", "Target", "Texts", "ThemeText", "load_claims", "load_theme_text"]

Cell = Annotated[list[str], Field(min_length=1)]
_APPETITES = ("first", "second", "best")
_CAPABILITIES = ("performer", "moderate", "beginner")


class Texts(Model):
    """The folders of texts, relative to the parameter file."""

    themes: FilePath | None = Field(default=None, description="one file a theme")
    report: FilePath | None = Field(default=None, description="author texts with placeholders")
    claims: FilePath | None = Field(
        default=None, description="printed claims to hold against the data"
    )


class Appetites(Model):
    """One row of an objectives table: a current capability by three appetites.

    A cell holds its objectives, or says whose objectives it shares, or that it has none.
    """

    first: Cell | Literal["not applicable"]
    second: Cell | Literal["as performer", "as moderate"]
    best: Cell | Literal["as performer", "as moderate"]


class Objectives(Model):
    """What to do, by current capability and appetite."""

    performer: Appetites
    moderate: Appetites
    beginner: Appetites

    @model_validator(mode="after")
    def _shared_from_above(self) -> Self:
        for place, key in enumerate(_CAPABILITIES):
            for appetite in _APPETITES:
                shared = getattr(getattr(self, key), appetite)
                if isinstance(shared, list) or shared == "not applicable":
                    continue
                above = shared.removeprefix("as ")
                given = getattr(getattr(self, above), appetite)
                if above not in _CAPABILITIES[:place] or not isinstance(given, list):
                    msg = (
                        f"'{key}.{appetite}' is '{shared}', which is no row above it with "
                        "objectives of its own: name one that is, or list the objectives"
                    )
                    raise ValueError(msg)
        return self


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
    state: str = Field(
        default="", description="the desired state that respondents ranked, in their firm's voice"
    )
    sentence: str = Field(description="opens the chapter")
    so_what: str = Field(
        default="",
        description="what the results mean for a reader, in one sentence that is set apart as the "
        "author's view; claims and placeholders as of practice",
    )
    covers: str
    traits: list[str] = Field(min_length=5, max_length=7)
    chosen: str = Field(default="", description="what it means for a firm that chooses the theme")
    neglected: str = Field(default="", description="what happens to a firm that does not")
    practice: str = Field(
        default="",
        description="what assessments and answers show in practice; claims and placeholders of "
        "the edition's scores, shares and ranks may stand in it",
    )
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
