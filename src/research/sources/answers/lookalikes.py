"""Look-alikes: words that differ by what cannot be seen."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["alike", "bare"]

_BLANKS = re.compile(r"\s+")


def bare(text: str) -> str:
    r"""Give a text without what cannot be seen: forms of a letter, kinds and number of blanks.

    >>> bare("Bank\u00a0ing") == bare("Bank ing"), bare("Ba\u200bnk"), bare("e\u0301") == bare("é")
    (True, 'Bank', True)
    """
    plain = unicodedata.normalize("NFKC", text)
    if not plain.isascii():
        plain = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    return _BLANKS.sub(" ", plain).strip()


def alike(texts: Iterable[str]) -> list[list[str]]:
    r"""Give the groups of different texts that look the same.

    >>> alike(["Caf\u00e9", "Cafe\u0301", "Bar"]) == [["Caf\u00e9", "Cafe\u0301"]]
    True
    """
    groups: dict[str, list[str]] = {}
    for text in texts:
        groups.setdefault(bare(text), []).append(text)
    return [group for group in groups.values() if len(group) > 1]
