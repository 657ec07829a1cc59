"""Kinds of questions: who reads which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.sources.answers.allocation import read_allocation
from research.sources.answers.derived import banded
from research.sources.answers.maxdiff import read_maxdiff
from research.sources.answers.multi import read_options
from research.sources.answers.numbers import read_numbers
from research.sources.answers.parts import Part
from research.sources.answers.ranking import read_ranks, read_slots
from research.sources.answers.single import read_single
from research.sources.answers.tokens import read_tokens
from research.sources.answers.written import read_day, read_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from research.edition.questions import Question
    from research.sources.answers.findings import Findings
    from research.sources.answers.given import Given

    Mask = Callable[[Given], pd.Series[str]]

__all__ = ["read_part"]


def read_part(
    question: Question, columns: Mapping[str, Given], findings: Findings, mask: Mask
) -> Part:
    """Read a question that has columns of its own.

    Parameters
    ----------
    question : of any type.
    columns : of the file, by name; all of the question's are there.
    findings : where odd cells go.
    mask : gives texts of a column without what tells who anybody is.
    """
    own = [columns[name] for name in question.file_columns]
    match question.type:
        case "single" if question.bands:
            return _in_bands(question, columns, findings)
        case "single":
            return read_single(question, own[0], columns, findings)
        case "multi":
            read = read_options if question.rows else None
            return read(question, columns, findings) if read else read_tokens(
                question, own, findings
            )  # fmt: skip
        case "ranking" if question.rows:
            return read_ranks(question, columns, findings)
        case "ranking":
            return read_slots(question, own, findings)
        case "open":
            return read_words(question, own[0], mask, findings)
        case "day":
            return read_day(question, own[0], findings)
        case "maxdiff":
            return read_maxdiff(question, columns, findings)
        case "allocation":
            return read_allocation(question, columns, findings)
        case _:
            return read_numbers(question, columns, findings)


def _in_bands(question: Question, columns: Mapping[str, Given], findings: Findings) -> Part:
    (cell,) = read_numbers(question, columns, findings).cells.values()
    return Part(question, {question.name: banded(question, cell, findings)})
