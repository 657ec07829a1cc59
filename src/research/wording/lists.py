"""Lists: several things in running text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["either", "series"]


def series(items: Iterable[str]) -> str:
    """Items as a list in running text; no comma before the last "and".

    Examples
    --------
    >>> series(["KAM"]), series(["KAM", "OD"]), series(["a", "b", "c"])
    ('KAM', 'KAM and OD', 'a, b and c')
    """
    return _joined(items, "and")


def either(items: Iterable[str]) -> str:
    """Items as a choice in running text.

    Examples
    --------
    >>> either(["KAM", "OD"]), either(["a", "b", "c"])
    ('KAM or OD', 'a, b or c')
    """
    return _joined(items, "or")


def _joined(items: Iterable[str], joint: str) -> str:
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"
