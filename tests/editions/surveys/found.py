"""What the workbench reads from a made-up survey, in the words of its truth."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from research.sources.answers.parts import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from research.edition.questions import Question
    from research.edition.tables import DataTable
    from research.sources.answers.answers import Answers

__all__ = ["Place", "count", "place_of", "total"]


class Place(NamedTuple):
    """Where the answers of a truth stand.

    Parameters
    ----------
    question : that has them.
    columns : of the frame.
    """

    question: Question
    columns: list[str]


def place_of(answers: Answers, name: str) -> Place:
    """Find the question or row that a truth is about.

    Parameters
    ----------
    answers : as read.
    name : of a question, or ``anything.column``, the column of the file.
    """
    table = answers.table
    _, dot, column = name.partition(".")
    if not dot:
        return Place(table.question(name), list(answers.columns(name).values()))
    for question, key, held in _columns(table):
        if held == column:
            return Place(question, [f"{question.name}.{key}" if key else question.name])
    raise KeyError(name)


def _columns(table: DataTable) -> Iterator[tuple[Question, str, str]]:
    for question in table.questions:
        if question.column:
            yield question, "", question.column
        for row in question.rows:
            yield question, row.key, row.column


def count(answers: Answers, name: str) -> tuple[int, dict[str, int]]:
    """Count who was asked, and how many gave each answer, by the cells that mean them.

    Parameters
    ----------
    answers : as read.
    name : as of `place_of`.
    """
    question, columns = place_of(answers, name)
    asked = int(answers.bases[columns].any(axis=1).sum())
    if question.type == "multi":
        return asked, _options(answers, question)
    (column,) = columns
    if question.type == "single":
        held = answers.frame[column].value_counts()
        return asked, {code.code: int(held.get(code.text, 0)) for code in question.codes}
    return asked, _numbers(answers, question, column)


def _options(answers: Answers, question: Question) -> dict[str, int]:
    chosen = {
        key: int(answers.frame[column].fillna(False).sum())
        for key, column in answers.columns(question.name).items()
    }
    cells = {row.key: row.column for row in question.rows}
    cells |= {code.key: code.code for code in question.codes}
    return {cells[key]: many for key, many in chosen.items()}


def _numbers(answers: Answers, question: Question, column: str) -> dict[str, int]:
    """Numbers by the cells that stand for them; answers of other roles by their codes."""
    stands = {float(number): cell for cell, number in question.values.items()}
    if not stands and any(not code.code.lstrip("-").isdigit() for code in question.codes):
        words = [code.code for code in question.codes if code.role in ("answer", "other")]
        stands = {float(at): word for at, word in enumerate(words, 1)}
    values = answers.frame[column].dropna()
    counts = Counter(stands.get(value, f"{value:g}") for value in values)
    said = answers.said.get(column, np.zeros(len(answers.frame), dtype="int8"))
    asked = answers.bases[column].to_numpy()
    for code in question.codes:
        if code.role not in ("answer", "other", "not_asked"):
            counts[code.code] += int((asked & (said == ROLES.index(code.role))).sum())
    return dict(counts)


def total(answers: Answers, name: str) -> tuple[int, float]:
    """How many numbers there are, and their sum.

    Parameters
    ----------
    answers : as read.
    name : as of `place_of`.
    """
    (column,) = place_of(answers, name).columns
    values = answers.frame[column].dropna()
    return len(values), float(values.sum())
