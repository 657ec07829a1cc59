"""One question: its table, its chart and what they come to, over everybody or by a banner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.chapters.naming import source_of
from research.chapters.tabs.chart import chart_of
from research.chapters.tabs.planned import study_tab, study_tabs
from research.chapters.tabs.prose import passage_of
from research.chapters.tabs.table import table_of
from research.chapters.tabs.weighted import apart
from research.chapters.thinness import or_why
from research.display.escape import escape
from research.display.text import Text
from research.edition.parameters import ANSWERS
from research.identifiers import slug

if TYPE_CHECKING:
    from research.display.chart import Chart
    from research.display.table import Table
    from research.study import Study

__all__ = ["chart", "observations", "opening", "table"]

NEEDS = ("data.answers",)


@or_why
def opening(study: Study, question: str, *, table: str = ANSWERS) -> Text:
    """Heading of the section; the table says how the question was asked.

    Parameters
    ----------
    study : the edition with its data.
    question : name of a question.
    table : name of the table of data whose rows are counted.
    """
    asked = study.table(table).question(question)
    return Text(f"txt-{_name(question, table)}-opening", f"## {escape(asked.heading)}\n")


@or_why
def table(
    study: Study,
    question: str,
    banner: str = "",
    row: str = "",
    *,
    table: str = ANSWERS,
    weight: str = "",
    volume: str = "",
) -> Table:
    """Table of a question; of a grid, its rows side by side.

    Parameters
    ----------
    study : the edition with its data.
    question : name of a question.
    banner : name of a banner; nothing for everybody together.
    row : key of a grid's row, for that row alone.
    table : name of the table of data whose rows are counted.
    weight : name of a weight; the edition's own where nothing is said, ``none`` for none.
    volume : name of a volume in place of a weight: shares are of the amount.
    """
    tab = study_tab(study, question, banner, row=row, table=table, weight=weight, volume=volume)
    return apart(table_of(tab), study, weight, volume)


@or_why
def chart(
    study: Study,
    question: str,
    banner: str = "",
    row: str = "",
    *,
    table: str = ANSWERS,
    weight: str = "",
    volume: str = "",
) -> Chart | Text:
    """Chart of a question by its type; by a banner, of the figure that its columns differ by.

    Parameters
    ----------
    study, question, banner, row, table, weight, volume : as of `table`.

    Returns
    -------
    Nothing to read where the table is all that there is, as of a number without bands, or of a
    volume.
    """
    nothing = Text(f"txt-{_name(question, table)}-no-chart", "")
    if volume:
        return apart(nothing, study, weight, volume)
    tab = study_tab(study, question, banner, row=row, table=table, weight=weight)
    tabs = study_tabs(study, [question], banner, table=table, weight=weight or None)
    rows = [each for each in tabs if each.row]
    drawn = chart_of(tab, source=source_of(study), rows=[] if tab.row else rows)
    return nothing if drawn is None else apart(drawn, study, weight)


@or_why
def observations(
    study: Study,
    question: str,
    banner: str = "",
    row: str = "",
    *,
    table: str = ANSWERS,
    weight: str = "",
    volume: str = "",
) -> Text:
    """What the table comes to, in three sentences at most, each held against it.

    Parameters
    ----------
    study, question, banner, row, table, weight, volume : as of `table`.
    """
    name = "-".join(filter(None, [_name(question, table), row, banner]))
    if volume:
        # Sentences are of respondents.
        return apart(Text(f"txt-{name}-no-remarks", ""), study, weight, volume)
    tab = study_tab(study, question, banner, row=row, table=table, weight=weight)
    names = [asked.name for asked in study.table(table).questions]
    return apart(passage_of(tab, name, place=names.index(question)), study, weight)


def _name(question: str, table: str) -> str:
    return f"question-{slug(question if table == ANSWERS else f'{table}-{question}')}"
