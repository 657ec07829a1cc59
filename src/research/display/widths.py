"""Widths of characters in columns of text, where pandoc and we must count alike."""

from __future__ import annotations

import unicodedata

__all__ = ["columns", "countable"]


def countable(text: str) -> str:
    """Write what has no certain width as a character reference of Markdown.

    Letters, digits, signs and marks of one column stay, and so do those of East Asia that take two.
    Marks on a letter, joiners, soft hyphens, emoji and the like have other widths for each program
    that counts; their references have one for all.

    Parameters
    ----------
    text : Markdown on one line.

    Examples
    --------
    >>> countable("caf\u00e9, cafe\u0301, \u6771\u4eac, \U0001f44d")
    'caf\u00e9, cafe&#x301;, \u6771\u4eac, &#x1f44d;'
    """
    return "".join(sign if _width(sign) else f"&#x{ord(sign):x};" for sign in text)


def columns(text: str) -> int:
    """Count the columns of a text in which everything is countable.

    Examples
    --------
    >>> columns("caf\u00e9"), columns("\u6771\u4eac")
    (4, 4)
    """
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(sign: str) -> int:
    """Give 1 or 2, or 0 where programs differ."""
    if " " <= sign <= "~":
        return 1
    category, wide = unicodedata.category(sign), unicodedata.east_asian_width(sign) in "WF"
    if sign == "\u00a0" or (category[0] in "LNPS" and not wide):
        return 1
    return 2 if wide and category == "Lo" else 0
