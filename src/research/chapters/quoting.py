"""Quotations: what respondents wrote, with no more of who they are than may be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.chapters.ranks import records
from research.display.escape import escape
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.numbers import number

if TYPE_CHECKING:
    import pandas as pd

    from research.study import Study

__all__ = ["how_told", "quoted_rows", "who_wrote"]

_SAY = Frames(__file__)


def who_wrote(study: Study, question: str) -> pd.DataFrame:
    """Give the answers to an open question beside what may stand under them.

    Parameters
    ----------
    study : the edition with its data.
    question : name of an open question.
    """
    named = [name for step in study.config.privacy.attribution for name in step]
    return study.read().profile(dict.fromkeys([question, *named]))


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
