"""Words beside options: each column of them as an open question of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeVar

from pydantic import AfterValidator

from research.edition.bases import Base, But
from research.edition.questions import Question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from research.edition.options import Code, Row

    Option = TypeVar("Option", Code, Row)

__all__ = ["Questions", "unread", "worded_name"]


def worded_name(question: str, option: str) -> str:
    """Give the name of the open question that the words beside an option are read as.

    Parameters
    ----------
    question : its name.
    option : key of the code or row.
    """
    return f"{question}_{option}"


def unread(question: Question) -> Question:
    """Give a question as it is before anybody has read the words beside its options.

    Parameters
    ----------
    question : whose words may be coded back.
    """
    if question.back is None:
        return question
    return question.model_copy(
        update={
            "codes": [_unread(one) for one in question.codes],
            "rows": [_unread(one) for one in question.rows],
        }
    )


def _unread(option: Option) -> Option:
    words = option.words and option.words.model_copy(update={"back": None})
    return option.model_copy(update={"words": words})


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
