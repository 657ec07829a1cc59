"""Coded comments: the question that holds their codes, its frame, and what readers made of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from research.chapters.tabs.rows import rows_of
from research.chapters.thinness import enough
from research.edition.codeframe import read_frame
from research.edition.parameters import ANSWERS
from research.wording.frames import Frames

if TYPE_CHECKING:
    import pandas as pd

    from research.chapters.tabs.rows import Rows
    from research.edition.codeframe import CodeFrame
    from research.edition.coding import Coding
    from research.edition.questions import Question
    from research.study import Study

__all__ = ["Coded", "coded_in", "coded_of"]

_SAY = Frames(__file__)


@dataclass(frozen=True, eq=False)
class Coded:
    """Comments of one survey as their readers coded them.

    Parameters
    ----------
    asked : the question whose answers are the codes.
    coding : where they come from.
    frame : what the codes stand for.
    rows : those of the survey, who wrote or did not.
    """

    asked: Question
    coding: Coding
    frame: CodeFrame
    rows: Rows

    @cached_property
    def given(self) -> pd.DataFrame:
        """One row a row of the table, one column a code: true, false, or missing where unread."""
        return self.rows.answers.question(self.asked.name)

    @property
    def read(self) -> pd.Series[bool]:
        """Whose comments were read."""
        return self.given.notna().any(axis="columns")

    @property
    def topics(self) -> list[str]:
        """Codes that say what a comment is about: all but those for nothing of use."""
        return [key for key, node in self.frame.leaves.items() if node.role != "none"]

    @property
    def named(self) -> pd.Series[int]:
        """How many topics each comment is about."""
        return self.given[self.topics].eq(True).sum(axis="columns").astype(int)

    @property
    def worth(self) -> pd.Series[bool]:
        """Whose comments were read and say something of use."""
        return self.named > 0

    @property
    def problems(self) -> list[str]:
        """Codes that report a problem."""
        return [key for key, node in self.frame.leaves.items() if node.tone == "problem"]

    def naming(self, code: str) -> pd.Series[bool]:
        """Say whose comments were given a code."""
        return self.given[code].eq(True)


def coded_in(study: Study, table: str) -> list[str]:
    """Names of the coded questions of a table of data; none where the edition has no such table.

    Parameters
    ----------
    study : the edition.
    table : its name.
    """
    held = study.config.table(table)
    return list(held.codings) if held else []


def coded_of(study: Study, question: str = "", table: str = ANSWERS, wave: str = "") -> Coded:
    """Give what readers made of comments.

    Parameters
    ----------
    study : the edition with its data.
    question : name of a coded question; the first where left out.
    table : name of the table of data whose rows wrote the comments.
    wave : the survey, where the table has a column of these; the latest where left out.

    Raises
    ------
    ThinDataError
        If no question is coded, or the one named is not.
    """
    held = study.table(table)
    asked = [held.question(question)] if question else held.questions
    found = [(one, one.coding) for one in asked if one.coding]
    enough(bool(found), _SAY("none", question=question) if question else _SAY("no coding"))
    one, coding = found[0]
    frame = read_frame(study.resolve(held.file.parent / coding.frame))
    return Coded(one, coding, frame, rows_of(study, table, wave))
