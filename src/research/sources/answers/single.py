"""Single answers: one of several codes, or a text of an open list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.problems.values import listed
from research.sources.answers.codebook import UNKNOWN, CodeBook
from research.sources.answers.findings import Fault, Finding
from research.sources.answers.given import number_of
from research.sources.answers.lookalikes import alike
from research.sources.answers.parts import NOT_ASKED, Cell, Part

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from research.edition.questions import Question
    from research.sources.answers.findings import Findings
    from research.sources.answers.given import Given

    Mask = NDArray[np.bool_]

__all__ = ["ordered", "read_single", "unknown_code"]


def read_single(
    question: Question, given: Given, columns: Mapping[str, Given], findings: Findings
) -> Part:
    """Read a question with one answer.

    Some platforms give the words of who chose *other* and leave the answer itself blank: who wrote
    words beside a code and chose none has chosen that one.

    Parameters
    ----------
    question : of type single.
    given : its column.
    columns : of the file, by name: those of words beside codes may be among them.
    findings : where unknown codes go, and the number of those who are known by their words.

    Returns
    -------
    One column: categories are the texts of codes, other, none, don't know and refused last; where
    the question has no codes, the labels that the file gives, or else the texts that stand there.
    """
    book = CodeBook.of(question, given.field)
    if book.codes:
        beside = _by_words(question, given, columns, findings)
        cell = _coded(question, given, findings, book, beside)
    else:
        cell = _open_list(given)
    if not book.codes:
        _tell_alike(question, given, cell.values.categories.to_list(), findings)
    return Part(question, {question.name: cell})


def _by_words(
    question: Question, given: Given, columns: Mapping[str, Given], findings: Findings
) -> dict[str, Mask]:
    """Who left the answer blank and wrote words beside a code, by the cell of the code."""
    found: dict[str, Mask] = {}
    blank = ~given.filled
    for code in question.codes:
        words = columns.get(code.words.column) if code.words else None
        if words is None or not (mask := blank & words.filled).any():
            continue
        found[code.code] = mask
        blank = blank & ~mask
        findings.rows(
            "by_words",
            question.name,
            words,
            mask,
            lambda count, text=code.text: (  # type: ignore[misc]
                f"{'1 row has' if count == 1 else f'{count:,} rows have'} words beside '{text}' "
                f"and no code, and {'counts' if count == 1 else 'count'} as '{text}'"
            ),
        )
    return found


def _coded(
    question: Question,
    given: Given,
    findings: Findings,
    book: CodeBook,
    beside: Mapping[str, Mask],
) -> Cell:
    codes, values = given.coded
    # Each distinct text is looked at once; the last place stands for blank.
    places = np.append(book.places(values), UNKNOWN).astype("int32")
    filled = codes >= 0
    unknown = places == UNKNOWN
    wrong = filled & unknown[codes] if unknown[:-1].any() else np.zeros(len(codes), dtype=bool)
    findings.cells(question.name, given, wrong, unknown_code(question, book, values))
    roles = book.roles[places]
    said = roles[codes] if roles.any() else np.zeros(len(codes), dtype="int8")
    # Codes come in the order of tables, those for not asked last.
    shown = np.where((roles == NOT_ASKED) | (places < 0), -1, places)
    narrow = shown.astype("int8" if len(book.codes) < 128 else "int32")[codes]
    for cell, mask in beside.items():
        place = book.place(cell)
        narrow[mask], filled = place, filled | mask
        said = np.where(mask, book.roles[place], said)
    answers = pd.Categorical.from_codes(narrow, categories=pd.Index(book.texts, dtype="str"))
    return Cell(answers, filled & (said != NOT_ASKED), said, given, odd=wrong)


def unknown_code(question: Question, book: CodeBook, values: Sequence[str]) -> Fault:
    """Say that a cell is no code of a question; whether it only looks like one."""
    unknown = [value for value in values if book.place(value) == UNKNOWN]
    similar = next(filter(None, map(book.alike, unknown)), "")
    hint = (
        f"one differs from '{similar}' by signs that cannot be seen"
        if similar
        else "name it in 'codes' if it is an answer"
    )
    return Fault(
        "unknown",
        f"no code of '{question.name}'",
        one=lambda value: f"{value} is unknown",
        allowed=listed(book.cells, most=40),
        known=book.cells,
        hint=hint,
        figures=all(number_of(code) is not None for code in book.cells),
    )


def _open_list(given: Given) -> Cell:
    codes, values = given.coded
    missing = np.array([given.field.is_missing(value) for value in values] + [False])[codes]
    kept = np.where(missing, -1, codes)
    held = np.unique(kept[kept >= 0])
    order = ordered([values[at] for at in held])
    places = {text: place for place, text in enumerate(order)}
    new = np.full(len(values) + 1, -1, dtype="int32")
    new[held] = [places[values[at]] for at in held]
    answers = pd.Categorical.from_codes(new[kept], categories=pd.Index(order, dtype="str"))
    said: NDArray[np.int8] = np.where(missing, NOT_ASKED, 0).astype("int8")
    return Cell(answers, kept >= 0, said, given)


def ordered(texts: Sequence[str]) -> list[str]:
    """Give texts of an open list in an order of their own: numbers by size, words by letters.

    >>> ordered(["10", "9", "b", "a"])
    ['9', '10', 'a', 'b']
    """

    def key(text: str) -> tuple[bool, float, str]:
        number = number_of(text)
        return number is None, number or 0.0, text

    return sorted(texts, key=key)


def _tell_alike(question: Question, given: Given, texts: Sequence[str], findings: Findings) -> None:
    groups = alike(texts)
    if groups:
        written = sum(map(len, groups))
        findings.add(
            Finding(
                "alike",
                question.name,
                given.name,
                written,
                f"{written} answers differ from one another by signs that cannot be seen, and "
                "count apart",
                hint="write them alike where they are one",
            )
        )
