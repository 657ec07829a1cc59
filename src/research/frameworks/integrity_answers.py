"""Answers given without care, or twice: speeders, straight-liners, copies, contradictions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.errors import StatisticsError, ThinDataError
from research.wording.figures import figure
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["Check", "any_of", "copies", "longest_runs", "marked", "speeders", "straight_liners"]

_SAY = Frames(__file__)

SHARE = 1 / 3
"""Of the median duration: who needs less is a speeder (Greszki, Meyer, Schoen 2015)."""

LEAST_ROWS = 4
"""Rows of a grid that somebody must have answered to be judged by them."""

LEAST_ANSWERS = 6
"""Answers that two records must share to be called copies."""


@dataclass(frozen=True)
class Check:
    """Who is to be looked at by one rule. What it prints tells nobody: `who` does.

    Parameters
    ----------
    key : of the rule.
    rule : in words, a clause.
    flagged : one a record that the rule can judge, whether it is to be looked at.
    """

    key: str
    rule: str
    flagged: pd.Series[bool] = field(repr=False, compare=False)

    @property
    def base(self) -> int:
        """How many records the rule can judge."""
        return len(self.flagged)

    @property
    def count(self) -> int:
        """How many of them are to be looked at."""
        return int(self.flagged.sum())

    @property
    def share(self) -> float:
        """Of those judged, from 0 to 1; NaN where nobody is."""
        return self.count / self.base if self.base else float("nan")

    @property
    def who(self) -> pd.Index:
        """Names of the records to be looked at: for the researcher, never to be printed."""
        return self.flagged.index[self.flagged.to_numpy()]


def marked(key: str, rule: str, flagged: pd.Series[bool]) -> Check:
    """Give a check by a rule of somebody else's: answers that exclude each other.

    Parameters
    ----------
    key, rule, flagged : as of `Check`.

    Examples
    --------
    >>> check = marked("renewing", "renews, and is no customer", pd.Series([True, False]))
    >>> check.count, check.base, check
    (1, 2, Check(key='renewing', rule='renews, and is no customer'))
    """
    return Check(key, rule, flagged.astype(bool))


def speeders(
    duration: pd.Series[float], *, share: float = SHARE, fastest: float | None = None
) -> Check:
    """Find who answered too fast to have read what was asked.

    Parameters
    ----------
    duration : one a record, of one unit; NaN, 0 and less where it is not known.
    share : of the median: who needed less is a speeder.
    fastest : a duration in the same unit in place of that rule.

    Raises
    ------
    ThinDataError
        If no duration is known.

    Notes
    -----
    Greszki, Meyer and Schoen (2015), "Exploring the effects of removing too fast responses",
    Public Opinion Quarterly 79:471. The median is of all whose duration is known: it moves little
    with those who left the questionnaire open over night.

    Examples
    --------
    >>> found = speeders(pd.Series([9.0, 10, 11, 3, 12, 600], index=list("abcdef")))
    >>> found.count, found.base, found.rule
    (1, 6, 'less than 33% of the median duration, which is 10.5')
    """
    known = duration[duration > 0].astype(float)
    if known.empty:
        msg = _SAY("no duration")
        raise ThinDataError(msg)
    median = float(known.median())
    if fastest is None:
        rule = _SAY("speeders", share=figure(100 * share, 0), median=figure(median, 1))
        return Check("speeders", rule, known < share * median)
    return Check("speeders", _SAY("fastest", least=figure(fastest, 1)), known < fastest)


def longest_runs(grid: pd.DataFrame) -> pd.Series[int]:
    """Give the most equal answers in a row, of those given, of each record.

    Parameters
    ----------
    grid : one row a record, one column a row of the grid in the order asked; missing where no
        answer was given, which is passed over.

    Notes
    -----
    Johnson (2005), "Ascertaining the validity of individual protocols from web-based personality
    inventories", Journal of Research in Personality 39:103.

    Examples
    --------
    >>> longest_runs(pd.DataFrame({"a": [1, 2], "b": [1, None], "c": [3, 2]})).tolist()
    [2, 2]
    """
    codes, _ = pd.factorize(grid.to_numpy().ravel())
    values = codes.reshape(grid.shape)
    last = np.full(len(grid), -1)
    run, longest = np.zeros(len(grid), dtype="int64"), np.zeros(len(grid), dtype="int64")
    for column in values.T:
        given = column >= 0
        run = np.where(given, np.where(column == last, run + 1, 1), run)
        last = np.where(given, column, last)
        longest = np.maximum(longest, run)
    return pd.Series(longest, index=grid.index, dtype="int64")


def straight_liners(
    grid: pd.DataFrame, *, least: int = LEAST_ROWS, run: int | None = None
) -> Check:
    """Find who gave all rows of a grid the same answer, or many in a row.

    Parameters
    ----------
    grid : one row a record, one column a row of the grid in the order asked; missing where no
        answer was given.
    least : rows that a record must have answered to be judged.
    run : equal answers in a row that are too many, in place of all of them.

    Raises
    ------
    ThinDataError
        If nobody answered as many rows.

    Notes
    -----
    No differentiation at all is the plainest of the measures that Kim, Dykema, Stevenson, Black and
    Moberg (2019), "Straightlining: overview of measurement, comparison of indicators, and effects
    in mail-web mixed-mode surveys", Social Science Computer Review 37:214, compare; the longest run
    is Johnson's. Somebody may mean it: the more rows and the wider the scale, the less often.

    Examples
    --------
    >>> grid = pd.DataFrame([[4, 4, 4, 4], [4, 5, 4, 4], [4, 4, None, None]])
    >>> found = straight_liners(grid)
    >>> found.flagged.tolist(), found.base
    ([True, False], 2)
    """
    if least < 2 or (run is not None and run < 2):
        msg = f"straight-liners by least={least}, run={run}; allowed: 2 or more"
        raise StatisticsError(msg)
    given = grid.notna().sum(axis="columns")
    judged = grid[given >= least]
    if judged.empty:
        msg = _SAY("no rows", least=least)
        raise ThinDataError(msg)
    runs, wanted = longest_runs(judged), given[judged.index]
    if run is None:
        return Check("straight", _SAY("straight", least=least), runs == wanted)
    return Check("straight", _SAY("run", run=run, least=least), runs >= run)


def copies(answers: pd.DataFrame, *, least: int = LEAST_ANSWERS) -> Check:
    """Find records whose answers are those of an earlier one throughout.

    Parameters
    ----------
    answers : one row a record, one column an answer that respondents gave themselves: neither ids
        nor what was known of them before. What is missing must be missing in both.
    least : answers that a record must have given to be judged.

    Raises
    ------
    ThinDataError
        If nobody gave as many.

    Notes
    -----
    Two who answer alike by chance are the rarer the more was asked; of few questions with few
    answers many agree, and nothing is wrong. The first of those that are alike is not flagged.

    Examples
    --------
    >>> twice = pd.DataFrame([[1, 2, 3, 4, 5, 6]] * 2 + [[1, 2, 3, 4, 5, 5]])
    >>> copies(twice).flagged.tolist()
    [False, True, False]
    """
    judged = answers[answers.notna().sum(axis="columns") >= least]
    if judged.empty:
        msg = _SAY("no answers", least=least)
        raise ThinDataError(msg)
    coded = {str(name): _codes(judged[name]) for name in judged}
    again = pd.DataFrame(coded, index=judged.index).duplicated()
    return Check("copies", _SAY("copies", least=least), again)


def _codes(column: pd.Series[Any]) -> NDArray[np.intp]:
    """One number for each distinct answer, whatever it is; -1 where there is none."""
    return np.asarray(pd.factorize(column)[0])


def any_of(checks: Sequence[Check], key: str = "any") -> Check:
    """Give who is to be looked at by at least one of several checks.

    Parameters
    ----------
    checks : of the same records; who is judged by one of them is judged.
    key : of what it is called.

    Raises
    ------
    ThinDataError
        If there are none.

    Examples
    --------
    >>> one = marked("a", "a", pd.Series([True, False], index=["x", "y"]))
    >>> two = marked("b", "b", pd.Series([False], index=["z"]))
    >>> any_of([one, two]).share
    0.3333333333333333
    """
    if not checks:
        msg = _SAY("nothing checked")
        raise ThinDataError(msg)
    together = pd.concat([check.flagged for check in checks], axis="columns")
    flagged = together.eq(True).any(axis="columns")
    return Check(key, _SAY("any"), flagged.astype(bool))
