"""What the cells of a column are: numbers, days or text, and which of a supplier's must be what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from research.errors import Problem
from research.sources.withholding import cell_shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from research.sources.cells import Cells

__all__ = ["kind_problems", "typed"]

_DAY = r"\d{4}-\d{2}-\d{2}"
# As programs write numbers; 1e2 may be an article, 007 is an agent.
_NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]\d+)?"
_CODE = r"[+-]?0\d.*"

_KINDS = {
    "revenue_last_year": "amount",
    "revenue_this_year": "amount",
    "total_spend": "amount",
    "fit": "number",
    "survey": "year",
    "customer_since": "day",
    "decided_on": "day",
    "contract_end": "day",
    "invited_on": "day",
    "answered_on": "day",
    "renewed": "yes or no",
    "decides": "yes or no",
}
_ALLOWED = {
    "amount": "a number of 0 or more, without separators of thousands, or empty",
    "number": "a number, or empty",
    "year": "a whole number such as 2016",
    "day": "a day such as 2016-07-01, or empty",
    "yes or no": "yes, no, or empty",
}


def typed(column: pd.Series[str]) -> pd.Series[Any]:
    """Give a column of text as numbers or days where every cell is one; empty cells are missing.

    Cells such as ``007`` and ``1e2`` are names, and keep the whole column as text.

    Parameters
    ----------
    column : cells as text, empty where nothing stands.
    """
    given = column[column != ""]
    if given.empty:
        return pd.Series(pd.NA, index=column.index, dtype="str")
    if given.str.fullmatch(_DAY).all():
        return pd.to_datetime(column.where(column != ""), format="%Y-%m-%d")
    if given.str.fullmatch(_NUMBER).all() and not given.str.fullmatch(_CODE).any():
        return pd.to_numeric(given).reindex(column.index)
    return column.where(column != "")


def kind_problems(cells: Cells) -> Iterator[Problem]:
    """Find cells that are not what their column is for, and days that no calendar has.

    Columns of a supplier's own names are known by them; others are days if all their cells look so.

    Parameters
    ----------
    cells : a supplier's file.
    """
    for name in map(str, cells.frame.columns):
        column = cells.frame[name]
        given = column[column != ""]
        kind = _KINDS.get(name)
        if kind is None:
            if given.empty or not given.str.fullmatch(_DAY).all():
                continue
            kind = "day"
        wrong = given[~_fits(given, kind)]
        for row, value in wrong.items():
            yield Problem(
                cells.path,
                _fault(str(value), kind),
                row=int(str(row)),
                column=name,
                allowed=_ALLOWED[kind],
            )


def _fits(given: pd.Series[str], kind: str) -> pd.Series[bool]:
    if kind == "yes or no":
        return given.isin(["yes", "no"])
    if kind == "day":
        shaped = given.str.fullmatch(_DAY)
        days = pd.to_datetime(given.where(shaped), format="%Y-%m-%d", errors="coerce")
        return days.notna()
    if kind == "year":
        return given.str.fullmatch(r"\d{1,4}")
    numbers = pd.to_numeric(given.where(given.str.fullmatch(_NUMBER)), errors="coerce")
    return numbers >= 0 if kind == "amount" else numbers.notna()


def _fault(value: str, kind: str) -> str:
    shown = cell_shown(value)
    if kind == "day" and pd.Series([value]).str.fullmatch(_DAY).all():
        return f"there is no day '{shown}'"
    nouns = {"day": "no day", "yes or no": "neither yes nor no", "year": "no year of a survey"}
    return f"'{shown}' is {nouns.get(kind, 'no such number')}"
