"""Words that stand with tabs: what is counted, of whom, and what must be known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from research.chapters.tabs.narrowed import filters_of
from research.chapters.tabs.rows import about_of
from research.tabulation.tab import RESPONDENTS
from research.wording.frames import Frames
from research.wording.lists import either

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from research.chapters.tabs.rows import Rows
    from research.study import Study
    from research.tabulation.stub import Stub
    from research.tabulation.tab import About

__all__ = [
    "base_words",
    "filter_words",
    "notes_of",
    "title_of",
]

_Given = tuple[tuple[str, tuple[str, ...]], ...]

_SAY = Frames(__file__)


def title_of(stub: Stub) -> str:
    """Give the title of a table.

    Parameters
    ----------
    stub : what it counts.
    """
    question = stub.question
    rows = {row.key: row.text for row in question.rows}
    if not stub.row:
        return question.heading
    return _SAY("row title", title=question.heading, row=rows.get(stub.row, stub.row))


def base_words(study: Study, rows: Rows, stub: Stub) -> str:
    """Say who was asked.

    Parameters
    ----------
    study : the edition.
    rows : that are counted.
    stub : of the question that is tabulated, or of a row of it.
    """
    base = stub.question.base_of(stub.row)
    everyone = _SAY("everyone", rows=about_of(study, rows.table).many)
    told = base.text if base else everyone
    if not rows.wave:
        return told
    return _SAY("wave", base=told, column=str(study.table(rows.table).wave), wave=rows.wave)


def filter_words(study: Study, rows: Rows, given: _Given) -> str:
    """Say whom the tables are narrowed to.

    Parameters
    ----------
    study : the edition.
    rows : that are counted.
    given : answers by question.
    """
    named = filters_of(study, rows).get(given)
    if named:
        return named
    told = []
    for key, wanted in given:
        question = rows.answers.table.question(key)
        codes = [question.code(each) for each in wanted]
        texts = [code.text if code else each for code, each in zip(codes, wanted, strict=True)]
        told.append(_SAY("filter", title=question.heading, answers=either(texts)))
    return "; ".join(told)


def notes_of(study: Study, rows: Rows, stub: Stub, inside: NDArray[np.bool_]) -> list[str]:
    """Say what is to be known of the percentages, and how many of those inside gave no answer.

    Parameters
    ----------
    study : the edition.
    rows : that are counted.
    stub : what is counted.
    inside : which rows are tabulated, shape ``(n,)``.
    """
    about = about_of(study, rows.table)
    said = [_SAY("several")] if stub.question.type == "multi" else []
    said += [_SAY("maxdiff", one=about.one)] if stub.question.type == "maxdiff" else []
    said += _back(rows, stub, inside)
    silent = int((inside & _unanswered(rows, stub)).sum())
    if silent:
        said.append(_silent(about, silent))
    return said


def _back(rows: Rows, stub: Stub, inside: NDArray[np.bool_]) -> list[str]:
    """Say how many answers were coded back from the words beside an option."""
    question = rows.answers.table.question(stub.question.name)
    moved = rows.answers.moved
    if (option := question.back) is None or question.name not in moved:
        return []
    count = int((inside & moved[question.name]).sum())
    return [_SAY.form("back", many=count > 1, count=count, other=option.text)] if count else []


def _silent(about: About, count: int) -> str:
    if about == RESPONDENTS:
        return _SAY.form("silent.respondents", many=count > 1, count=count)
    return _SAY("silent.rows", count=count, rows=about.many if count > 1 else about.one)


def _unanswered(rows: Rows, stub: Stub) -> NDArray[np.bool_]:
    """Who was asked and said nothing."""
    answers, name = rows.answers, stub.question.name
    held = answers.question(name)
    columns = [stub.row] if stub.row else list(held.columns)
    roles = answers.roles(name, stub.row)
    answered = [held[column].notna().to_numpy() for column in columns]
    answered += [roles[role].to_numpy() for role in ("dont_know", "refused")]
    asked = answers.asked(name, stub.row).to_numpy()
    silent: NDArray[np.bool_] = asked & ~np.logical_or.reduce(answered)
    return silent
