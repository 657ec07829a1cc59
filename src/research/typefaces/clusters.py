"""Clusters: what a reader takes for one character, and which of them a font lacks."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

__all__ = ["East", "east_of", "is_private", "lacking", "needed"]

_WORD = re.compile(r"\S+")
_KANA = re.compile(r"[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f]")
_HANGUL = re.compile(r"[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")

East = str
"""Whose shapes the characters shared by East Asia take: JP, KR, SC, TC or HK."""


def needed(cluster: str) -> set[int]:
    """Give the code points of a cluster that want a glyph: no joiner, selector or soft hyphen.

    Examples
    --------
    >>> sorted(map(hex, needed("\u2764\ufe0f")))
    ['0x2764']
    """
    return {ord(sign) for sign in cluster if not _is_unseen(sign)}


def lacking(texts: Iterable[str], coverage: Collection[int]) -> list[str]:
    """Give the clusters with a character that a font lacks, each once, in the order of the text.

    Parameters
    ----------
    texts : what is to be set.
    coverage : code points that the font has.

    Examples
    --------
    >>> lacking(["fine \U0001f44d\U0001f3fd, fine"], set(map(ord, "fine, ")))
    ['\U0001f44d\U0001f3fd']
    """
    found: dict[str, None] = {}
    for text in texts:
        missing = {sign for sign in set(text) if _is_lacked(sign, coverage)}
        for word in _WORD.findall(text) if missing else ():
            if missing & set(word):
                found |= dict.fromkeys(_clusters(word, missing))
    return list(found)


def is_private(code: int) -> bool:
    """Tell whether a code point means what the program that wrote it makes it mean."""
    return unicodedata.category(chr(code)) == "Co"


def east_of(texts: Iterable[str], language: str = "") -> East:
    """Tell whose shapes the characters take that China, Japan and Korea share.

    Parameters
    ----------
    texts : what is to be set; where kana stand in it, it is taken for Japanese, else where hangul
        do, for Korean, else for simplified Chinese.
    language : of the report; counts before what the texts look like.

    Examples
    --------
    >>> east_of(["\u6771\u4eac"]), east_of(["\u6771\u4eac\u306b"]), east_of(["\u6771"], "zh-TW")
    ('SC', 'JP', 'TC')
    """
    told = {"ja": "JP", "ko": "KR", "zh-hk": "HK", "zh-tw": "TC", "zh-hant": "TC", "zh": "SC"}
    for name, east in told.items():
        if language.lower().startswith(name):
            return east
    texts = list(texts)
    if any(_KANA.search(text) for text in texts):
        return "JP"
    return "KR" if any(_HANGUL.search(text) for text in texts) else "SC"


def _clusters(word: str, missing: set[str]) -> list[str]:
    from wcwidth import iter_graphemes

    return [cluster for cluster in iter_graphemes(word) if missing & set(cluster)]


def _is_lacked(sign: str, coverage: Collection[int]) -> bool:
    return ord(sign) not in coverage and not sign.isspace() and not _is_unseen(sign)


def _is_unseen(sign: str) -> bool:
    # Variation selectors are marks; other format characters have a category of their own.
    return unicodedata.category(sign) in ("Cf", "Cc") or 0xFE00 <= ord(sign) <= 0xFE0F
