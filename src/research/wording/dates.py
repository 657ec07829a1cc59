"""Dates: a day as running text has it, whatever the machine's own language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

__all__ = ["day", "is_year"]

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


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
