"""What an edition says of data that were rebuilt from published figures."""

from __future__ import annotations

from pydantic import Field

from research.edition.model import Model

__all__ = ["Reconstructed"]


class Reconstructed(Model):
    """Sentences that stand under what no publication fixes and no alternative can show."""

    quotes: str = Field(default="", description="what of the verbatims is made up")
    scores: str = Field(default="", description="what of the capability scores is made up")
