"""Dates: a day as running text has it, whatever the machine's own language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

__all__ = ["DAYS", "day", "is_year", "period", "span"]

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

_QUARTERS = ("first", "second", "third", "fourth")

DAYS = re.compile(rf"\b\d{{1,2}}(?: to \d{{1,2}})? (?:{'|'.join(_MONTHS)})\b")
"""Days as `day` and `span` write them, their year aside."""


def is_year(text: str) -> bool:
    """Whether a text is a year of these centuries, as editions are often called.

    Examples
    --------
    >>> is_year("2016"), is_year("plans-2016"), is_year("3016")
    (True, False, False)
    """
    return re.fullmatch(r"(?:19|20)[0-9]{2}", text) is not None


def day(value: date) -> str:
    """Day with its month and year.

    Examples
    --------
    >>> from datetime import date
    >>> day(date(2016, 3, 1))
    '1 March 2016'
    """
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def period(first: date, kind: str, *, short: bool = False) -> str:
    """Name of a week, a month or a quarter.

    Parameters
    ----------
    first : its first day.
    kind : ``week``, ``month`` or ``quarter``.
    short : for a scale.

    Examples
    --------
    >>> from datetime import date
    >>> period(date(2016, 3, 1), "month"), period(date(2016, 3, 1), "month", short=True)
    ('March 2016', 'Mar 2016')
    >>> period(date(2016, 4, 1), "quarter"), period(date(2016, 4, 4), "week")
    ('the second quarter of 2016', 'the week from 4 April 2016')
    >>> [period(date(2016, 4, 4), kind, short=True) for kind in ("quarter", "week")]
    ['Q2 2016', '4 Apr 2016']
    """
    month, quarter = _MONTHS[first.month - 1], (first.month - 1) // 3
    if kind == "quarter":
        if short:
            return f"Q{quarter + 1} {first.year}"
        return f"the {_QUARTERS[quarter]} quarter of {first.year}"
    if kind == "month":
        return f"{month[:3] if short else month} {first.year}"
    return f"{first.day} {month[:3]} {first.year}" if short else f"the week from {day(first)}"


def span(first: date, last: date) -> str:
    """First and last day, what they share said once.

    Examples
    --------
    >>> from datetime import date
    >>> span(date(2016, 3, 1), date(2016, 4, 9)), span(date(2016, 3, 1), date(2016, 3, 9))
    ('1 March to 9 April 2016', '1 to 9 March 2016')
    >>> span(date(2016, 3, 1), date(2016, 3, 1))
    '1 March 2016'
    """
    if first == last:
        return day(first)
    begun = day(first)
    for shared in (f" {_MONTHS[last.month - 1]} {last.year}", f" {last.year}"):
        if begun.endswith(shared):
            begun = begun.removesuffix(shared)
            break
    return f"{begun} to {day(last)}"
