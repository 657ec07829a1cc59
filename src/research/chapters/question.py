"""One question: its table, its chart and what they come to, over everybody or by a banner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.chapters.naming import source_of
from research.chapters.tabs.chart import chart_of
from research.chapters.tabs.planned import study_tab, study_tabs
from research.chapters.tabs.prose import passage_of
from research.chapters.tabs.table import table_of
from research.chapters.thinness import or_why
from research.display.escape import escape
from research.display.text import Text
from research.identifiers import slug

if TYPE_CHECKING:
    from research.display.chart import Chart
    from research.display.table import Table
    from research.study import Study

__all__ = ["chart", "observations", "opening", "table"]

NEEDS = ("data.answers",)


@or_why
def opening(study: Study, question: str) -> Text:
    """Heading of the section; the table says how the question was asked.

    Parameters
    ----------
    study : the edition with its data.
    question : name of a question.
    """
    asked = study.table("answers").question(question)
    return Text(f"txt-{_name(question)}-opening", f"## {escape(asked.heading)}\n")


@or_why
def table(study: Study, question: str, banner: str = "", row: str = "") -> Table:
    """Table of a question; of a grid, its rows side by side.

    Parameters
    ----------
    study : the edition with its data.
    question : name of a question.
    banner : name of a banner; nothing for everybody together.
    row : key of a grid's row, for that row alone.
    """
    return table_of(study_tab(study, question, banner, row=row))


@or_why
def chart(study: Study, question: str, banner: str = "", row: str = "") -> Chart | Text:
    """Chart of a question by its type; by a banner, of the figure that its columns differ by.

    Parameters
    ----------
    study : the edition with its data.
    question : name of a question.
    banner : name of a banner; nothing for everybody together.
    row : key of a grid's row, for that row alone.

    Returns
    -------
    Nothing to read where the table is all that there is, as of a number without bands.
    """
    tab = study_tab(study, question, banner, row=row)
    rows = [each for each in study_tabs(study, [question], banner) if each.row]
    drawn = chart_of(tab, source=source_of(study), rows=[] if tab.row else rows)
    return drawn or Text(f"txt-{_name(question)}-no-chart", "")


@or_why
def observations(study: Study, question: str, banner: str = "", row: str = "") -> Text:
    """What the table comes to, in three sentences at most, each held against it.

    Parameters
    ----------
    study : the edition with its data.
    question : name of a question.
    banner : name of a banner; nothing for everybody together.
    row : key of a grid's row, for that row alone.
    """
    tab = study_tab(study, question, banner, row=row)
    name = "-".join(filter(None, [_name(question), row, banner]))
    names = [asked.name for asked in study.table("answers").questions]
    return passage_of(tab, name, place=names.index(question))


def _name(question: str) -> str:
    return f"question-{slug(question)}"
