"""Item non-response: what those who were asked left blank, by question, section and person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.frameworks.integrity_answers import Check
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["blanks", "by_section", "skippers", "thirds"]

_SAY = Frames(__file__)

HALF = 0.5
"""Of what somebody was asked: who left more of it blank hardly took part."""


def blanks(asked: pd.DataFrame, given: pd.DataFrame, questions: Mapping[str, str]) -> pd.DataFrame:
    """Count what those who were asked left blank, question by question.

    Parameters
    ----------
    asked, given : one row a record, one column a cell to be filled: whether it was asked, and
        whether it has an answer, *don't know* and *refused* among them. Shape ``(n, cells)``.
    questions : question that each column belongs to, in the order asked.

    Returns
    -------
    pandas.DataFrame
        One row a question: ``people`` who were asked any of it, ``asked`` and ``blank`` cells, and
        ``share``, blank of those asked; NaN where nobody was.

    Examples
    --------
    >>> asked = pd.DataFrame({"q1": [True, True], "q2_a": [True, False], "q2_b": [True, False]})
    >>> given = pd.DataFrame({"q1": [True, False], "q2_a": [True, True], "q2_b": [False, False]})
    >>> blanks(asked, given, {"q1": "q1", "q2_a": "q2", "q2_b": "q2"})
              people  asked  blank  share
    question
    q1             2      2      1    0.5
    q2             1      2      1    0.5
    """
    _alike(asked, given)
    open_cells = asked & ~given
    rows = {}
    for question in dict.fromkeys(questions.values()):
        own = [column for column, of in questions.items() if of == question]
        cells, left = int(asked[own].to_numpy().sum()), int(open_cells[own].to_numpy().sum())
        rows[question] = {
            "people": int(asked[own].any(axis="columns").sum()),
            "asked": cells,
            "blank": left,
            "share": left / cells if cells else np.nan,
        }
    columns = ["people", "asked", "blank", "share"]
    found = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    return found.rename_axis("question")


def by_section(found: pd.DataFrame, sections: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Add up what was left blank over the questions of each section.

    Parameters
    ----------
    found : of `blanks`.
    sections : questions of each section of the questionnaire, by its name; those that were not
        counted are passed over.

    Returns
    -------
    pandas.DataFrame
        One row a section: ``questions``, ``asked``, ``blank``, ``share``.
    """
    rows = {}
    for section, questions in sections.items():
        own = found.loc[[name for name in questions if name in found.index]]
        asked, blank = int(own["asked"].sum()), int(own["blank"].sum())
        share = blank / asked if asked else np.nan
        rows[section] = {"questions": len(own), "asked": asked, "blank": blank, "share": share}
    columns = ["questions", "asked", "blank", "share"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("section")


def thirds(questions: Sequence[str]) -> dict[str, list[str]]:
    """Cut a questionnaire into its first, middle and last third, by the order of its questions.

    Parameters
    ----------
    questions : names, in the order asked.

    Examples
    --------
    >>> [len(part) for part in thirds(["a", "b", "c", "d"]).values()]
    [2, 1, 1]
    """
    parts = np.array_split(np.array(questions, dtype=object), 3)
    names = _SAY.listed("thirds")
    return {name: part.tolist() for name, part in zip(names, parts, strict=True) if len(part)}


def skippers(asked: pd.DataFrame, given: pd.DataFrame, *, most: float = HALF) -> Check:
    """Find who left more blank of what they were asked than can be passed over.

    Parameters
    ----------
    asked, given : as of `blanks`.
    most : share of cells that may be blank.
    """
    _alike(asked, given)
    cells = asked.sum(axis="columns")
    judged = cells > 0
    share = (asked & ~given).sum(axis="columns")[judged] / cells[judged]
    return Check("skippers", _SAY("skippers", most=round(100 * most)), share > most)


def _alike(asked: pd.DataFrame, given: pd.DataFrame) -> None:
    if not (asked.index.equals(given.index) and asked.columns.equals(given.columns)):
        msg = "what was asked and what was given differ in rows or columns; allowed: the same"
        raise StatisticsError(msg)
