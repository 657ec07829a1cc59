"""The part of a parameter file about types of contacts: three questions, each cut at an edge."""

from __future__ import annotations

from pydantic import Field

from research.edition.model import Model

__all__ = ["Cut", "Personas"]


class Cut(Model):
    """A question and the answer from which somebody counts."""

    question: str = Field(description="of data.contacts: of type nps, scale or numeric, or a row")
    at_least: float = Field(description="lowest answer that counts")


class Personas(Model):
    """What types of contacts are told by."""

    satisfaction: Cut
    willingness: Cut = Field(description="to work with the supplier")
    knowledge: Cut = Field(description="of what the supplier offers")
