"""Where a long word of a narrow head may break."""

from __future__ import annotations

import re

__all__ = ["SOFT", "softened"]

SOFT = "\u00ad"

# A word up to this many letters stands whole.
_WHOLE = 9
_WORD = re.compile(r"[^\W\d_]+")
# Between vowels, a consonant goes with the second; of two, one goes with each. Both sides keep two
# letters at least.
_BREAK = re.compile(
    r"(?<=..[aeiouyäöüéè])(?=[^\W\d_aeiouyäöüéè][aeiouyäöüéè].)"
    r"|(?<=.[aeiouyäöüéè][^\W\d_aeiouyäöüéè])(?=[^\W\d_aeiouyäöüéèhlr][aeiouyäöüéè].)",
    re.IGNORECASE,
)


def softened(text: str) -> str:
    r"""Let long words break between syllables, as far as letters tell them.

    Parameters
    ----------
    text : a head; in a language that is written without vowels it stays as it is.

    Examples
    --------
    >>> softened("Telecommunications").replace("\u00ad", "-")
    'Tele-com-mu-ni-ca-tions'
    >>> softened("Banking & Retail")
    'Banking & Retail'
    """
    return _WORD.sub(_parted, text)


def _parted(found: re.Match[str]) -> str:
    word = found[0]
    return word if len(word) <= _WHOLE else _BREAK.sub(SOFT, word)
