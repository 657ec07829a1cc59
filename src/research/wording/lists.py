"""Lists: several things in running text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["series"]


def series(items: Iterable[str], joint: str = "and") -> str:
    """Items as a list in running text; no comma before the last "and".

    Examples
    --------
    >>> series(["KAM"]), series(["KAM", "OD"]), series(["a", "b", "c"], "or")
    ('KAM', 'KAM and OD', 'a, b or c')
    """
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"
