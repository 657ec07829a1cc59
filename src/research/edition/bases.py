"""Bases: who was asked, by the answers that led there."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from research.edition.labels import LabelKey, Wording
from research.edition.model import Model

__all__ = ["Base", "But", "Filter", "answers_named"]

ROW = "{row}"
"""What a base says in place of the words of a row."""


class But(Model):
    """Anything but blank, and but some answers."""

    but: list[str] = Field(description="answers that are not meant; none for anything but blank")


def _listed(given: Any) -> Any:
    if not isinstance(given, dict):
        return given
    return {key: _answers(value) for key, value in given.items()}


def _answers(value: Any) -> Any:
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return [value]
    but = value.get("but")
    return {**value, "but": [but]} if "but" in value and not isinstance(but, list) else value


Filter = Annotated[dict[str, list[str] | But], BeforeValidator(_listed)]
"""Answers by question or column: who gave one of them, of every one named, is meant."""


def answers_named(wanted: list[str] | But) -> list[str]:
    """Give the answers that a filter names of one question, whether they are meant or not.

    Parameters
    ----------
    wanted : of a filter.
    """
    return wanted.but if isinstance(wanted, But) else wanted


class Base(Model):
    """Who was asked: the rest is expected to be blank."""

    text: Wording = Field(
        description="as tables print it: 'All customers'; where rows have bases of their own, "
        "{row} stands for the words of the row",
    )
    filter: Filter = Field(
        default_factory=dict,
        description="answers of earlier questions that led here; blank though asked and answered "
        "though not asked are counted",
    )
    rows: LabelKey | None = Field(
        default=None,
        description="multi question whose options led to the rows of the same keys",
    )
    optional: bool = Field(
        default=False, description="whether who was asked may leave it blank without being told of"
    )
