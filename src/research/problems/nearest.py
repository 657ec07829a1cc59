"""The nearest of the known words: what somebody may have meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.problems.values import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["known_or_meant", "meant", "nearest"]

# Comparing takes the square of the length; nobody mistypes a word as long as this.
_LONGEST = 100


def nearest(
    word: object, known: Iterable[object], count: int = 1, likeness: float = 0.6
) -> list[str]:
    """Give the known words that are most like one.

    Parameters
    ----------
    word : as written.
    known : what may stand there.
    count : how many at most.
    likeness : from 0 to 1, what they must reach (Ratcliff and Obershelp, by `difflib`).

    Examples
    --------
    >>> nearest("regoin", ["sector", "region", "reason"])
    ['region']
    >>> nearest("Region", ["sector", "region"])
    ['region']
    """
    import difflib

    text = str(word)
    if len(text) > _LONGEST:
        return []
    words = [name for name in map(str, known) if len(name) <= _LONGEST]
    folded = [name for name in words if name.casefold() == text.casefold()]
    alike = difflib.get_close_matches(text, words, n=count, cutoff=likeness)
    return list(dict.fromkeys([*folded, *alike]))[:count]


def meant(word: object, known: Iterable[object]) -> str:
    """Ask whether the nearest known word was meant; empty where none is near.

    Examples
    --------
    >>> meant("regoin", ["sector", "region"])
    "did you mean 'region'?"
    >>> meant("age", ["sector", "region"])
    ''
    """
    found = nearest(word, known)
    return f"did you mean '{found[0]}'?" if found else ""


def known_or_meant(word: object, known: Iterable[object]) -> str:
    """Ask whether the nearest known word was meant, or list what is known.

    Examples
    --------
    >>> known_or_meant("age", ["sector", "region"])
    'known: sector, region'
    """
    names = list(map(str, known))
    return meant(word, names) or f"known: {listed(names) or 'none'}"
