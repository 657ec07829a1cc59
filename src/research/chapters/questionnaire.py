"""The questionnaire: what was asked, of whom, and which answers could be given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.states import theme_states
from research.chapters.thinness import enough, or_why
from research.display.escape import escape
from research.display.table import Cell, Table
from research.display.text import Text
from research.wording.figures import DASH, plain
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from research.edition.questions import Question
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

# Letters that the narrow column of names has room for.
_LONGEST = 16


@or_why
def opening(study: Study) -> Text:  # noqa: ARG001 - all sections are called alike
    """Heading of the section."""
    return Text("txt-questionnaire", f"## {escape(_SAY('title'))}\n")


@or_why
def questions_table(study: Study, *, appendix: bool = False) -> Table:
    """All questions with number, wording, answers, type and base.

    Parameters
    ----------
    study : the edition with its data.
    appendix : number it among the tables of the appendix.
    """
    asked = study.table("answers").questions
    enough(bool(asked), _SAY("nothing"))
    rows = [row for one in asked for row in _rows(study, one)]
    cells = [row[1:] for row in rows]
    frame = pd.DataFrame(
        [[cell.text or "; ".join(cell.items) for cell in row] for row in cells],
        columns=_SAY.listed("heads"),
        index=[row[0].text for row in rows],
    )
    return Table(
        id="tbl-a-questionnaire" if appendix else "tbl-questionnaire",
        caption=_SAY("caption"),
        frame=frame,
        cells=cells,
        stub=_SAY("stub"),
        align="lllll",
        widths=_widths(asked, cells),
        kind="objectives",
    )


def _widths(asked: Sequence[Question], cells: Sequence[Sequence[Cell]]) -> tuple[int, ...]:
    """Room for names where there are no numbers, and for answers that are sentences."""
    if any(len(item) > _SENTENCE for row in cells for item in row[1].items):
        return (14, 22, 42, 11, 11)
    return (9, 34, 31, 14, 12) if all(one.number for one in asked) else (17, 30, 27, 14, 12)


def _rows(study: Study, question: Question) -> Iterator[list[Cell]]:
    """A question with its number; its answers go on in rows of their own where one is too tall."""
    answers = list(_parted(_all_answers(study, question)))
    yield [
        Cell(_told_apart(question)),
        Cell(_wording(question)),
        Cell(items=answers[0]) if answers else Cell(_range(question)),
        Cell(_SAY.named("kinds")[question.type]),
        Cell(question.base_words or _SAY("everyone")),
    ]
    for more in answers[1:]:
        yield [Cell(""), Cell(""), Cell(items=more), Cell(""), Cell("")]


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


def _told_apart(question: Question) -> str:
    """The number; the name where there is none, unless it is too long for its column."""
    return question.number or (question.name if len(question.name) <= _LONGEST else DASH)


def _wording(question: Question) -> str:
    """The title, and the question as it was read out where that says more."""
    wording = question.wording
    if question.of and question.type != "open":
        return _SAY("derived", title=question.heading, source=question.of)
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
