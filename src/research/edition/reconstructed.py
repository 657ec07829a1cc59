"""What an edition says of data that were rebuilt from published figures."""

from __future__ import annotations

from pydantic import Field

from research.edition.model import Model
from research.edition.paths import FilePath  # pydantic resolves it

__all__ = ["Reconstructed"]


class Reconstructed(Model):
    """What is said of data that no publication fixes, and what shows how far it does."""

    answers: FilePath | None = Field(
        default=None, description="other answers that would show the same published figures"
    )
    assessments: FilePath | None = Field(
        default=None, description="other scores that would show the same published ones"
    )
    quotes: str = Field(default="", description="what of the verbatims is made up")
    scores: str = Field(default="", description="what of the capability scores is made up")
