"""Front and back matter of a report: who made it, what else to read, and what its words mean."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from research.edition.model import Model

__all__ = ["Author", "Matter", "Organisation", "Provenance", "Term", "Work"]

Matter = Literal["contact", "citation", "reading", "glossary", "index"]
"""What a section may print from the parameter file and the report itself."""

Provenance = Literal["real", "reconstructed", "simulated", "made up"]
"""What the data of an edition are."""

Web = Annotated[str, Field(pattern=r"^((https?://)?[\w.-]+\.\w+(/[\w./~%+-]*)?)?$")]
Email = Annotated[str, Field(pattern=r"^([\w.+-]+@[\w-]+(\.[\w-]+)+)?$")]


class Organisation(Model):
    """A publisher or partner, as printed."""

    name: str
    role: str = ""
    address: str = ""
    web: Web = ""
    email: Email = ""
    phone: str = ""


class Author(Model):
    """Who wrote the report; a name alone will do."""

    name: str
    role: str = ""
    email: Email = ""


def _named(given: Any) -> Any:
    return {"name": given} if isinstance(given, str | int | float) else given


Authored = Annotated[Author, BeforeValidator(_named)]
"""An author, written as a name or with more."""


class Work(Model):
    """Something else to read."""

    title: str
    author: str = ""
    year: str = ""
    publisher: str = ""
    web: Web = ""
    about: str = Field(default="", description="what it is good for, in a sentence")


class Term(Model):
    """A word of the report that readers may not know."""

    term: str
    short: str = Field(default="", description="its abbreviation, as the report prints it")
    means: str = Field(
        default="", description="in a sentence; of an abbreviation its words will do"
    )
