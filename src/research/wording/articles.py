"""Articles and possessives: the small forms that follow the sound or the end of a word."""

from __future__ import annotations

import re

__all__ = ["article", "possessive"]

# Letters whose names open with a vowel sound: an MD, an SME, but a CEO and a UK firm.
_VOWEL_LETTERS = frozenset("AEFHILMNORSX")
_SILENT_H = ("hour", "honest", "honour", "heir")
_CONSONANT_SOUND = ("uni", "use", "usu", "eu", "one", "once", "ubi", "uti")


def article(phrase: str) -> str:
    """Phrase with "a" or "an" before it, by sound.

    Examples
    --------
    >>> article("8% share"), article("UK firm"), article("MD"), article("hour"), article("unit")
    ('an 8% share', 'a UK firm', 'an MD', 'an hour', 'a unit')
    """
    word = re.split(r"[\s/-]", phrase, maxsplit=1)[0]
    lower = word.lower()
    if word[:1].isdigit():
        figures = re.split(r"\D", word, maxsplit=1)[0]
        vowel = figures.startswith("8") or figures in ("11", "18")
    elif len(word) > 1 and word.isupper() and word.isalpha():
        vowel = word[0] in _VOWEL_LETTERS
    elif lower.startswith(_SILENT_H):
        vowel = True
    else:
        vowel = lower[:1] in tuple("aeiou") and not lower.startswith(_CONSONANT_SOUND)
    return f"{'an' if vowel else 'a'} {phrase}"


def possessive(name: str) -> str:
    """Name with its genitive.

    Examples
    --------
    >>> possessive("Farming"), possessive("Target Markets")
    ("Farming's", "Target Markets'")
    """
    return f"{name}'" if name.endswith("s") else f"{name}'s"
