"""Spots: line and column of a place in a text, as editors count them."""

from __future__ import annotations

from typing import TypedDict

__all__ = ["Spot", "moved", "placed", "spot"]


class Spot(TypedDict):
    """Where in a file something stands, as of `research.errors.Problem`."""

    row: int
    place: int


def spot(text: str, start: int) -> Spot:
    r"""Give line and column of a place in a text, both counted from 1.

    Parameters
    ----------
    text : the whole text.
    start : characters before the place.

    Examples
    --------
    >>> spot("One line.\nAnd {{ x }}.", 14)
    {'row': 2, 'place': 5}
    """
    return {"row": text.count("\n", 0, start) + 1, "place": start - text.rfind("\n", 0, start)}


def placed(text: str, needle: str) -> Spot | None:
    """Give the spot where something first stands in a text; nothing where it does not.

    Parameters
    ----------
    text : the whole text.
    needle : what is looked for; nothing is found by an empty one.

    Examples
    --------
    >>> placed("A link to [us](ftp://x).", "ftp:")
    {'row': 1, 'place': 16}
    """
    start = text.find(needle) if needle else -1
    return spot(text, start) if start >= 0 else None


def moved(text: str, row: int | None, place: int | None, into: str) -> Spot | None:
    r"""Give the spot in a file of what stands at a spot of a text that was read from it.

    Parameters
    ----------
    text : as it was read, of one key of the file perhaps, its lines broken elsewhere.
    row, place : the spot in that text.
    into : the whole file.

    Returns
    -------
    Where the file has the words that begin there; nothing where it has none of them.

    Examples
    --------
    >>> moved("We saw {{ x }}.", 1, 8, "key: value\nnote: We saw {{ x }}.")
    {'row': 2, 'place': 14}
    """
    lines = text.splitlines()
    if row is None or not 1 <= row <= len(lines):
        return None
    words = lines[row - 1][(place or 1) - 1 :]
    found = (placed(into, words[:length].rstrip()) for length in _LENGTHS)
    return next((one for one in found if one), None)


# Characters that are looked for, the most telling first.
_LENGTHS = (80, 24, 12)
