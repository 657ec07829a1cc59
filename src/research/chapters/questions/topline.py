"""The topline: the totals of all questions on few pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from research.chapters.questions.topline_table import topline_table
from research.chapters.tabs.narrowed import answers_filtered
from research.chapters.tabs.planned import study_tabs
from research.chapters.tabs.rows import about_of, rows_of
from research.chapters.tabs.weighted import apart
from research.chapters.thinness import enough, or_why
from research.display.text import Text
from research.edition.parameters import ANSWERS
from research.identifiers import slug
from research.tabulation.tab import RESPONDENTS
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from research.display.table import Table
    from research.study import Study

__all__ = ["opening", "totals"]

NEEDS = ("data.answers",)

_SAY = Frames(__file__)


@or_why
def opening(study: Study, *, table: str = ANSWERS) -> Text:
    """Heading of the section, and of how many the totals are.

    Parameters
    ----------
    study : the edition with its data.
    table : name of the table of data whose rows are counted.
    """
    rows, about = rows_of(study, table), about_of(study, table)
    lead, title = _SAY("lead", count=len(rows.index)), _SAY("title")
    if about.table:
        title = _SAY("title of", rows=about.many)
    if about != RESPONDENTS:
        lead = _SAY("rows", count=len(rows.index), rows=about.many)
    name = "-".join(filter(None, ("topline", about.table)))
    return Text(f"txt-{slug(name)}-opening", f"## {title}\n\n::: {{.lead}}\n\n{lead}\n\n:::\n")


@or_why
def totals(
    study: Study,
    questions: Sequence[str] | str = "all",
    *,
    table: str = ANSWERS,
    weight: str = "",
    volume: str = "",
    filtered: str = "",
) -> Table:
    """Totals of questions in one table, a line a question or a row of one.

    Parameters
    ----------
    study : the edition with its data.
    questions : names, in the order of the table; ``"all"`` for all that make tables.
    table : name of the table of data whose rows are counted.
    weight : name of a weight; the edition's own where nothing is said, ``none`` for none.
    volume : name of a volume in place of a weight: shares are of the amount.
    filtered : name of a filter of the edition; nothing for everybody.
    """
    filters = answers_filtered(study, filtered)
    tabs = study_tabs(
        study, questions, filters=filters, table=table, weight=weight or None, volume=volume
    )
    enough(bool(tabs), _SAY("nothing"))
    made = apart(topline_table(tabs), study, weight, volume)
    if not filtered:
        return made
    # Figures of some respondents alone have no names of their own in the ledger.
    return replace(made, id=f"{made.id}-{slug(filtered)}", results=())
