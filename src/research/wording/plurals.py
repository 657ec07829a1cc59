"""Plurals: nouns in the number that their count asks for, alone and with the count."""

from __future__ import annotations

import re

from research.wording.figures import figure
from research.wording.numbers import number

__all__ = ["counted", "numbered", "plural"]

_IRREGULAR = {"person": "people", "man": "men", "woman": "women", "child": "children"}


def plural(noun: str, count: float = 2) -> str:
    """Noun in the number that the count asks for; of "level of seniority" the first word changes.

    Examples
    --------
    >>> plural("sector"), plural("company"), plural("size class"), plural("respondent", 1)
    ('sectors', 'companies', 'size classes', 'respondent')
    >>> plural("level of seniority"), plural("person")
    ('levels of seniority', 'people')
    """
    if abs(count) == 1:
        return noun
    head, joint, rest = noun.partition(" of ")
    first, gap, last = head.rpartition(" ")
    if last in _IRREGULAR:
        many = _IRREGULAR[last]
    elif re.search(r"[^aeiou]y$", last):
        many = last[:-1] + "ies"
    elif re.search(r"(s|x|z|ch|sh)$", last):
        many = last + "es"
    else:
        many = last + "s"
    return f"{first}{gap}{many}{joint}{rest}"


def counted(count: int, noun: str) -> str:
    """Count and noun together.

    Examples
    --------
    >>> counted(1, "respondent"), counted(105, "respondent"), counted(0, "group")
    ('one respondent', '105 respondents', 'no groups')
    """
    words = "no" if count == 0 else number(count)
    return f"{words} {plural(noun, count)}"


def numbered(count: int, noun: str) -> str:
    """Count in figures and noun together, as measures are written.

    Examples
    --------
    >>> numbered(1, "point"), numbered(33, "point"), numbered(-1, "point")
    ('1 point', '33 points', '−1 point')
    """
    return f"{figure(count)} {plural(noun, count)}"
