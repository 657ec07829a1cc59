"""Filters of tables: some of the respondents, by the answers that they gave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field

from research.edition.consistency import BANNER_TYPES, answers_of
from research.edition.labels import Wording
from research.edition.model import Model
from research.problems.nearest import known_or_meant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from research.edition.questions import Question
    from research.edition.yamlfile import Place

__all__ = ["TableFilter", "filter_faults"]


def _listed(given: Any) -> Any:
    if not isinstance(given, dict):
        return given
    return {key: value if isinstance(value, list) else [value] for key, value in given.items()}


class TableFilter(Model):
    """Who is in the tables of a section that names it."""

    text: Wording = Field(description="printed above its tables: 'Large firms'")
    answers: Annotated[dict[str, list[str]], BeforeValidator(_listed)] = Field(
        min_length=1,
        description="answers by question: who gave one of them, of every question, is in",
    )


def filter_faults(
    filters: Mapping[str, TableFilter], questions: Mapping[str, Question]
) -> Iterator[tuple[Place, str]]:
    """Find filters by questions that are none, and by answers that these do not have.

    Parameters
    ----------
    filters : by name.
    questions : of all tables, by name.
    """
    for name, one in filters.items():
        for key, wanted in one.answers.items():
            place: Place = ("filters", name, "answers", key)
            asked = questions.get(key)
            if asked is None:
                yield place, f"'{key}' is no question; {known_or_meant(key, questions)}"
                continue
            if asked.type not in BANNER_TYPES:
                yield place, f"'{key}' is of type {asked.type}, which no table can be filtered by"
                continue
            known = answers_of(asked)
            for number, answer in enumerate(wanted):
                if known and answer not in known:
                    near = known_or_meant(answer, known)
                    yield (*place, number), f"'{answer}' is no answer of '{key}'; {near}"
