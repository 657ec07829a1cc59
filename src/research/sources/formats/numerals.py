"""Numerals: how a file writes its numbers, which its owner declares and nobody guesses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from research.errors import InputError, Problem

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Marks"]

_DECIMALS = (".", ",")
_THOUSANDS = ("", ",", ".", " ", "'", "\u00a0", "\u202f", "\u2019")


@dataclass(frozen=True)
class Marks:
    """The marks in a file's numbers.

    Parameters
    ----------
    decimal : before the decimals, ``.`` or ``,``.
    thousands : between groups of three digits; empty where there is none.
    """

    decimal: str = "."
    thousands: str = ""

    def check(self, path: Path) -> None:
        """Refuse marks that tell no number from another.

        Raises
        ------
        InputError
            A mark is none of those allowed, or both are the same.
        """
        problems = [
            Problem(
                path, f"'{mark}' is no {noun}", allowed=", ".join(f"'{one}'" for one in allowed)
            )
            for mark, noun, allowed in (
                (self.decimal, "decimal mark", _DECIMALS),
                (self.thousands, "mark of thousands", _THOUSANDS),
            )
            if mark not in allowed
        ]
        if self.decimal == self.thousands:
            fault = f"'{self.decimal}' cannot mark decimals and thousands"
            problems.append(Problem(path, fault, hint="declare the marks as the file has them"))
        if problems:
            raise InputError(problems)

    def number(self, text: str) -> float | None:
        """Read a cell as a number; None where it breaks the marks.

        Examples
        --------
        >>> Marks(",", ".").number("1.234,5"), Marks(",", ".").number("1.2345,6")
        (1234.5, None)
        >>> Marks().number("1,2,3"), Marks(".", ",").number("1,2,3"), Marks().number("1e+05")
        (None, None, 100000.0)
        """
        if not self._pattern.fullmatch(text):
            return None
        return float(text.replace(self.thousands, "").replace(self.decimal, "."))

    @cached_property
    def shape(self) -> str:
        """A regular expression of just the texts that are numbers."""
        decimal, thousands = re.escape(self.decimal), re.escape(self.thousands)
        whole = rf"(?:[0-9]+|[0-9]{{1,3}}(?:{thousands}[0-9]{{3}})+)" if thousands else "[0-9]+"
        digits = rf"(?:{whole}(?:{decimal}[0-9]*)?|{decimal}[0-9]+)"
        return rf"[+-]?{digits}(?:[eE][+-]?[0-9]+)?"

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(self.shape)
