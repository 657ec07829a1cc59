"""Quotations: what respondents wrote, with no more of who they are than may be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.chapters.ranks import records
from research.display.escape import escape
from research.frameworks.verbatims import quotations
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.numbers import number

if TYPE_CHECKING:
    import pandas as pd

    from research.study import Study

__all__ = ["how_told", "quoted_of", "quoted_rows"]

_SAY = Frames(__file__)


def quoted_of(
    study: Study, question: str, chosen: pd.Series[bool], waived: pd.Series[bool]
) -> pd.DataFrame:
    """Give what some respondents wrote, as far as the edition lets it be quoted.

    Parameters
    ----------
    study : the edition with its data.
    question : name of an open question.
    chosen, waived : whose words are wanted, and who agreed to be quoted, one a respondent.

    Returns
    -------
    Frame ``reason``, ``attribution``, of `research.frameworks.verbatims.quotations`.
    """
    privacy = study.config.privacy
    named = [name for step in privacy.attribution for name in step]
    return quotations(
        study.read().profile(dict.fromkeys([question, *named])),
        chosen,
        attribution=privacy.attribution,
        coarsen_below=privacy.coarsen_below,
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


def how_told(study: Study) -> list[str]:
    """Say how it was decided what stands under a quotation; nothing where all is told.

    Parameters
    ----------
    study : the edition.
    """
    privacy, told = study.config.privacy, []
    names = list(dict.fromkeys(name for step in privacy.attribution for name in step))
    if names and privacy.coarsen_below > 1:
        listed = series(study.label("answers", name).lower() for name in names)
        fewest = number(privacy.coarsen_below)
        told.append(_SAY("coarsened", told=listed, fewest=fewest))
    if privacy.unwaived != "attributed":
        told.append(_SAY.named("unwaived")[privacy.unwaived])
    return [*told, study.config.reconstructed.quotes]
