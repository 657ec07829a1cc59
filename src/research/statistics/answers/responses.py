"""Indicators of a question with several answers, from the ways in which platforms export it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.answers.arguments import columns_of, instance_of, listed

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

__all__ = ["from_categories", "from_dichotomies", "from_lists"]


def from_dichotomies(
    frame: pd.DataFrame, columns: Sequence[str], counted: Hashable = 1
) -> pd.DataFrame:
    """Make indicators of columns that each stand for one answer.

    Parameters
    ----------
    frame : one row a respondent.
    columns : one column an answer.
    counted : the value that means "chosen" (1, "Yes", …).

    Returns
    -------
    Indicators (dtype ``boolean``) of the same rows and columns; missing for all answers of who
    answered none of the columns.

    Raises
    ------
    StatisticsError
        If no column ever holds the counted value.

    Examples
    --------
    >>> answers = pd.DataFrame({"mail": ["Yes", "No"], "phone": ["Yes", None]})
    >>> from_dichotomies(answers, ["mail", "phone"], "Yes").astype(int).to_numpy().tolist()
    [[1, 1], [0, 0]]
    """
    columns = columns_of(frame, columns, "answers", least=1)
    if not isinstance(counted, str | int | float | np.generic):
        msg = f"the value counted is {counted!r}; allowed: one of the values in the columns"
        raise StatisticsError(msg)
    part = frame[columns]
    asked = part.notna().any(axis=1)
    indicators = (part == counted).fillna(False)
    if not indicators.to_numpy().any():
        found = sorted({str(value) for value in part.to_numpy().ravel()})[:10]
        msg = (
            f"nobody has {counted!r} in {list(columns)}; allowed: one of the values there, {found}"
        )
        raise StatisticsError(msg)
    return _unasked(indicators.astype(bool), asked)


def from_categories(
    frame: pd.DataFrame, columns: Sequence[str], categories: Sequence[Hashable] | None = None
) -> pd.DataFrame:
    """Make indicators of columns that hold the first, second, third, … answer.

    Parameters
    ----------
    frame : one row a respondent.
    columns : columns of answers; missing where fewer were given.
    categories : answers in order; all that occur, sorted, where ``None``.

    Returns
    -------
    Indicators (dtype ``boolean``), a column an answer; missing for who gave none. An answer given
    twice counts once.

    Raises
    ------
    StatisticsError
        If an answer is not among the categories, or there is none at all.

    Examples
    --------
    >>> answers = pd.DataFrame({"first": ["mail", "web"], "second": ["web", None]})
    >>> from_categories(answers, ["first", "second"]).astype(int).to_dict("list")
    {'mail': [1, 0], 'web': [1, 1]}
    """
    columns = columns_of(frame, columns, "answers", least=1)
    rows = [
        [answer for answer in answers if not pd.isna(answer)]
        for answers in zip(*(frame[column] for column in columns), strict=True)
    ]
    return from_lists(pd.Series(rows, index=frame.index, dtype=object), categories)


def from_lists(
    answers: pd.Series[Any], categories: Sequence[Hashable] | None = None
) -> pd.DataFrame:
    """Make indicators of a column whose cells hold lists of answers.

    Parameters
    ----------
    answers : a list, tuple or set of answers for each respondent; missing or empty for who gave
        none.
    categories : answers in order; all that occur, sorted, where ``None``.

    Returns
    -------
    Indicators (dtype ``boolean``), a column an answer; missing for who gave none.

    Raises
    ------
    StatisticsError
        If an answer is not among the categories, or there is none at all.

    Examples
    --------
    >>> from_lists(pd.Series([["b", "a"], [], ["b"]])).isna().all(axis=1).tolist()
    [False, True, False]
    """
    instance_of("answers", answers, pd.Series, "a Series of lists, one a respondent")
    if categories is not None:
        categories = listed("categories", categories, "a list of answers in order")
    lists = [
        list(cell) if isinstance(cell, list | tuple | set | frozenset) else [] for cell in answers
    ]
    found = list(dict.fromkeys(answer for cell in lists for answer in cell))
    wanted = sorted(found, key=str) if categories is None else list(categories)
    unknown = [answer for answer in found if answer not in wanted]
    if unknown or not wanted:
        msg = f"answers {unknown} are unlisted" if unknown else "nobody gave an answer"
        msg += f"; allowed: {wanted or 'at least one answer'}"
        raise StatisticsError(msg)
    places = {answer: at for at, answer in enumerate(wanted)}
    chosen = np.zeros((len(lists), len(wanted)), dtype=bool)
    for row, cell in enumerate(lists):
        chosen[row, [places[answer] for answer in cell]] = True
    indicators = pd.DataFrame(chosen, index=answers.index, columns=wanted)
    return _unasked(indicators, pd.Series([bool(cell) for cell in lists], index=answers.index))


def _unasked(indicators: pd.DataFrame, asked: pd.Series[bool]) -> pd.DataFrame:
    return indicators.astype("boolean").where(asked, axis=0)
