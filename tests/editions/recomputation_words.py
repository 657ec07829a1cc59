"""Numbers, ordinals and shares in words, as titles and sentences have them."""

from __future__ import annotations

import re

FRACTIONS = {
    "half": 1 / 2, "a third": 1 / 3, "two thirds": 2 / 3, "a quarter": 1 / 4,
    "three quarters": 3 / 4, "a fifth": 1 / 5, "two fifths": 2 / 5, "three fifths": 3 / 5,
    "four fifths": 4 / 5, "a tenth": 1 / 10,
}  # fmt: skip
WORDS = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
]  # fmt: skip
ORDINALS = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
]  # fmt: skip
NUMBERS = {word: place for place, word in enumerate(WORDS, start=1)}
PLACES = {word: place for place, word in enumerate(ORDINALS, start=1)}


def share_fits(said: str, share: float) -> bool:
    """Whether a share in words or percent is the share."""
    said = said.lower().removesuffix(" of respondents")
    if said.endswith("%"):
        return int(said[:-1]) == round(100 * share)
    about, nearly, over = (said.startswith(word) for word in ("about ", "nearly ", "over "))
    off = share - FRACTIONS[re.sub("^(about|nearly|over) ", "", said)]
    if nearly:
        return -0.045 <= off < 0
    if over:
        return 0 < off <= 0.045
    return abs(off) <= (0.03 if about else 0.012)
