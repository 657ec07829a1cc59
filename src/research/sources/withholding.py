"""Withholding: what of a data file an error may show, since errors end up in logs.

An error always says where: file, row, column. A name of a column is shown where the first line is a
head, a cell where it cannot be personal; elsewhere a number or a mark stands in its place.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


__all__ = [
    "WITHHELD",
    "cell_shown",
    "head_shown",
    "heads_shown",
    "identity_shown",
    "value_shown",
]

WITHHELD = "[not shown]"
"""What stands in an error in place of a cell that may be personal."""

_SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)+")
_TOLD = re.compile(r"@|://|\d(?:\D{0,3}\d){5}|[.!?](\s|$)")
_IDENTITY = re.compile(r"[A-Za-z]{0,4}[-_]?\d{1,6}(-[A-Z]{1,6})?|[A-Za-z]")
_NUMBER = re.compile(r"[+\-]?\d{1,4}(?:[.,]\d{1,4})?%?")
_SMALL_WORD = re.compile(r"[a-z]{1,12}")
# A name of a column or a label is shorter; a sentence that somebody wrote is not.
_LONGEST = 40


def _is_head(heads: Sequence[str], expected: Sequence[str]) -> bool:
    """Whether a first line names columns: half of those expected are in it, or most look so."""
    wanted = set(expected)
    return bool(wanted) and 2 * len(wanted & set(heads)) >= len(wanted)


def head_shown(name: str, place: int) -> str:
    """Give a head of which nothing is known as an error may show it: a small word, or its number.

    Examples
    --------
    >>> head_shown("sector", 3), head_shown("Ann Will", 3)
    ('sector', 'no. 3')
    """
    return name if _SNAKE.fullmatch(name) or _SMALL_WORD.fullmatch(name) else f"no. {place}"


def heads_shown(heads: Sequence[str], expected: Sequence[str]) -> dict[str, str]:
    """Say how the columns of a file are called in errors.

    Parameters
    ----------
    heads : what stands in the first line.
    expected : names of columns that must be there. Where fewer than half of them are, the first
        line may be somebody's answers, and columns are told by their number.

    Returns
    -------
    For each head itself, or ``no. 3`` for the third.

    Examples
    --------
    >>> heads_shown(["respondent", "sector", "ann@example.com"], ["respondent", "sector"])
    {'respondent': 'respondent', 'sector': 'sector', 'ann@example.com': 'no. 3'}
    >>> heads_shown(["R1", "Ann Will", "rank_kam"], ["respondent", "sector", "rank_kam"])
    {'R1': 'no. 1', 'Ann Will': 'no. 2', 'rank_kam': 'rank_kam'}
    """
    known, is_head = set(expected), _is_head(heads, expected)

    def safe(name: str) -> bool:
        if name in known or _SNAKE.fullmatch(name):
            return True
        return is_head and len(name) <= _LONGEST and not _TOLD.search(name)

    return {
        name: name if safe(name) else f"no. {place}" for place, name in enumerate(heads, start=1)
    }


def cell_shown(value: str, allowed: Iterable[str] = (), personal: Iterable[str] = ()) -> str:
    """Give a wrong cell as an error may show it.

    Shown are short numbers, one small word, and what is nearly one of the words allowed; nothing
    that stands in a personal column of the file.

    Parameters
    ----------
    value : the cell.
    allowed : what might stand there.
    personal : cells of the personal columns, in small letters.

    Examples
    --------
    >>> [cell_shown(cell, ["Banking"]) for cell in ("Bankng", "13", "Ann Will", "020 7946 0958")]
    ['Bankng', '13', '[not shown]', '[not shown]']
    """
    if value.casefold() in personal:
        return WITHHELD
    plain = _NUMBER.fullmatch(value) or _SMALL_WORD.fullmatch(value)
    near = get_close_matches(value.casefold(), [word.casefold() for word in allowed], 1, 0.7)
    return value if plain or near else WITHHELD


def identity_shown(value: str) -> str:
    """Give what tells rows apart as an error may show it: a key such as A001, no name."""
    return value if _IDENTITY.fullmatch(value) else WITHHELD


def value_shown(
    value: str,
    allowed: Sequence[str],
    known: set[str],
    *,
    shifted: bool = False,
    figures: bool = False,
    place: int = 0,
) -> str:
    """Give a wrong cell of a column of answers as an error may show it.

    Parameters
    ----------
    value : the cell.
    allowed : what might stand there.
    known : cells of the personal columns, in small letters.
    shifted : whether most cells of the column are wrong, as after a shift: then none is shown.
    figures : but for short numbers where numbers are wanted: these tell nobody.
    place : how many others of the column are told before it; two that are not shown stay two.
    """
    if shifted and not (figures and _NUMBER.fullmatch(value)):
        return _told_apart(WITHHELD, place)
    return _told_apart(cell_shown(value, allowed, known), place)


def _told_apart(given: str, place: int) -> str:
    return given if given != WITHHELD or not place else f"[not shown, {place + 1}]"
