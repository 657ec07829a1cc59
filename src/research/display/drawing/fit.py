"""Text fitted into its room: broken into lines, and shortened where these are not enough."""

from __future__ import annotations

import unicodedata

from research.display.drawing.measure import text_width
from research.display.escape import clean

__all__ = ["ELLIPSIS", "fitted", "longest_line"]

ELLIPSIS = "…"
# Dots round the widths of letters, so that text in dots is wider than measured, if by little.
_SAFE = 0.98
# What holds two characters together, or dresses the one before it.
_JOINERS = {"\u200c", "\u200d", "\ufe0e", "\ufe0f"}


def fitted(text: str, room: float, size: float, *, weight: int = 400, lines: int = 1) -> str:
    r"""Break text into lines that fit, and shorten the last one where more is left.

    Lines break between words; a word that is longer than a line breaks anywhere between two
    characters. Line breaks of the data are spaces.

    Parameters
    ----------
    text : a label, of any length.
    room : width of a line, in points.
    size, weight : of the font.
    lines : as many as there may be.

    Examples
    --------
    >>> fitted("Fish, bread and salt", 60, 9.5, lines=2)
    'Fish, bread\nand salt'
    >>> fitted("Fish, bread and salt", 60, 9.5)
    'Fish, bread…'
    """
    left, room = clean(text), room * _SAFE
    found: list[str] = []
    while left and len(found) < lines - 1 and text_width(left, size, weight) > room:
        line, left = _first_line(left, room, size, weight)
        found.append(line)
    if text_width(left, size, weight) > room:
        left = _cut(left, room - text_width(ELLIPSIS, size, weight), size, weight)
        left = left.rstrip(" ,;:–-") + ELLIPSIS
    return "\n".join([*found, left])


def longest_line(text: str, size: float, weight: int = 400) -> float:
    """Give the width of the widest line of text, in points."""
    return max(text_width(line, size, weight) for line in text.split("\n"))


def _first_line(text: str, room: float, size: float, weight: int) -> tuple[str, str]:
    """Give the words that fit on a line, and the rest."""
    start = _cut(text, room, size, weight)
    space = len(start) if text[len(start)] == " " else start.rfind(" ")
    at = space if space > 0 else len(start)
    return text[:at].rstrip(), text[at:].lstrip()


def _cut(text: str, room: float, size: float, weight: int) -> str:
    """Give the longest beginning that fits, one character at the least."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if text_width(text[:middle], size, weight) <= room:
            low = middle
        else:
            high = middle - 1
    return text[: _whole(text, low)]


def _whole(text: str, at: int) -> int:
    """Move a cut back so that it parts no character from its accents; forward from the first."""
    place = at
    while 0 < place < len(text) and _is_bound(text, place):
        place -= 1
    if place:
        return place
    while at < len(text) and _is_bound(text, at):
        at += 1
    return at


def _is_bound(text: str, at: int) -> bool:
    """Whether what stands at a place belongs to what stands before it."""
    here, before = text[at], text[at - 1]
    return bool(unicodedata.combining(here)) or here in _JOINERS or before == "\u200d"
