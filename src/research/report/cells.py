"""Cells: what a workbook's cell shows, and the room that it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from research.display.escape import unbroken
from research.display.widths import columns
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LINE", "height", "lines_of", "plain", "text_of"]

_SAY = Frames(__file__)

LINE = 15.0
"""Height of a line, in points."""

# What Excel takes in one cell.
LONGEST = 32_767


def text_of(value: Any) -> str:
    """Give a value as a cell shows it, for text cells and for what room a cell needs."""
    if isinstance(value, bool):
        return _SAY("so.true" if value else "so.false")
    if isinstance(value, int | float):
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    if value is None:
        return ""
    return plain("; ".join(map(str, value)) if isinstance(value, list) else str(value))


def height(cells: Sequence[tuple[str, int]]) -> float:
    """Give the height in points of a row whose texts wrap in columns of these widths."""
    return LINE * max((lines_of(text, width) for text, width in cells), default=1)


def lines_of(text: str, width: int) -> int:
    """Count the lines of a text where whole words wrap; a little room is left for wide letters."""
    room = max(width - 2, 1)
    lines = 0
    for paragraph in text.split("\n"):
        filled = room + 1
        for word in paragraph.split(" ") or [""]:
            wide = columns(word)
            if filled + 1 + wide > room:
                lines += max(1, -(-wide // room))
                filled = (wide % room or room) if wide > room else wide
            else:
                filled += 1 + wide
    return lines


def plain(text: str) -> str:
    """Give text from data as a cell can hold it: every sign that it has, and no half ones.

    >>> plain("Offer* [new], 5* hotels, 2*3*4, Firms [EU]{x}")
    'Offer* [new], 5* hotels, 2*3*4, Firms [EU]{x}'
    """
    kept = "".join(sign for sign in text if sign.isprintable() or sign in "\t\n" or sign > "\x9f")
    whole = unbroken(kept)
    return whole if len(whole) <= LONGEST else f"{whole[: LONGEST - 1]}…"
