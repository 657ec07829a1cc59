"""Dates: a day as running text has it, whatever the machine's own language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

__all__ = ["day"]

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def day(value: date) -> str:
    """Day with its month and year.

    Examples
    --------
    >>> from datetime import date
    >>> day(date(2016, 3, 1))
    '01 March 2016'
    """
    return f"{value.day:02d} {_MONTHS[value.month - 1]} {value.year}"
