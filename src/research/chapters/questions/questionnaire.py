"""The questionnaire: what was asked, of whom, and which answers could be given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.states import theme_states
from research.chapters.thinness import enough, or_why
from research.display.escape import escape
from research.display.table import Cell, Table
from research.display.text import Text
from research.edition.parameters import ANSWERS
from research.wording.figures import DASH, plain
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from research.edition.questions import Question
    from research.edition.tables import DataTable
    from research.study import Study

__all__ = ["opening", "questions_table"]

NEEDS = ("data.answers",)
# What it shows too, where an edition has it.
SHOWS = ("texts.themes",)

_SAY = Frames(__file__)

# Letters of the answers that one row holds, and of a line of them: about half a page.
_ROOM, _LINE = 900, 26
# A longer answer is a sentence.
_SENTENCE = 100


@or_why
def opening(study: Study) -> Text:  # noqa: ARG001 - all sections are called alike
    """Heading of the section."""
    return Text("txt-questionnaire", f"## {escape(_SAY('title'))}\n")


@or_why
def questions_table(study: Study, *, appendix: bool = False) -> Table:
    """All questions with number, wording, answers, type and who was asked.

    Where no question has a number there is no column for it.

    Parameters
    ----------
    study : the edition with its data.
    appendix : number it among the tables of the appendix.
    """
    tables = [study.table(name) for name in _tables(study)]
    asked = [question for table in tables for question in table.questions]
    enough(bool(asked), _SAY("nothing"))
    rows = [row for table in tables for one in table.questions for row in _rows(study, table, one)]
    heads = [_SAY("stub"), *_SAY.listed("heads")]
    if not any(one.number for one in asked):
        rows, heads = [row[1:] for row in rows], heads[1:]
    cells = [row[1:] for row in rows]
    frame = pd.DataFrame(
        [[cell.text or "; ".join(cell.items) for cell in row] for row in cells],
        columns=heads[1:],
        index=[row[0].text for row in rows],
    )
    return Table(
        id="tbl-a-questionnaire" if appendix else "tbl-questionnaire",
        caption=_SAY("caption"),
        frame=frame,
        cells=cells,
        stub=heads[0],
        align="l" * len(heads),
        widths=_widths(asked, cells),
        kind="objectives",
        notes=[_SAY("note")],
    )


def _tables(study: Study) -> list[str]:
    """The answers, and the loops of their questionnaire."""
    config = study.config
    return [ANSWERS, *(name for name in config.loops if ANSWERS in config.lineage(name))]


def _widths(asked: Sequence[Question], cells: Sequence[Sequence[Cell]]) -> tuple[int, ...]:
    """Room for the longest words of types, and for answers that are sentences."""
    long = any(len(item) > _SENTENCE for row in cells for cell in row for item in cell.items)
    numbered = any(one.number for one in asked)
    words, answers = (24, 54) if long else (36, 42)
    return (9, words, answers - 9, 22) if numbered else (words, answers, 22)


def _rows(study: Study, table: DataTable, question: Question) -> Iterator[list[Cell]]:
    """A question with its number; its answers go on in rows of their own where one is too tall."""
    answers = list(_parted(_all_answers(study, question)))
    kind, base = _SAY.named("kinds")[question.type], question.base_words
    if table.loop is not None:
        kind = _SAY("looped", kind=kind, one=table.one or _SAY("item"))
    yield [
        Cell(question.number or DASH),
        Cell(_wording(table, question)),
        Cell(items=answers[0]) if answers else Cell(_range(question)),
        Cell(_SAY("asked", kind=kind, base=base) if base else kind),
    ]
    for more in answers[1:]:
        yield [Cell(""), Cell(""), Cell(items=more), Cell("")]


def _parted(answers: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Answers in parts of which each fits a row: no row of a table breaks over pages."""
    part: list[str] = []
    room = _ROOM
    for answer in answers:
        needed = max(len(answer), _LINE)
        if part and needed > room:
            yield tuple(part)
            part, room = [], _ROOM
        part.append(answer)
        room -= needed
    if part:
        yield tuple(part)


def _wording(table: DataTable, question: Question) -> str:
    """The title, and the question as it was read out where that says more."""
    wording = question.wording
    if question.of and question.type != "open":
        source = table.question(question.of).heading
        return _SAY("derived", title=question.heading, source=source)
    return f"{question.heading}: {wording}" if wording else question.heading


def _all_answers(study: Study, question: Question) -> list[str]:
    """Answers to choose from; themes with the desired states that respondents ranked."""
    themes = study.config.themes
    if themes is None or question.name != themes.question:
        return list(_answers(question))
    states = theme_states(study)
    return [
        _SAY("stated", theme=row.text, state=states[row.key]) if row.key in states else row.text
        for row in question.rows
    ]


def _answers(question: Question) -> Iterator[str]:
    """Answers to choose from: rows or items, then codes, then bands."""
    if question.type == "nps":
        yield _SAY("nps")
    rows = [row.text for row in question.rows]
    codes = [_code(question, code.code, code.text) for code in question.codes]
    yield from rows
    if rows and codes:
        yield _SAY("each", codes="; ".join(codes))
    else:
        yield from codes
    yield from question.bands


def _code(question: Question, cell: str, text: str) -> str:
    """A point of a scale with its number."""
    numbered = question.type in ("scale", "grid", "nps") and cell != text
    return _SAY("point", cell=cell, text=text) if numbered else text


def _range(question: Question) -> str:
    """What stands for answers that are no choice: numbers, words, days."""
    low, high = question.range or (None, None)
    if low is not None and high is not None:
        return _SAY("range", low=plain(low), high=plain(high))
    return question.unit
