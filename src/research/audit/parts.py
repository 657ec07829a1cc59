"""Parts of an audit: what a section holds, for a terminal and for a page alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from research.display.escape import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = ["Bar", "Grid", "Kind", "Point", "Portrait", "Section", "cut", "listed"]

Kind = Literal["plain", "good", "look", "fault"]
"""Whether a point only tells, is in order, should be looked at, or must be put right."""

_LONGEST = 90


def listed(names: Sequence[str], longest: int) -> str:
    """Give names on one line, whole ones alone, and how many there are beyond that length.

    Parameters
    ----------
    names : of chapters, keys or columns.
    longest : characters after which no further name begins; the first always stands.

    Examples
    --------
    >>> listed(["overall", "theme-kam", "standing"], 20), listed(["overall"], 3)
    ('overall, theme-kam and 1 more', 'overall')
    """
    kept: list[str] = []
    used = 0
    for name in map(cut, names):
        used += len(name) + len(", ")
        if kept and used > longest:
            break
        kept.append(name)
    more = len(names) - len(kept)
    return ", ".join(kept) + (f" and {more} more" if more else "")


def cut(text: object, longest: int = _LONGEST) -> str:
    r"""Give text from files on one line, without what cannot be seen, and no longer than that.

    Parameters
    ----------
    text : a label, a head, a title.
    longest : characters that are kept.

    Examples
    --------
    >>> cut("Ba\u200bnk\u202eing\n", 20), cut("x" * 10_000, 4)
    ('Banking', 'xxx…')
    """
    line = clean(text)
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


@dataclass(frozen=True)
class Point:
    """One thing that a section says.

    Parameters
    ----------
    text : a sentence, or a clause.
    kind : how it is meant.
    where : rows of the file; a terminal tells them, and a page, which may go to others, does not.
    """

    text: str
    kind: Kind = "plain"
    where: str = ""


@dataclass(frozen=True)
class Grid:
    """Rows under a head.

    Parameters
    ----------
    heads : of the columns.
    rows : cells as texts, as many in each row as there are heads.
    numbers : places of columns that hold numbers, from 0.
    flagged : places of rows that should be looked at.
    listed : whether a terminal lists the cells of each row one by one, since they are long.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    flagged: frozenset[int] = frozenset()
    listed: bool = False


@dataclass(frozen=True)
class Bar:
    """One answer of a distribution.

    Parameters
    ----------
    label : the answer.
    share : length of its bar, from 0 to 1; None where it is not shown.
    said : its figures, as text.
    """

    label: str
    share: float | None
    said: str


@dataclass(frozen=True)
class Portrait:
    """A question: how it came out, in small.

    Parameters
    ----------
    title : its number and heading.
    facts : name, type, base: clauses.
    points : what is odd.
    bars : its distribution; none where there is nothing to draw.
    measure : what the bars show.
    """

    title: str
    facts: tuple[str, ...]
    points: tuple[Point, ...] = ()
    bars: tuple[Bar, ...] = ()
    measure: str = ""

    @property
    def alt(self) -> str:
        """What the bars say, for those who do not see them."""
        said = "; ".join(f"{bar.label}: {bar.said}" for bar in self.bars)
        return f"{self.title}, {self.measure}: {said}"


@dataclass(frozen=True)
class Section:
    """One part of the audit.

    Parameters
    ----------
    key : of its place on the page.
    title : its heading.
    lead : what it comes to, in a sentence.
    grid : a table, or none.
    points : what it says, in order.
    portraits : gives questions with their distributions, for a page; a terminal has the grid.
    """

    key: str
    title: str
    lead: str = ""
    grid: Grid | None = None
    points: tuple[Point, ...] = ()
    portraits: Callable[[], Iterable[Portrait]] = tuple
