"""Numbers in words: small ones in running text, all up to a hundred where words are asked for."""

from __future__ import annotations

__all__ = ["every", "number", "spelt", "times"]

# fmt: off
_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
            "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# fmt: on
# Running text spells numbers up to this one.
_SPELT = 12


def number(value: int) -> str:
    """Whole number in words up to twelve, in figures above.

    Examples
    --------
    >>> number(3), number(13), number(5000)
    ('three', '13', '5,000')
    """
    return _NUMBERS[value] if 0 < value <= _SPELT else f"{value:,}"


def spelt(value: int, nought: str = "zero") -> str:
    """Whole number up to a hundred in words: for the beginning of a sentence.

    Parameters
    ----------
    value : not below zero.
    nought : what stands for no more than that.

    Examples
    --------
    >>> spelt(7), spelt(19), spelt(55), spelt(60), spelt(100), spelt(105)
    ('seven', 'nineteen', 'fifty-five', 'sixty', 'a hundred', '105')
    >>> spelt(0), spelt(0, nought="none")
    ('zero', 'none')
    """
    if value == 0:
        return nought
    if value == 100:
        return "a hundred"
    if not 0 < value < 100:
        return f"{value:,}"
    if value < len(_NUMBERS):
        return _NUMBERS[value]
    tens, rest = divmod(value, 10)
    return _TENS[tens - 2] + (f"-{_NUMBERS[rest]}" if rest else "")


def times(value: int) -> str:
    """Once, twice, three times.

    Examples
    --------
    >>> times(1), times(2), times(4)
    ('once', 'twice', 'four times')
    """
    return {1: "once", 2: "twice"}.get(value, f"{number(value)} times")


def every(count: int) -> str:
    """All of so many.

    Examples
    --------
    >>> every(1), every(2), every(3)
    ('the one', 'both', 'all three')
    """
    return {1: "the one", 2: "both"}.get(count, f"all {number(count)}")
