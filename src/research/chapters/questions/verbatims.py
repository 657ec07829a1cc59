"""Open questions: how many wrote something, and what of it may be quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.chapters.questions.quoting import how_told, quoted_of, quoted_rows
from research.chapters.remarks import noted
from research.chapters.tabs.rows import about_of, rows_of
from research.chapters.thinness import enough, or_why
from research.display.escape import escape
from research.display.result import Result
from research.display.text import Text
from research.edition.banners import PointGroup
from research.edition.parameters import ANSWERS
from research.frameworks.verbatims import spread, telling
from research.identifiers import slug
from research.tabulation.columns import columns_of, gave
from research.wording.frames import Frames
from research.wording.shares import percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from research.chapters.tabs.rows import Rows
    from research.sources.answers.answers import Answers
    from research.study import Study

__all__ = ["opening", "quotes"]

NEEDS = ("data.answers",)

_SAY = Frames(__file__)

_GROUPED = ("nps", "single", "scale")
"""Types of questions whose answers part the quotations."""


@or_why
def opening(study: Study, question: str, *, table: str = ANSWERS) -> Text:
    """Heading of the section, the question, and how many answered it in words.

    Parameters
    ----------
    study : the edition with its data.
    question : name of an open question.
    table : name of the table of data whose rows are counted.
    """
    asked = study.table(table).question(question)
    rows, about = rows_of(study, table), about_of(study, table)
    answers = rows.answers
    base = int(answers.asked(question).sum()) if asked.base else len(answers.frame)
    worth = telling(answers.texts(question))
    written = int(worth.sum())
    enough(base > 0, _SAY("nobody asked"))
    lines = [f"## {escape(asked.heading)}"]
    if asked.wording:
        lines.append(_SAY("asked", wording=escape(asked.wording)))
    share = percent(written, base)
    lines.append(_SAY("written", count=written, base=base, rows=about.many, share=share))
    told = _enough_to_tell(study, rows, worth, answers.asked(question))
    name = f"{table}.{question}" if about.table else question
    result = Result(f"{name}.written", 100 * written / base, "percent", base, asked.heading)
    return Text(
        f"txt-open-{slug(name)}-opening",
        "\n\n".join(lines if told else lines[:-1]) + "\n",
        [result] if told else [],
    )


def _enough_to_tell(
    study: Study, rows: Rows, worth: pd.Series[bool], asked: pd.Series[bool]
) -> bool:
    """Whether so many wrote something, and so many nothing, that both may be counted."""
    silent = asked & ~worth if asked.any() else ~worth
    persons = pd.Series(rows.index, index=rows.index) if rows.persons is None else rows.persons
    hidden = study.config.privacy.hide_base
    wrote, did_not = persons[worth].nunique(), persons[silent].nunique()
    return bool(did_not == 0 or min(wrote, did_not) >= hidden)


@or_why
def quotes(study: Study, question: str, most: int = 6, *, table: str = ANSWERS) -> Text:
    """Quotations of those who agreed to it, spread over those who may be told apart.

    Parameters
    ----------
    study : the edition with its data.
    question : name of an open question.
    most : quotations for each answer to the question that it asks the reason for, or in all.
    table : name of the table of data whose rows are counted.
    """
    rows = rows_of(study, table)
    answers = rows.answers
    worth, waived = telling(answers.texts(question)), answers.consents(question)
    parts = []
    for label, chosen in _groups(answers, question):
        said = quoted_of(study, question, chosen & worth, waived, rows=rows)
        if len(said):
            heading = f"### {escape(label)}\n\n" if label else ""
            parts.append(heading + quoted_rows(spread(said, most)))
    enough(bool(parts), _SAY("nothing"))
    name = f"{table}.{question}" if about_of(study, table).table else question
    return Text(f"txt-open-{slug(name)}", "\n".join(parts) + noted(how_told(study, table)))


def _groups(answers: Answers, question: str) -> Iterator[tuple[str, pd.Series[bool]]]:
    """Who gave each answer to the question that this one asks the reason for; or everybody."""
    of = answers.table.question(question).of
    source = answers.table.question(of) if of in answers.table.names else None
    index = answers.frame.index
    if source is None or source.type not in _GROUPED:
        yield "", pd.Series(np.ones(len(index), dtype=np.bool_), index=index, dtype=bool)
        return
    points = [box.key for box in source.boxes] if source.type == "scale" else []
    group = PointGroup(question=source.name, points=points)
    for point in columns_of([group], answers).points[1:]:
        wanted = point.key.removeprefix(f"{source.name}.")
        yield point.label, pd.Series(gave(source.name, [wanted], answers), index=index)
