"""Answers in words, and days."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from research.sources.answers.findings import Fault
from research.sources.answers.parts import NOT_ASKED, Cell, Part

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    from numpy.typing import NDArray

    from research.edition.questions import Question
    from research.sources.answers.findings import Findings
    from research.sources.answers.given import Given

__all__ = ["read_day", "read_words", "says_nothing"]

_NOTHING = frozenset(
    {
        *(
            "na",
            "none",
            "nothing",
            "no",
            "nil",
            "null",
            "nan",
            "no comment",
            "no answer",
            "noanswer",
        ),
        *("not applicable", "dont know", "idk", "dk", "keine", "keiner", "nichts", "nein", "ka"),
        *("keine angabe", "keine angaben", "entfällt", "weiß nicht", "rien", "aucun", "aucune"),
        *("non", "sans objet", "nada", "ninguno", "ninguna", "niente", "nessuno", "geen", "ingen"),
        *("x", "xx", "xxx", "asdf", "test"),
    }
)
# Not % and $: alone they are a unit.
_APART = re.compile(r"[!-#&-/:-@\[-`{-~–—…·•¿¡]")
# Letters and digits, more than any of these has.
_MORE = re.compile(rf"(?:[\W_]*[^\W_]){{{max(map(len, _NOTHING)) + 1}}}")
_DAY = re.compile(r"'?\d{4}-\d{2}-\d{2}'?")


def read_words(
    question: Question,
    given: Given,
    mask: Callable[[Given], pd.Series[str]],
    findings: Findings,
) -> Part:
    """Read an open question.

    Parameters
    ----------
    question : of type open.
    given : its column.
    mask : gives the texts without what tells who anybody is, empty where there is none.
    findings : where texts that say nothing are counted; they stay, since *none* may be an answer.

    Returns
    -------
    One column of text, missing where blank.
    """
    filled = given.filled & given.undeclared
    codes, values = given.coded
    empty = np.array([says_nothing(value) for value in values] + [False])[codes] & filled
    findings.rows(
        "says_nothing",
        question.name,
        given,
        empty,
        lambda count: (
            f"'{question.name}': {'1 text says' if count == 1 else f'{count:,} texts say'} "
            "nothing, such as n/a, none or a dash"
        ),
    )
    texts = mask(given).reset_index(drop=True)
    words = texts.where(filled & (texts != "").to_numpy()).array
    said: NDArray[np.int8] = np.where(given.undeclared, 0, NOT_ASKED).astype("int8")
    return Part(question, {question.name: Cell(words, filled, said, given)})


def says_nothing(text: str) -> bool:
    """Whether somebody wrote only that they have nothing to write.

    Examples
    --------
    >>> [says_nothing(text) for text in ("-", "N/A", "k. A.", "None.", "No delays", "?", "%")]
    [True, True, True, True, False, True, False]
    """
    if _MORE.match(text):
        return False
    words = " ".join(_APART.sub("", text).casefold().split())
    return not words or words in _NOTHING or words.replace(" ", "") in _NOTHING


def read_day(question: Question, given: Given, findings: Findings) -> Part:
    """Read a question whose answer is a day.

    Parameters
    ----------
    question : of type day.
    given : its column.
    findings : where cells go that are no day, or one that no calendar has.

    Returns
    -------
    One column of days, NaT where there is none.
    """
    days, no_day = given.days(question.form)
    gone = ~given.undeclared
    wrong = no_day & ~gone
    findings.cells(question.name, given, wrong, _FAULT)
    said: NDArray[np.int8] = np.where(gone, NOT_ASKED, 0).astype("int8")
    values = np.where(gone, np.datetime64("NaT"), days).astype("datetime64[s]")
    filled = given.filled & ~gone
    return Part(question, {question.name: Cell(values, filled, said, given, odd=wrong)})


_FAULT = Fault(
    "no_day",
    "no day of the calendar",
    one=lambda value: f"there is no day {value}" if _DAY.fullmatch(value) else f"{value} is no day",
    allowed="a day such as 2016-07-01, or empty",
    hint="give 'form' where the file writes days otherwise: %d.%m.%Y",
    figures=True,
)
