"""Several answers in one column, or in columns that each hold one of the codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from research.edition.labels import same_code
from research.edition.options import Code
from research.identifiers import slug, unused
from research.sources.answers.codebook import MISSING, UNKNOWN, CodeBook
from research.sources.answers.multi import chosen_part
from research.sources.answers.parts import NOT_ASKED, either
from research.sources.answers.single import ordered, unknown_code

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from research.edition.questions import Question
    from research.sources.answers.findings import Findings
    from research.sources.answers.given import Given
    from research.sources.answers.parts import Part

__all__ = ["read_tokens", "tokens"]


def read_tokens(question: Question, givens: Sequence[Given], findings: Findings) -> Part:
    """Read a question with several answers that stand as codes in one or more columns.

    Parameters
    ----------
    question : of type multi, with ``column`` and ``split``, or with ``columns``.
    givens : its columns.
    findings : where unknown codes go.

    Returns
    -------
    One column a code that can be given: true or false; missing where all columns are blank. A
    nought, or as many noughts as there are codes, says that none was chosen. Without codes every
    text that stands there is one.
    """
    book = CodeBook.of(question, givens[0].field)
    if not book.codes:
        book = CodeBook(tuple(_found(question, givens)), givens[0].field)
    options = [code for code in book.codes if code.role != "not_asked"]
    rows = len(givens[0].lines)
    chosen = np.zeros((rows, len(options)), dtype=bool)
    filled = np.zeros(rows, dtype=bool)
    gone = np.zeros(rows, dtype=bool)
    none = np.zeros(rows, dtype=bool)
    for given in givens:
        held = _Held(question, given, book)
        codes, _ = given.coded
        chosen |= held.chosen[codes][:, : len(options)]
        filled |= held.filled[codes]
        gone |= held.gone[codes]
        none |= held.none[codes]
        odd = given.reworded(held.unknown)
        wrong = odd.coded.codes >= 0
        findings.cells(question.name, odd, wrong, unknown_code(question, book, odd.coded.values))
    said: NDArray[np.int8] = np.zeros(chosen.shape, dtype="int8")
    some = either(chosen.T)
    unsaid = np.broadcast_to(~(some | none)[:, None], chosen.shape)
    said[gone & ~some] = NOT_ASKED
    keys = [(f"{question.name}.{code.key}", code.key, givens[0]) for code in options]
    part = chosen_part(
        question, chosen, unsaid, [code.role for code in options], keys, findings, said
    )
    for cell in part.cells.values():
        cell.filled = (filled | none) & (cell.said != NOT_ASKED)
    return part


class _Held:
    """What each distinct text of a column says; a last row stands for blank.

    Parameters
    ----------
    question, given, book : as in `read_tokens`.
    """

    def __init__(self, question: Question, given: Given, book: CodeBook) -> None:
        values = given.coded.values
        self.chosen = np.zeros((len(values) + 1, len(book.codes)), dtype=bool)
        self.filled = np.zeros(len(values) + 1, dtype=bool)
        self.gone = np.zeros(len(values) + 1, dtype=bool)
        self.none = np.zeros(len(values) + 1, dtype=bool)
        self.unknown = [""] * len(values)
        for at, value in enumerate(values):
            if not value.strip("0") and book.place(value) == UNKNOWN:
                self.none[at] = True  # as Triple-S writes that a place is not used
                continue
            for token in _listed(value, question.split, book):
                self._take(at, token, book)

    def _take(self, at: int, token: str, book: CodeBook) -> None:
        place = book.place(token)
        if place == MISSING or (place >= 0 and book.codes[place].role == "not_asked"):
            self.gone[at] = True
            return
        self.filled[at] = True
        if place >= 0:
            self.chosen[at, place] = True
        else:
            self.unknown[at] = self.unknown[at] or token


def _listed(cell: str, split: str, book: CodeBook) -> list[str]:
    """Codes in a cell; without a mark, commas and semicolons part known codes, and bits may be."""
    if split or book.place(cell) != UNKNOWN:
        return list(tokens(cell, split, book))
    if len(cell) == len(book.codes) > 1 and not cell.strip("01"):
        order = sorted(book.cells, key=lambda code: (len(code), code))
        return [code for code, bit in zip(order, cell, strict=True) if bit == "1"]
    for mark in ",;":
        found = list(tokens(cell, mark, book))
        if len(found) > 1 and all(_known(token, book) for token in found):
            return found
    return [cell]


def tokens(cell: str, split: str, book: CodeBook | None = None) -> Iterator[str]:
    """Give the codes that stand in a cell; a code that holds the mark itself stays whole.

    Parameters
    ----------
    cell : text.
    split : the mark between codes; empty where a cell holds one.
    book : the codes that are known.

    Examples
    --------
    >>> list(tokens("Web; Phone;", ";"))
    ['Web', 'Phone']
    """
    parts = cell.split(split) if split else [cell]
    at = 0
    while at < len(parts):
        end = at + 1
        if book is not None:
            ends = range(len(parts), at + 1, -1)
            end = next((to for to in ends if _known(split.join(parts[at:to]), book)), end)
        token = split.join(parts[at:end]).strip()
        at = end
        if token:
            yield token


def _known(text: str, book: CodeBook) -> bool:
    return book.place(text) >= 0


def _found(question: Question, givens: Sequence[Given]) -> Iterator[Code]:
    """Codes of the texts that stand in the file."""
    said = {
        same_code(token)
        for given in givens
        for value in np.array(given.coded.values, dtype=object)[_held(given)]
        for token in tokens(value, question.split)
        if not given.field.is_missing(same_code(token))
    }
    taken: set[str] = set()
    for text in ordered(list(said)):
        key = unused(slug(text, joint="")[:80], taken).replace("-", "")
        taken.add(key)
        yield Code(key=key, text=text, code=text)


def _held(given: Given) -> NDArray[np.int64]:
    codes, _ = given.coded
    return np.unique(codes[codes >= 0])
