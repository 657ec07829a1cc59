"""Numbers of things in running text: in words up to twelve, in figures above, wherever they stand.

Of two numbers of which one is counted out of the other both are in words, or both in figures.
Percentages, scores, money and years are always in figures.
"""

from __future__ import annotations

__all__ = ["every", "number", "out_of", "times"]

# fmt: off
_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve")
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


def out_of(count: int, total: int) -> tuple[str, str]:
    """A number and what it is counted out of: both in words, or both in figures.

    Examples
    --------
    >>> out_of(5, 6), out_of(12, 13), out_of(2, 1105)
    (('five', 'six'), ('12', '13'), ('2', '1,105'))
    """
    if max(count, total) <= _SPELT:
        return number(count), number(total)
    return f"{count:,}", f"{total:,}"


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
