"""Ordinals and ranks: places in an order, in words and in figures."""

from __future__ import annotations

__all__ = ["format_rank", "ordinal", "ordinal_figure"]

_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
)  # fmt: skip


def ordinal(value: int) -> str:
    """Ordinal in words up to twelfth, in figures above.

    Examples
    --------
    >>> ordinal(3), ordinal(22)
    ('third', '22nd')
    """
    return _ORDINALS[value - 1] if 0 < value <= len(_ORDINALS) else ordinal_figure(value)


def ordinal_figure(value: int) -> str:
    """Ordinal in figures.

    Examples
    --------
    >>> [ordinal_figure(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 112)]
    ['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st', '112th']
    """
    teens = value % 100 in (11, 12, 13)
    suffix = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{suffix}"


def format_rank(rank: int | str, tied: bool) -> str:
    """Rank as a table prints it; a shared one carries an equals sign.

    Examples
    --------
    >>> format_rank(3, True), format_rank(3, False)
    ('3=', '3')
    """
    return f"{rank}=" if tied else str(rank)
