"""Quotations: what respondents wrote, with no more of who they are than may be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.chapters.ranks import records
from research.chapters.tabs.rows import about_of
from research.display.escape import escape
from research.edition.parameters import ANSWERS
from research.frameworks.verbatims import quotations
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.numbers import number

if TYPE_CHECKING:
    import pandas as pd

    from research.chapters.tabs.rows import Rows
    from research.study import Study

__all__ = ["how_told", "quoted_of", "quoted_rows"]

_SAY = Frames(__file__)


def quoted_of(
    study: Study,
    question: str,
    chosen: pd.Series[bool],
    waived: pd.Series[bool],
    *,
    rows: Rows | None = None,
) -> pd.DataFrame:
    """Give what some respondents wrote, as far as the edition lets it be quoted.

    Parameters
    ----------
    study : the edition with its data.
    question : name of an open question.
    chosen, waived : whose words are wanted, and who agreed to be quoted, one a respondent.
    rows : those of another table than the respondents'; what stands under a quotation is then told
        where so many more share it that they must be as many persons.

    Returns
    -------
    Frame ``reason``, ``attribution``, of `research.frameworks.verbatims.quotations`.
    """
    privacy = study.config.privacy
    answers = study.read() if rows is None else rows.answers
    known = answers.table.names
    steps = [step for step in privacy.attribution if set(step) <= set(known)]
    named = [name for step in steps for name in step]
    persons = None if rows is None else rows.persons
    several = 1 if persons is None else int(persons.value_counts().max())
    return quotations(
        answers.profile(dict.fromkeys([question, *named])),
        chosen,
        attribution=steps,
        coarsen_below=several * privacy.coarsen_below,
        reason=question,
        waived=waived,
        unwaived=privacy.unwaived,
    )


def quoted_rows(said: pd.DataFrame) -> str:
    """Write quotations as a block of the report.

    Parameters
    ----------
    said : frame ``reason``, ``attribution``, of `research.frameworks.verbatims`.
    """
    quotes = "\n\n".join(
        f"> {escape(row['reason'])}"
        + (f"\n>\n> [{escape(row['attribution'])}]{{.attribution}}" if row["attribution"] else "")
        for row in records(said)
    )
    return f"::: {{.verbatims}}\n\n{quotes}\n\n:::\n"


def how_told(study: Study, table: str = ANSWERS) -> list[str]:
    """Say how it was decided what stands under a quotation; nothing where all is told.

    Parameters
    ----------
    study : the edition.
    table : name of the table of data whose rows are quoted.
    """
    rows = about_of(study, table).many
    privacy, told = study.config.privacy, []
    names = list(dict.fromkeys(name for step in privacy.attribution for name in step))
    if names and privacy.coarsen_below > 1:
        listed = series(study.label("answers", name).lower() for name in names)
        fewest = number(privacy.coarsen_below)
        told.append(_SAY("coarsened", told=listed, fewest=fewest, rows=rows))
    if privacy.unwaived != "attributed":
        told.append(_SAY.named("unwaived", rows=rows)[privacy.unwaived])
    return [*told, study.config.reconstructed.quotes]
