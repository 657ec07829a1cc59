"""A tab: one question by one banner, with its bases, letters and all that must be said of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np

from research.errors import called

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from research.edition.questions import Question

__all__ = [
    "ANSWERED",
    "PARENTS",
    "RESPONDENTS",
    "SCORED",
    "TOTAL",
    "About",
    "Break",
    "BreakKind",
    "Line",
    "LineKind",
    "Paired",
    "Point",
    "Tab",
    "Unit",
]

TOTAL = "total"
"""Key of the column of everybody."""

ANSWERED, SCORED = "answered", "scored"
"""The bases of a tab: all who answered, and those of them who gave a number."""

PARENTS = "parents"
"""Row of a base that counts the rows of another table which those of the base belong to."""

LineKind = Literal[
    "category", "net", "box", "other", "none", "dont_know", "refused",
    "mean", "deviation", "error", "median", "quartile", "score", "rank", "share",
]  # fmt: skip
"""What a line tells: an answer, several together, an answer of a role, or a figure."""

Unit = Literal["percent", "mean", "score", "rank"]

BreakKind = Literal["type", "wording", "scale", "base", "items", "declared"]
"""What a question was changed in so that its figures are no longer those of the wave before."""


@dataclass(frozen=True)
class Break:
    """Why two waves of a question are not compared.

    Parameters
    ----------
    before, after : keys of the points of the earlier and the later wave.
    kinds : what was changed between them.
    text : the same as a sentence, in plain text.
    """

    before: str
    after: str
    kinds: tuple[BreakKind, ...]
    text: str


@dataclass(frozen=True)
class About:
    """What a row of the table is, that a tab counts.

    Parameters
    ----------
    table : name of a further table of data; empty for that of the respondents.
    one, many : what a row is called, and what several are.
    parents : what the rows are called that these belong to; empty where they belong to none.
    """

    table: str = ""
    one: str = "respondent"
    many: str = "respondents"
    parents: str = ""


RESPONDENTS = About()
"""Rows that are respondents."""


@dataclass(frozen=True)
class Point:
    """A column.

    Parameters
    ----------
    key : made of keys alone: ``total``, ``sector.banking``, ``region.north.staff.small``.
    heads : printed above its label, the outermost first; none over the total.
    label : as printed.
    short : for narrow columns and charts.
    letter : its mark in comparisons; empty for the total.
    group : number of the group that letters run within; -1 for the total.
    phrase : in running text, with its preposition; empty where the author gave none.
    questions : names of the questions that it is made of, from the outer to the inner one.
    sums : whether it is a net whose members have columns beside it: it bears no letter.
    """

    key: str
    heads: tuple[str, ...] = ()
    label: str = ""
    short: str = ""
    letter: str = ""
    group: int = -1
    phrase: str = ""
    questions: tuple[str, ...] = ()
    sums: bool = False


@dataclass(frozen=True)
class Line:
    """A row.

    Parameters
    ----------
    key : of the code, row or item, or the name of the figure: ``banking``, ``net.finance``,
        ``box.top2``, ``mean``. Of a figure of a row or item, both: ``us.mean``.
    label : as printed.
    kind : what it tells.
    unit : of its values: percent from 0 to 100, or the question's own.
    depth : how far it stands in: members of a net by one.
    base : which of the tab's bases it rests on.
    block : lines of one block stay together when they are sorted or parted on pages.
    head : what stands above the first line of a block, where anything does.
    estimated : whether it is reckoned from middles of bands and not from numbers.
    """

    key: str
    label: str
    kind: LineKind
    unit: Unit = "percent"
    depth: int = 0
    base: str = ANSWERED
    block: str = ""
    head: str = ""
    estimated: bool = False


class Paired(Protocol):
    """What holds the means of a grid's rows against each other, two at a time."""

    @property
    def correction(self) -> str:
        """For as many comparisons as there are pairs: none, bonferroni, holm or bh."""

    @property
    def nested(self) -> bool:
        """Whether respondents are nested in clusters, so that tests are between these."""

    @property
    def tests(self) -> pd.DataFrame:
        """One row a pair: ``first, second, difference, error, df, p, p_adjusted, significant``."""

    def apart(self, one: str, other: str) -> bool | None:
        """Whether the means of two rows differ by more than chance; None where not compared."""


@dataclass(frozen=True, eq=False)
class Tab:
    """A question, or a row of one, by the points of a banner.

    Parameters
    ----------
    id : stable from wave to wave, made of keys: ``service.speed.profile``.
    question : as its author describes it.
    row : key of the grid's row that it is about; empty for a whole question.
    banner : name of the banner; empty for the total alone.
    title, wording : as printed; the wording may be empty.
    base : who was asked, in words; ``filter`` what the table is narrowed to, ``weight`` what counts
        for whom, empty where there is neither.
    points, lines : columns from left to right and rows from top to bottom.
    values : lines by points, unrounded; NaN where there is none, and ``reasons`` says why.
    low, high : limits of their intervals; NaN where there are none.
    counts : respondents behind a percentage (unweighted); NaN where a line counts nobody.
    letters : of the columns that a cell lies significantly above.
    rest : ``higher`` or ``lower`` than the rest of the group taken together, or empty.
    reasons : why a cell has no value; empty where it has one.
    bases : of each kind (`ANSWERED`, `SCORED`): ``unweighted, weighted, effective`` by points, and
        `PARENTS` where rows belong to others; NaN where hidden.
    tests : one row a comparison of two columns: ``line, first, second, difference, error, df, p,
        p_adjusted, significant, reason``; second is ``rest`` for the others of the group together,
        and ``error`` the standard error that the test takes. Of waves the first is the later one,
        and the difference is what has changed.
    method : how columns were compared and intervals made, in words.
    flag, thin : unweighted bases below the first are not tested and marked ``**``, those below the
        second marked ``*``.
    notes : what else must be said, as sentences in plain text.
    against : where columns are waves, from left to right in time, the waves that each is compared
        with by its point: the one before, then the same period of the year before where there is
        one. Empty where columns are no waves; such a tab has no column of everybody.
    breaks : the pairs of them that are not compared, since the question was changed: they bear no
        letters, and no sentence may set them beside each other.
    about : what is counted.
    paired : of a grid and its rows, what holds the means of the rows against each other.
    """

    id: str
    question: Question
    row: str
    banner: str
    title: str
    wording: str
    base: str
    filter: str
    weight: str
    points: tuple[Point, ...]
    lines: tuple[Line, ...]
    values: pd.DataFrame
    low: pd.DataFrame
    high: pd.DataFrame
    counts: pd.DataFrame
    letters: pd.DataFrame
    rest: pd.DataFrame
    reasons: pd.DataFrame
    bases: Mapping[str, pd.DataFrame]
    tests: pd.DataFrame
    method: str
    flag: int = 30
    thin: int = 100
    notes: Sequence[str] = field(default_factory=tuple)
    against: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    breaks: tuple[Break, ...] = ()
    about: About = RESPONDENTS
    paired: Paired | None = None

    @property
    def by_wave(self) -> bool:
        """Whether the columns are waves."""
        return bool(self.against)

    def broken(self, before: str, after: str) -> Break | None:
        """Why two waves are not compared; None where they are.

        Parameters
        ----------
        before, after : keys of points.
        """
        pair = {before, after}
        return next((each for each in self.breaks if {each.before, each.after} == pair), None)

    @property
    def number(self) -> str:
        """Number of the question, as the questionnaire has it."""
        return self.question.number

    def line(self, key: str) -> Line:
        """The line with this key.

        Raises
        ------
        UnknownNameError
            There is none.
        """
        return called("line", key, {one.key: one for one in reversed(self.lines)}, self.title)

    def point(self, key: str) -> Point:
        """The point with this key.

        Raises
        ------
        UnknownNameError
            There is none.
        """
        return called("column", key, {one.key: one for one in reversed(self.points)}, self.title)

    def of_kind(self, *kinds: LineKind) -> list[Line]:
        """Lines of some kinds, in order."""
        return [line for line in self.lines if line.kind in kinds]

    def base_of(self, line: str, point: str = TOTAL) -> float:
        """How many answers a cell rests on, unweighted; NaN where hidden."""
        return self._unweighted(point, self.line(line).base)

    def _unweighted(self, point: str, base: str) -> float:
        return float(self.bases[base][point].loc["unweighted"])

    def shown(self, line: str, point: str = TOTAL) -> bool:
        """Whether a cell has a value."""
        return bool(self.values[point].notna().loc[line])

    def mark(self, point: str, base: str = ANSWERED) -> str:
        """How a column is marked for its base: ``**`` not tested, ``*`` small, or not at all."""
        n = self._unweighted(point, base)
        if np.isnan(n) or n >= self.thin:
            return ""
        return "**" if n < self.flag else "*"

    @property
    def groups(self) -> list[tuple[Point, ...]]:
        """Points that letters run within, group by group, without the total."""
        order = dict.fromkeys(point.group for point in self.points if point.group >= 0)
        return [tuple(p for p in self.points if p.group == group) for group in order]

    def part(self, points: Sequence[str]) -> Tab:
        """Give the tab with some of its points, in their order.

        Parameters
        ----------
        points : keys.
        """
        kept = list(points)
        frames = {
            name: getattr(self, name)[kept]
            for name in ("values", "low", "high", "counts", "letters", "rest", "reasons")
        }
        known = {*kept, "rest"}
        tests = self.tests[self.tests["first"].isin(known) & self.tests["second"].isin(known)]
        return replace(
            self,
            points=tuple(self.point(key) for key in kept),
            bases={kind: frame[kept] for kind, frame in self.bases.items()},
            tests=tests,
            against={
                key: tuple(each for each in found if each in kept)
                for key, found in self.against.items()
                if key in kept
            },
            breaks=tuple(each for each in self.breaks if {each.before, each.after} <= set(kept)),
            **frames,
        )

    @property
    def empty(self) -> bool:
        """Whether no cell has a value."""
        return not bool(np.isfinite(self.values.to_numpy(dtype=float)).any())
