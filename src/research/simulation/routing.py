"""Routing of dummy respondents: who is asked a question, by what was made up so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.edition.bases import answers_named
from research.sources.answers.derived import derive, in_order
from research.sources.answers.filters import Answered
from research.sources.answers.findings import Findings
from research.sources.answers.given import Given
from research.sources.answers.kinds import read_part
from research.sources.formats.columns import Column
from research.sources.formats.fields import Field

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from research.edition.bases import Filter
    from research.edition.questions import Question
    from research.edition.tables import DataTable

    Mask = NDArray[np.bool_]

__all__ = ["asked_in_order", "filters_of", "led", "named_in"]


def filters_of(table: DataTable) -> Iterator[Filter]:
    """Give the filters of a table: its own, then those of bases and consent."""
    yield table.filter
    for question in table.questions:
        yield from question.led
        yield question.consent


def named_in(table: DataTable) -> dict[str, list[str]]:
    """Give the answers that filters name, by question, row or column."""
    found: dict[str, list[str]] = {}
    for filters in filters_of(table):
        for key, answers in filters.items():
            known = found.setdefault(key, [])
            known += [answer for answer in answers_named(answers) if answer not in known]
    return found


def asked_in_order(table: DataTable) -> list[Question]:
    """Give the questions with columns, each after those that lead to it, and open ones last.

    Whether an option was chosen may stand in the column of the words that somebody wrote.

    Parameters
    ----------
    table : with its questions.
    """
    left = [one for one in table.questions if one.type == "open" or not one.of]
    names = {one.name for one in left}
    order: list[Question] = []
    while left:
        done = {one.name for one in order}
        ready = [one for one in left if (_sources(table, one) & names) - {one.name} <= done]
        order += [one for one in ready if one.type != "open"] or ready or left
        left = [one for one in left if one not in order]
    return order


def led(
    table: DataTable, filters: Filter, made: Mapping[str, Sequence[str]], count: int
) -> Mask | None:
    """Say who gave the answers that a filter names, as the reading of the file will.

    Parameters
    ----------
    table : with its questions.
    filters : of a base.
    made : cells by column, as far as they are made up.
    count : how many people.

    Returns
    -------
    ``None`` where the filter names nothing.
    """
    lines = np.arange(2, count + 2, dtype="int64")
    givens = {
        name: Given(Column.of(name, [cell or None for cell in cells], lines), Field(name))
        for name, cells in made.items()
    }
    silent = Findings(table.file, False, frozenset)  # type: ignore[arg-type]
    parts = {}
    wanted = _with_sources(table, filters)
    for question in table.questions:
        # Of a MaxDiff the design is not there yet, and nobody is led by it.
        plain = question.type != "maxdiff" and not _is_derived(question)
        whole = plain and givens.keys() >= set(question.file_columns)
        if whole and question.name in wanted:
            parts[question.name] = read_part(question, givens, silent, _as_written)
    order, _ = in_order({one.name: one for one in table.questions})
    for name in order:
        part = derive(table.question(name), parts, silent) if name in wanted else None
        if part is not None:
            parts[name] = part
    return Answered(table.file, parts, givens.get, count).mask(filters)


def _as_written(given: Given) -> pd.Series[str]:
    codes, values = given.coded
    return pd.Series(np.array([*values, ""], dtype=object)[codes], dtype="str")


def _is_derived(question: Question) -> bool:
    return question.of is not None and question.type != "open"


def _sources(table: DataTable, question: Question) -> set[str]:
    return {name for led in question.led for name in _with_sources(table, led)}


def _with_sources(table: DataTable, filters: Filter) -> set[str]:
    """Names of the questions that a filter asks for, and of those that they are derived from."""
    found: set[str] = set()
    left = list(filters)
    while left:
        key = left.pop()
        whole, _, _ = key.partition(".")
        question = table.owner(key)[0] or table.owner(whole)[0]
        if question is not None and question.name not in found:
            found.add(question.name)
            left += [question.of] if question.of and question.type != "open" else []
    return found
