"""Heads: which columns belong together by what they are called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from research.proposing.facts import common
from research.proposing.words import role_of, speaks_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from research.proposing.facts import Facts

__all__ = ["Family", "families", "is_other_text", "number_of", "question_of", "stem_of"]

# Q2[SQ001]; Q7_1, aware_1, seg.3; Q7a; "How do you rate these? - Training".
_BRACKETS = re.compile(r"(?P<stem>.+)\[(?P<index>[^\]]+)\]")
_JOINED = re.compile(r"(?P<stem>.*[^\d_. -])[_. -]+(?P<index>\d+)|(?P<base>.+\d)[_.](?P<at>\d+)")
_LETTER = re.compile(r"(?P<stem>.*\d)_?(?P<index>[a-z])")
_BARE = re.compile(r"(?P<stem>[^\W\d]{2,})(?P<index>\d+)")
_DASHED = re.compile(r"(?P<stem>.+?) - (?P<index>.+)", re.DOTALL)
_NUMBER = re.compile(r"(?P<number>[A-Za-z]{0,2}\d{1,3})(?![\d])")
_RESPONSE = re.compile(r"(?:response|open-ended response|selected choice)(?: \(\d+\))?")
_FEWEST = 2


@dataclass(frozen=True)
class Family:
    """Columns that are called alike.

    Parameters
    ----------
    stem : what their names share.
    members : in the order of the file.
    others : texts beside them, for answers that are not listed.
    """

    stem: str
    members: tuple[Facts, ...]
    others: tuple[Facts, ...] = ()

    @property
    def shared(self) -> str:
        """What the wordings of all share: the question."""
        return common([one.label for one in self.members]) if self._labelled else ""

    @property
    def _labelled(self) -> bool:
        return all(one.label for one in self.members)

    def row_text(self, member: Facts) -> str:
        """Give the part of a wording that is the row's own; the index where there is none."""
        shared = self.shared
        own = member.label.removeprefix(shared).strip(" -–—:)]([") if self._labelled else ""
        own = own.removeprefix("Selected Choice").strip(" -–—:")
        if own:
            return own
        _, index = stem_of(member.name)
        return index if index and not index.isdigit() else member.name


def stem_of(name: str) -> tuple[str, str]:
    """Give what a column shares with its neighbours, and what tells it from them.

    Examples
    --------
    >>> [stem_of(name) for name in ("Q7_1", "Q2[SQ001]", "Q7b", "aware_12", "Q20_3_1", "sector")]
    [('Q7', '1'), ('Q2', 'SQ001'), ('Q7', 'b'), ('aware', '12'), ('Q20_3', '1'), ('', '')]
    >>> stem_of("How do you rate these? - Training"), stem_of("Q5"), stem_of("brand3")
    (('How do you rate these?', 'Training'), ('', ''), ('brand', '3'))
    """
    for pattern in (_BRACKETS, _DASHED, _JOINED, _LETTER, _BARE):
        found = pattern.fullmatch(name)
        if found:
            parts = found.groupdict()
            stem = parts["stem"] or parts.get("base") or ""
            index = parts["index"] or parts.get("at") or ""
            if stem and not _RESPONSE.fullmatch(index.casefold()):
                return stem, index
            return "", ""
    return "", ""


def question_of(name: str) -> str:
    """Give the part of a name that is the question's, whichever part of it a column holds.

    Examples
    --------
    >>> [question_of(name) for name in ("Where? - Response", "Q1[other]", "Q1_6_TEXT", "Q1")]
    ['Where?', 'Q1', 'Q1', 'Q1']
    """
    stem, dash, rest = name.partition(" - ")
    if dash and _RESPONSE.fullmatch(rest.casefold()):
        return stem
    plain = re.sub(r"(?:_\d+)?_TEXT$", "", name)
    return plain if plain != name else stem_of(name)[0] or name


def number_of(name: str) -> str:
    """Give the number of a question that a column's name begins with; empty where there is none.

    Examples
    --------
    >>> [number_of(name) for name in ("Q7_1", "q12", "S1", "sector", "Q2[SQ001]", "1_Q7_2")]
    ['Q7', 'Q12', 'S1', '', 'Q2', 'Q7']
    """
    parts = name.split("_")
    head = parts[1] if len(parts) > 1 and parts[0].isdigit() else name
    found = _NUMBER.match(head)
    if not found or not found["number"][0].isalpha():
        return ""
    rest = head[found.end() :]
    return found["number"].upper() if not rest or not rest[0].isalpha() or len(rest) == 1 else ""


def families(facts: Iterable[Facts]) -> list[Family]:
    """Find columns that are called alike, two or more.

    Parameters
    ----------
    facts : of the columns that are no other's yet, in the order of the file.
    """
    found: dict[str, list[Facts]] = {}
    for one in facts:
        stem, _ = stem_of(one.name)
        if stem:
            found.setdefault(stem, []).append(one)
    made = (_family(stem, members) for stem, members in found.items())
    return [family for family in made if len(family.members) >= _FEWEST]


def is_other_text(one: Facts) -> bool:
    """Whether a column holds what respondents wrote beside *other*."""
    _, index = stem_of(one.name)
    label = one.label.rpartition(" - ")[2] or one.label
    said = role_of(index) == "other" or role_of(label) == "other" or one.name.endswith("_TEXT")
    return (said or (label == "Text" and speaks_of("other_text", one.label))) and not one.numeric


def _family(stem: str, members: Sequence[Facts]) -> Family:
    others = [one for one in members if is_other_text(one)]
    return Family(stem, tuple(one for one in members if one not in others), tuple(others))
