"""Facts: what stands in a column, counted once for all who judge it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from research.sources.formats.columns import Column
    from research.sources.formats.fields import Field

__all__ = ["Facts", "common"]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_MOST_DISTINCT = 400
# What platforms add to a wording: the row of ids of their own, and which part of it was answered.
_ADDED = re.compile(
    r"(?:\s*-\s*)?\{\s*\"ImportId\".*\}\s*$|\s*-\s*(?:Selected Choice|Open-Ended Response|Response)"
    r"(?=\s*(?:\(\d+\)\s*)?$|\s+-\s)",
    re.DOTALL,
)
# Marks of pages, and what is put in as a respondent reads it.
_TAGS = re.compile(r"</?[A-Za-z][^<>]*>")
_PIPED = re.compile(r"\$\{[^}]*\}|\[\[[^\]]*\]\]")
_ODD_CELLS = 0.05


@dataclass(frozen=True)
class Facts:
    """One column of a file of n records.

    Parameters
    ----------
    field : what the file says of it.
    column : its cells.
    """

    field: Field
    column: Column

    @property
    def name(self) -> str:
        """What the file calls it."""
        return self.field.name

    @property
    def label(self) -> str:
        """Its wording in one line: what the file says beside the name, or a name of many words."""
        said = self.field.label or (self.name if " " in self.name else "")
        said = _PIPED.sub("…", _TAGS.sub(" ", said))
        while (plain := _ADDED.sub("", said)) != said:
            said = plain
        return " ".join(said.split())

    @cached_property
    def counts(self) -> dict[str, int]:
        """How often each text stands there, the most frequent first; of many the first 400."""
        codes, values = self.column.coded()
        found = np.bincount(codes[codes >= 0], minlength=len(values))
        order = np.argsort(-found, kind="stable")[:_MOST_DISTINCT]
        return {values[at]: int(found[at]) for at in order.tolist() if found[at]}

    @cached_property
    def distinct(self) -> int:
        """How many different texts there are."""
        return len(self.column.coded().values)

    @cached_property
    def filled(self) -> int:
        """How many cells are not blank."""
        return int(self.column.filled.sum())

    @cached_property
    def mask(self) -> NDArray[np.bool_]:
        """Which cells are not blank."""
        return self.column.filled

    @cached_property
    def numeric(self) -> bool:
        """Whether nearly every filled cell is a number under the marks declared."""
        return self.filled > 0 and self.wrong <= _ODD_CELLS * self.filled

    @cached_property
    def wrong(self) -> int:
        """How many filled cells are no number."""
        return int(self.column.numbers().wrong.sum())

    @cached_property
    def odd_texts(self) -> list[str]:
        """Texts among the numbers of a column of numbers, the most frequent first."""
        if not self.numeric or not self.wrong:
            return []
        bad = self.column.numbers().wrong
        codes, values = self.column.coded()
        return [values[at] for at in dict.fromkeys(codes[bad].tolist())]

    @cached_property
    def values(self) -> NDArray[np.float64]:
        """Numbers, one a record; NaN where blank or no number."""
        return self.column.numbers().values

    @cached_property
    def numbers(self) -> list[float]:
        """The different numbers, rising; nothing where some cell is none."""
        if not self.numeric:
            return []
        held = self.values[~np.isnan(self.values)]
        return [float(one) for one in np.unique(held)]

    @cached_property
    def whole(self) -> bool:
        """Whether all are whole numbers."""
        return self.numeric and all(one.is_integer() for one in self.numbers)

    @cached_property
    def days(self) -> bool:
        """Whether the cells are days, in the format or as ISO text."""
        if self.field.kind in ("day", "moment"):
            return self.filled > 0
        return self.filled > 0 and all(_DAY.fullmatch(text) for text in self.counts)

    @cached_property
    def unique(self) -> float:
        """The share of filled cells that are different from each other."""
        return self.distinct / self.filled if self.filled else 0.0

    @cached_property
    def length(self) -> float:
        """The mean length of the different texts."""
        texts = list(self.counts)
        return sum(map(len, texts)) / len(texts) if texts else 0.0


def common(texts: list[str]) -> str:
    """Give the words that several wordings begin with, no word cut.

    Examples
    --------
    >>> common(["How do you rate us? Speed", "How do you rate us? Skill"])
    'How do you rate us?'
    >>> common(["Web site", "Telephone"])
    ''
    """
    if not texts:
        return ""
    split = [text.split(" ") for text in texts]
    shared = 0
    for words in zip(*split, strict=False):
        if len(set(words)) > 1:
            break
        shared += 1
    # All alike: nothing is left to tell them apart.
    said = " ".join(split[0][:shared])
    return said.rstrip(" -–—:([")
