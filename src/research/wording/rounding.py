"""Rounding: one for every figure of a report, half to the even digit, exact in decimals.

What is rounded is the value as it is published: 12 significant digits, those of the ledger. So a
table, a computed sentence and an author's placeholder round the same number, and a tie is a tie
whatever a binary fraction has made of it.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

__all__ = ["PLACES", "published", "rounded", "whole"]

# Enough digits to compare two editions, too few to see the last bit of a sum; and enough places
# that what is left of two larger numbers, such as a limit near zero, shows no more than they have.
_DIGITS = 12
PLACES = 12


def published(value: float | Fraction, places: int | None = PLACES) -> float:
    """Value with 12 significant digits, and 12 places.

    Parameters
    ----------
    value : a finite number.
    places : places after the point that are kept at most; None for all that the digits need.

    Examples
    --------
    >>> published(2 / 3), published(0.00280988871274295), published(3.0)
    (0.666666666667, 0.002809888713, 3.0)
    """
    kept = float(f"{float(value):.{_DIGITS}g}")
    return kept if places is None else round(kept, places)


def rounded(value: float | Fraction | Decimal, digits: int = 0) -> Decimal:
    """Value with so many digits after the point, half to even.

    Examples
    --------
    >>> rounded(12.5), rounded(2.675, 2), rounded(0.1 + 0.2 + 0.05, 1), rounded(-0.04, 1)
    (Decimal('12'), Decimal('2.68'), Decimal('0.4'), Decimal('0.0'))
    """
    exact = value if isinstance(value, int | Decimal) else repr(published(value))
    found = Decimal(exact).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_EVEN)
    return found or abs(found)


def whole(value: float | Fraction | Decimal) -> int:
    """Value as a whole number, half to even.

    Examples
    --------
    >>> whole(12.5), whole(13.5), whole(32.5)
    (12, 14, 32)
    """
    return int(rounded(value))
