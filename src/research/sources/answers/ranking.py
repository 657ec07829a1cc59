"""Rankings: items in the order that respondents put them in, whole or in part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from research.errors import Problem
from research.problems.values import listed
from research.sources.answers.codebook import UNKNOWN, CodeBook
from research.sources.answers.findings import Fault, Finding
from research.sources.answers.given import number_of
from research.sources.answers.parts import NOT_ASKED, Cell, Part
from research.sources.answers.rank_checks import judge_ranks
from research.sources.answers.single import unknown_code

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from research.edition.questions import Question
    from research.sources.answers.findings import Findings
    from research.sources.answers.given import Given

__all__ = ["read_ranks", "read_slots"]


def read_ranks(question: Question, columns: Mapping[str, Given], findings: Findings) -> Part:
    """Read a ranking that has a column an item, which holds its rank.

    Parameters
    ----------
    question : of type ranking, with rows.
    columns : of the file, by name.
    findings : where cells go that are no rank, and rankings that contradict themselves.

    Returns
    -------
    One column an item: its rank, 1 best; NaN where it has none. A ranking with a rank given twice
    or left out, where that is not allowed, is no answer.
    """
    most = question.top or len(question.rows)
    part = Part(question, {})
    for row in question.rows:
        given = columns[row.column]
        part.cells[f"{question.name}.{row.key}"] = _rank(question, row.key, given, most, findings)
    judge_ranks(part, findings)
    return part


def _rank(question: Question, key: str, given: Given, most: int, findings: Findings) -> Cell:
    read, no_number = given.numbers
    values, wrong = read.copy(), no_number.copy()
    said: NDArray[np.int8] = np.zeros(len(values), dtype="int8")
    gone = ~given.undeclared
    for code in question.codes:
        if code.role not in ("answer", "other"):
            gone |= given.holds([code.code])
    values[gone], wrong[gone], said[gone] = np.nan, False, NOT_ASKED
    whole = np.floor(values) == values
    wrong |= ~np.isnan(values) & ~(whole & (values >= 1) & (values <= most))
    findings.cells(question.name, given, wrong, _no_rank(most))
    values[wrong] = np.nan
    return Cell(values, given.filled & (said != NOT_ASKED), said, given, key, wrong)


def _no_rank(most: int) -> Fault:
    def one(value: str) -> str:
        plain = value.strip("'")
        number = number_of(plain)
        whole = number is not None and number.is_integer()
        return f"there is no rank {plain}" if whole else f"{value} is no whole number"

    return Fault(
        "off_scale",
        f"no rank from 1 to {most}",
        one=one,
        allowed=f"whole numbers from 1 to {most}, each once in a row",
        figures=True,
    )


def read_slots(question: Question, givens: Sequence[Given], findings: Findings) -> Part:
    """Read a ranking that has a column a place, which holds the code of the item put there.

    Parameters
    ----------
    question : of type ranking, with slots and codes.
    givens : the columns of the first choice, the second, ...
    findings : where unknown codes go, and rankings that contradict themselves.

    Returns
    -------
    As of `read_ranks`, one column a code.
    """
    book = CodeBook.of(question, givens[0].field)
    items = [code for code in book.codes if code.role in ("answer", "other")]
    if not items:
        what = f"'{question.name}' ranks items, and none of its codes is one"
        findings.errors.append(Problem(findings.path, what, hint="leave out their roles"))
        return Part(question, {})
    rows = len(givens[0].lines)
    ranks = np.full((rows, len(items)), np.nan)
    again = np.zeros(rows, dtype=bool)
    filled = np.zeros(rows, dtype=bool)
    wrong = np.zeros(rows, dtype=bool)
    said: NDArray[np.int8] = np.zeros(rows, dtype="int8")
    for slot, given in enumerate(givens, start=1):
        codes, values = given.coded
        places = np.append(book.places(values), UNKNOWN).astype("int32")[codes]
        unknown = (codes >= 0) & (places == UNKNOWN)
        findings.cells(question.name, given, unknown, unknown_code(question, book, values))
        roles = book.roles[places]
        said = np.where((roles > 1) & (said == 0), roles, said)
        at = np.flatnonzero((places >= 0) & (places < len(items)))
        taken = ~np.isnan(ranks[at, places[at]])
        again[at[taken]] = True
        ranks[at[~taken], places[at[~taken]]] = slot
        filled |= (codes >= 0) & (roles != NOT_ASKED)
        wrong |= unknown
    _tell_doubled_items(question, givens[0], again, findings)
    ranks[again] = np.nan
    part = Part(question, {})
    for place, code in enumerate(items):
        cell = Cell(ranks[:, place], filled, said, givens[0], code.key, wrong | again)
        part.cells[f"{question.name}.{code.key}"] = cell
    judge_ranks(part, findings, most=len(givens))
    return part


def _tell_doubled_items(
    question: Question, given: Given, again: NDArray[np.bool_], findings: Findings
) -> None:
    count = int(np.count_nonzero(again))
    findings.contradicted.mark("doubled_rank", question.name, again)
    if count:
        what = "1 row puts an item" if count == 1 else f"{count:,} rows put an item"
        findings.add(
            Finding(
                "doubled_rank",
                question.name,
                given.name,
                count,
                f"{what} in two places, and {'counts' if count == 1 else 'count'} as no answer",
                given.first(again),
                allowed="each item once: " + listed([code.text for code in question.codes]),
            ),
            lines=given.lines[again].tolist(),
            one="an item is put in two places",
        )
