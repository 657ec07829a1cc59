"""Columns in running text: the words that make up their names."""

from __future__ import annotations

import re

__all__ = ["spoken"]

_JOINT = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[_\W]+")


def spoken(column: str) -> str:
    """Words of a column's name, as a reader would say them.

    Examples
    --------
    >>> spoken("InternetService"), spoken("revenue_this_year"), spoken("tenure")
    ('internet service', 'revenue this year', 'tenure')
    """
    words = [word for word in _JOINT.split(column) if word]
    return " ".join(word if word.isupper() else word.lower() for word in words)
