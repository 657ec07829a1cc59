"""How numbers are printed: one rule for each kind of number, everywhere."""

from __future__ import annotations

from fractions import Fraction

__all__ = ["format_percent", "format_rank", "whole_percent"]


def format_rank(rank: int, tied: bool) -> str:
    """Print a rank; a shared rank carries an equals sign.

    Examples
    --------
    >>> format_rank(3, True)
    '3='
    """
    return f"{rank}=" if tied else str(rank)


def whole_percent(count: int, base: int) -> int:
    """Round a share to a whole percentage, halves to the even number, from exact counts.

    Parameters
    ----------
    count, base : integers, ``0 <= count <= base`` and ``base > 0``.

    Examples
    --------
    >>> whole_percent(2, 16)
    12
    """
    return round(Fraction(100 * count, base))


def format_percent(count: int, base: int) -> str:
    """Print a share as a whole percentage.

    Examples
    --------
    >>> format_percent(53, 105)
    '50%'
    """
    return f"{whole_percent(count, base)}%"
