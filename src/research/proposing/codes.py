"""Codes: the answers of a column as a parameter file lists them, each with its role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from research.edition.labels import same_code
from research.proposing.words import role_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from research.proposing.facts import Facts

__all__ = ["ODD", "code_labels", "codes_of", "is_odd", "points_of", "spread"]

ODD = frozenset({"-99", "-98", "-97", "-9", "-8", "-7", "-2", "-1", "77", "88", "95", "96", "97"})
ODD |= {"98", "99", "666", "777", "888", "888888", "996", "997", "998", "999", "9999", "99999"}
"""Numbers that stand for no answer in many files."""


def is_odd(code: str, others: Iterable[float]) -> bool:
    """Whether a code that nobody named looks as if it said "no answer" beside the others.

    Examples
    --------
    >>> is_odd("99", [1, 2, 3, 4, 5]), is_odd("99", [80, 85, 90, 95, 99, 104]), is_odd("5", [1, 4])
    (True, False, False)
    """
    held = [one for one in others if str(int(one) if float(one).is_integer() else one) not in ODD]
    if code not in ODD or not held:
        return False
    number = float(code)
    return number < min(0.0, *held) or number > 3 * max(held)


def code_labels(facts: Sequence[Facts]) -> dict[str, str]:
    """Give the labels that a file has for codes, of several columns together."""
    return {code: label for one in facts for code, label in one.field.codes.items()}


def codes_of(labels: Mapping[str, str], missing: Iterable[str] = ()) -> dict[str, Any]:
    """Give codes as a parameter file writes them.

    Parameters
    ----------
    labels : texts by code.
    missing : codes that the file declares as missing; where their text says no role, they are
        taken for refused.
    """
    gone, found = set(missing), dict[str, Any]()
    for code, label in labels.items():
        role = role_of(label)
        if role == "answer" and code in gone:
            role = "refused"
        text = label or code
        found[code] = {"text": text, "role": role} if role != "answer" else text
    return found


def points_of(facts: Sequence[Facts]) -> list[float]:
    """Give the numbers that stand in some columns, those left aside that look like no answer."""
    named = code_labels(facts)
    numbers = sorted({number for one in facts for number in one.numbers})
    return [number for number in numbers if not _is_aside(number, named, numbers, facts)]


def _is_aside(
    number: float, named: Mapping[str, str], numbers: Sequence[float], facts: Sequence[Facts]
) -> bool:
    code = same_code(str(number))
    if any(one.field.is_missing(code) for one in facts):
        return True
    if code in named:
        return role_of(named[code]) != "answer"
    return is_odd(code, [one for one in numbers if one != number])


def spread(numbers: Sequence[float]) -> tuple[int, int]:
    """Give the scale that whole numbers were given on: the usual one that holds them all.

    Examples
    --------
    >>> spread([2, 3, 5]), spread([1, 6]), spread([0, 3, 10]), spread([12, 80])
    ((1, 5), (1, 7), (0, 10), (0, 100))
    """
    low, high = int(min(numbers)), int(max(numbers))
    for first, last in ((1, 5), (1, 7), (0, 10), (1, 10), (0, 100)):
        if first <= low and high <= last:
            return first, last
    return low, high
