"""Quotations: what respondents wrote, with no more of who they are than may be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from research.chapters.ranks import records
from research.chapters.tabs.rows import about_of
from research.display.escape import escape
from research.edition.parameters import ANSWERS
from research.frameworks.verbatims import quotations
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.numbers import number

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

    from research.chapters.tabs.rows import Rows
    from research.study import Study

__all__ = ["attributed", "how_told", "quoted_of", "quoted_rows", "quoted_run"]

_SAY = Frames(__file__)


def quoted_of(
    study: Study,
    question: str,
    chosen: pd.Series[bool],
    waived: pd.Series[bool],
    *,
    rows: Rows | None = None,
    among: pd.Series[bool] | None = None,
) -> pd.DataFrame:
    """Give what some respondents wrote, as far as the edition lets it be quoted.

    Parameters
    ----------
    study : the edition with its data.
    question : name of an open question.
    chosen, waived : whose words are wanted, and who agreed to be quoted, one a respondent.
    rows : those of another table than the respondents'; what stands under a quotation is then told
        where so many more share it that they must be as many persons.
    among : who is known to be meant, such as the contacts of the account that a page is about: what
        stands under a quotation is shared by enough of these. All where left out.

    Returns
    -------
    Frame ``reason``, ``attribution``, of `research.frameworks.verbatims.quotations`.
    """
    privacy = study.config.privacy
    answers = study.read() if rows is None else rows.answers
    steps = attributed(study, answers.table.names)
    named = [name for step in steps for name in step]
    persons = None if rows is None else rows.persons
    several = 1 if persons is None else int(persons.value_counts().max())
    respondents = answers.profile(dict.fromkeys([question, *named]))
    if among is not None:
        respondents, chosen, waived = respondents[among], chosen[among], waived[among]
    return quotations(
        respondents,
        chosen,
        attribution=steps,
        coarsen_below=several * privacy.coarsen_below,
        reason=question,
        waived=waived,
        unwaived=privacy.unwaived,
    )


def attributed(study: Study, known: Collection[str] | None = None) -> list[list[str]]:
    """Give what may stand under a quotation, the coarsest step first.

    Parameters
    ----------
    study : the edition.
    known : questions of who is quoted; those of the respondents where left out. A step that names
        others is passed over.
    """
    asked = set(study.table(ANSWERS).names if known is None else known)
    return [step for step in study.config.privacy.attribution if asked.issuperset(step)]


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


def quoted_run(said: pd.DataFrame) -> str:
    """Write quotations in a running line, for a page that holds much else.

    Parameters
    ----------
    said : as of `quoted_rows`.
    """
    return "; ".join(
        f"“{escape(row['reason'])}”"
        + (f" [{escape(row['attribution'])}]{{.attribution}}" if row["attribution"] else "")
        for row in records(said)
    )


def how_told(
    study: Study, table: str = ANSWERS, what: Literal["reasons", "comments"] = "reasons"
) -> list[str]:
    """Say how it was decided what stands under a quotation; nothing where all is told.

    Parameters
    ----------
    study : the edition.
    table : name of the table of data whose rows are quoted.
    what : what is quoted.
    """
    rows = about_of(study, table).many
    privacy, told = study.config.privacy, []
    held = [study.table(one) for one in study.config.lineage(table)]
    known = {one.name: one.heading for of in reversed(held) for one in of.questions}
    names = dict.fromkeys(name for step in attributed(study, known) for name in step)
    if names and privacy.coarsen_below > 1:
        listed = series(known[name].lower() for name in names)
        fewest = number(privacy.coarsen_below)
        told.append(_SAY(f"coarsened.{what}", told=listed, fewest=fewest, rows=rows))
    if privacy.unwaived != "attributed":
        told.append(_SAY(f"unwaived.{what}.{privacy.unwaived}", rows=rows))
    return [*told, study.config.reconstructed.quotes]
