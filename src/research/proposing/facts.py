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
# 01.03.2026, 3/1/26; a clock beside it is looked for, for no form has it.
_WRITTEN_DAY = re.compile(
    r"(?P<first>\d{1,2})(?P<mark>[./-])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})"
    r"(?P<clock>[ T]\d{1,2}:\d{2}.*)?"
)
_MONTHS = 12
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
        """Whether the cells are days, in the format, as ISO text or in a form that people write."""
        if self.field.kind in ("day", "moment"):
            return self.filled > 0
        iso = self.filled > 0 and all(_DAY.fullmatch(text) for text in self.counts)
        return iso or bool(self.day_form)

    @cached_property
    def day_form(self) -> str:
        """How text writes days, where it is not ISO: %d.%m.%Y; empty where it writes none.

        Where no day is over 12, the day is taken to stand before the month.
        """
        found = [_WRITTEN_DAY.fullmatch(text) for text in self.counts]
        told = [one for one in found if one]
        if len(told) < len(found) or len({(one["mark"], len(one["year"])) for one in told}) != 1:
            return ""
        if any(one["clock"] for one in told):
            return ""
        month_first = any(int(one["second"]) > _MONTHS for one in told)
        first, second = ("%m", "%d") if month_first else ("%d", "%m")
        if any(int(one["first" if month_first else "second"]) > _MONTHS for one in told):
            return ""
        mark, year = told[0]["mark"], "%Y" if len(told[0]["year"]) > 2 else "%y"
        return f"{first}{mark}{second}{mark}{year}"

    @property
    def day_unsure(self) -> bool:
        """Whether the day may as well be the month."""
        found = [one for text in self.counts if (one := _WRITTEN_DAY.fullmatch(text))]
        parts = {int(one[part]) for one in found for part in ("first", "second")}
        return bool(found) and found[0]["mark"] != "." and max(parts) <= _MONTHS

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
