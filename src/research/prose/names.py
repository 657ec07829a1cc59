"""Names: what themes, groups and breakdowns are called in running text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from research.errors import StatisticsError
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.plurals import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["BreakdownName", "GroupName", "Names", "ThemeName"]

_SAY = Frames(__file__)


@dataclass(frozen=True)
class ThemeName:
    """A theme's key and names, escaped for Markdown by the caller.

    Parameters
    ----------
    key : as in frames and result names.
    name : full name, as tables print it.
    short : for charts and running text; the full name when left out.
    """

    key: str
    name: str
    short: str = ""

    @property
    def text(self) -> str:
        """The name for running text."""
        return self.short or self.name


@dataclass(frozen=True)
class GroupName:
    """A group's key and names.

    Parameters
    ----------
    key : as in result names.
    label : as the data and the tables have it.
    phrase : in running text, with its preposition: "in the Americas", "among MDs and CEOs".
    """

    key: str
    label: str
    phrase: str = ""

    @property
    def text(self) -> str:
        """The phrase with its preposition."""
        return self.phrase or _SAY("inside", group=self.label)

    @property
    def preposition(self) -> str:
        """First word of the phrase."""
        return self.text.partition(" ")[0]

    @property
    def noun(self) -> str:
        """The phrase without its preposition."""
        return self.text.partition(" ")[2]


@dataclass(frozen=True)
class BreakdownName:
    """A breakdown, its groups in the order of the tables, and the noun for one of them.

    Parameters
    ----------
    key : as in result names.
    groups : the groups that the tables show.
    one : noun for a group, "sector" or "level of seniority"; "group" when left out.
    partial : whether respondents belong to groups that the tables do not show.
    several : plural of the noun, where English makes it otherwise.
    """

    key: str
    groups: tuple[GroupName, ...]
    one: str = field(default_factory=lambda: _SAY("group"))
    partial: bool = False
    several: str = ""

    @property
    def many(self) -> str:
        """Plural of the noun; of a word that is not English, where none is given, that of group."""
        if self.several:
            return self.several
        return plural(self.one if self.one.isascii() else _SAY("group"))

    @property
    def each(self) -> str:
        """Noun for one of the groups compared: "sector shown" where there are others."""
        return _SAY("shown", noun=self.one) if self.partial else self.one

    @property
    def all(self) -> str:
        """Plural noun for the groups compared: "sectors shown" where there are others."""
        return _SAY("shown", noun=self.many) if self.partial else self.many


Named = TypeVar("Named", ThemeName, GroupName, BreakdownName)


@dataclass(frozen=True)
class Names:
    """All names that sentences of one study need. Groups are referred to as ``sector.banking``.

    Parameters
    ----------
    themes : in the study's order.
    breakdowns : in the study's order.
    """

    themes: tuple[ThemeName, ...]
    breakdowns: tuple[BreakdownName, ...] = ()

    def theme(self, key: str) -> str:
        """Name of a theme for running text."""
        return _find(key, self.themes, "theme").text

    def position(self, key: str) -> int:
        """Place of a theme in the study's order, from 0."""
        return self.themes.index(_find(key, self.themes, "theme"))

    def listed(self, keys: Iterable[str]) -> str:
        """Themes as a list in running text."""
        return series([self.theme(key) for key in keys])

    def breakdown(self, key: str) -> BreakdownName:
        """Breakdown by its key."""
        return _find(key, self.breakdowns, "breakdown")

    def group(self, reference: str) -> GroupName:
        """Group by its reference, ``sector.banking``."""
        breakdown, _, key = reference.partition(".")
        return _find(key, self.breakdown(breakdown).groups, f"group of {breakdown}")

    def reference(self, breakdown: str, label: str) -> str:
        """Reference of a group named by its label or key; empty when the tables do not show it."""
        for group in self.breakdown(breakdown).groups:
            if label in (group.label, group.key):
                return f"{breakdown}.{group.key}"
        return ""

    def labels(self, references: Iterable[str]) -> str:
        """Groups as the tables call them, as a list in running text."""
        return series([self.group(reference).label for reference in references])

    def where(self, references: Sequence[str]) -> str:
        """Groups with their prepositions, said once where that stays clear.

        Groups of one breakdown with the same preposition share it, unless a noun holds an "and".
        """
        groups = [self.group(reference) for reference in references]
        breakdowns = {reference.partition(".")[0] for reference in references}
        alike = len(breakdowns) == len({group.preposition for group in groups}) == 1
        if alike and not any(" and " in group.noun for group in groups[:-1]):
            return f"{groups[0].preposition} {series([group.noun for group in groups])}"
        return series([group.text for group in groups])


def _find(key: str, known: Sequence[Named], kind: str) -> Named:
    for one in known:
        if one.key == key:
            return one
    msg = f"no {kind} has the key {key!r}; known are {', '.join(one.key for one in known)}"
    raise StatisticsError(msg)
