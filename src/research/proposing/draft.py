"""Drafts: a question as a parameter file would describe it, with what was guessed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

__all__ = ["Draft"]


@dataclass
class Draft:
    """One question.

    Parameters
    ----------
    type : of the question model.
    columns : of the file that it uses.
    number : as in the questionnaire; empty where the file has none.
    wording : as respondents read it, as far as the file tells.
    keys : what else the question has, by key of the question model, in the order to be written.
    notes : what was guessed, each a line to stand as a comment above the question.
    name : given last, when all are known; kept where it is given before.
    head : of which the name is made where the wording names nothing; the first column where empty.
    """

    type: str
    columns: list[str]
    number: str = ""
    wording: str = ""
    keys: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    name: str = ""
    head: str = ""

    def content(self) -> dict[str, Any]:
        """Give the question as it is written in a parameter file."""
        told = {"name": self.name, "number": self.number}
        held = {key: value for key, value in told.items() if value}
        title = self.keys.get("title", "")
        words = {"title": title} if title else {}
        if self.wording and self.wording != title:
            words["wording"] = self.wording
        rest = {key: value for key, value in self.keys.items() if key != "title"}
        return {**held, **words, "type": self.type, **rest}
