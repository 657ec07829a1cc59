"""Words beside options: each column of them as an open question of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator

from research.edition.bases import Base, But
from research.edition.questions import Question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from research.edition.options import Code, Row

__all__ = ["Questions", "worded_name"]


def worded_name(question: str, option: str) -> str:
    """Give the name of the open question that the words beside an option are read as.

    Parameters
    ----------
    question : its name.
    option : key of the code or row.
    """
    return f"{question}_{option}"


def _with_words(questions: list[Question]) -> list[Question]:
    """Put the words beside options behind the questions, as open ones."""
    taken = {(one.name, one.column) for one in questions if one.type == "open"}
    worded = [made for one in questions for made in _worded(one)]
    return [*questions, *(made for made in worded if (made.name, made.column) not in taken)]


def _worded(question: Question) -> Iterator[Question]:
    options: list[Code | Row] = [*question.codes, *question.rows]
    for option in options:
        if option.words is not None:
            yield Question(
                name=worded_name(question.name, option.key),
                number=question.number,
                title=f"{question.heading}: {option.text}",
                type="open",
                column=option.words.column,
                consent=option.words.consent,
                base=Base(text=option.text, filter=_chose(question, option.key), optional=True),
            )


def _chose(question: Question, key: str) -> dict[str, list[str] | But]:
    """Who chose an option; of a grid, who answered the row."""
    if question.type == "grid":
        return {f"{question.name}.{key}": But(but=[])}
    return {question.name: [key]}


Questions = Annotated[list[Question], AfterValidator(_with_words)]
"""Questions as their author describes them, and behind them the words beside options."""
