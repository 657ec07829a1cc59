"""Platforms: how they name columns, mark what was seen and left open, and tell who counts."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from research.sources.formats.heads import named

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from research.sources.formats.fields import Field
    from research.sources.formats.heads import Heads, Naming

__all__ = ["PLAIN", "PLATFORMS", "Shape", "all_named", "numbered"]


def _nothing() -> Mapping[str, frozenset[str]]:
    return MappingProxyType({})


@dataclass(frozen=True)
class Shape:
    """What exports of one platform have in common.

    Parameters
    ----------
    header_rows : rows of the head.
    naming : gives the fields from them.
    left_open : cells that say that a question was seen and not answered: they are blank.
    counted : columns that say who counts, and the cells of those who do; any cell where none is
        named.
    own : names of columns that the platform adds of its own.
    """

    header_rows: int = 1
    naming: Naming | None = None
    left_open: frozenset[str] = frozenset()
    counted: Mapping[str, frozenset[str]] = field(default_factory=_nothing)
    own: re.Pattern[str] | None = None

    def own_columns(self, names: Iterable[str]) -> list[str]:
        """Which columns of a file are the platform's own, and hold no answer.

        Parameters
        ----------
        names : of columns.

        Examples
        --------
        >>> PLATFORMS["qualtrics"].own_columns(["Q5", "Q5_NPS_GROUP", "Q6_DO_2", "Q9 - Topics"])
        ['Q5_NPS_GROUP', 'Q6_DO_2', 'Q9 - Topics']
        """
        own = self.own
        return [] if own is None else [name for name in names if own.search(name)]

    def deciding(self, names: Collection[str]) -> dict[str, frozenset[str]]:
        """Which columns of a file say who counts, with the cells of those who do."""
        return {name: cells for name, cells in self.counted.items() if name in names}


def numbered(heads: Heads) -> list[Field]:
    """Name columns as `named` does, and tell headings that stand there already apart by a number.

    Parameters
    ----------
    heads : the rows of the head, each as wide as the first.

    Examples
    --------
    >>> [one.name for one in numbered([["Id", "How good?", "How good?"], ["", "Answer", "Answer"]])]
    ['Id', 'How good? - Answer', 'How good? - Answer (2)']
    """
    return _told_apart(named(heads))


def all_named(heads: Heads) -> list[Field]:
    """Name columns as `numbered` does, and those without a head by their place.

    Parameters
    ----------
    heads : the rows of the head, each as wide as the first.

    Examples
    --------
    >>> [one.name for one in all_named([["Id", "", "Rating", "Rating"]])]
    ['Id', 'column 2', 'Rating', 'Rating (2)']
    """
    fields = named(heads)
    return _told_apart([replace(one, name=one.name or f"column {one.place}") for one in fields])


def _told_apart(fields: Sequence[Field]) -> list[Field]:
    names = {one.name for one in fields}
    seen: Counter[str] = Counter()
    told: list[Field] = []
    for one in fields:
        name = one.name
        seen[name] += 1
        while seen[one.name] > 1 and name in names:
            name = f"{one.name} ({seen[one.name]})"
            seen[one.name] += name in names
        names.add(name)
        told.append(replace(one, name=name))
    return told


PLAIN = Shape()
"""A file of no platform that is known."""

# Qualtrics: previews, tests and spam are records too; -99 is "seen, unanswered". LimeSurvey keeps
# answers that were never sent. SurveyMonkey repeats headings, and tells of nobody who broke off.
PLATFORMS: Mapping[str, Shape] = MappingProxyType(
    {
        "qualtrics": Shape(
            header_rows=3,
            left_open=frozenset({"-99"}),
            counted=MappingProxyType(
                {
                    "Status": frozenset(
                        {
                            *("0", "IP Address", "4", "Imported", "16", "Offline"),
                            *("32", "EX", "48", "EX Offline"),
                        }
                    ),
                    "Finished": frozenset({"1", "True", "TRUE", "true"}),
                }
            ),
            own=re.compile(r"_NPS_GROUP$|_DO(?:_\w+)?$| - (?:Parent )?Topics\b| - Sentiment\b"),
        ),
        "surveymonkey": Shape(header_rows=2, naming=numbered),
        "limesurvey": Shape(counted=MappingProxyType({"submitdate": frozenset()})),
    }
)
"""Shapes by the names that parameter files have for platforms."""
