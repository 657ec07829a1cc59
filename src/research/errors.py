"""The errors a user can meet, each with what, where, what was allowed and what to do next.

The hierarchy::

    ResearchError
    ├── InputError          the parameter file, the data or a text is wrong (exit code 2)
    ├── UnknownNameError    something is asked for by a name that nothing has (exit code 2)
    ├── StatisticsError     a question that the numbers given cannot answer
    │   └── ThinDataError   the answers are too few for what a report would show of them
    ├── ChapterError        a notebook failed while it ran (exit code 1)
    └── RenderError         an engine could not make a document (exit code 1)
"""

from __future__ import annotations

import dataclasses
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from research.problems.folded import told
from research.problems.nearest import meant
from research.problems.values import listed, one_line, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = [
    "ChapterError",
    "InputError",
    "Problem",
    "RenderError",
    "ResearchError",
    "StatisticsError",
    "ThinDataError",
    "UnknownNameError",
    "called",
    "grouped",
]

T = TypeVar("T")

# What a page of problems shows: places of one kind, kinds of one place, lines of one file,
# characters of a part of a sentence.
_PLACES_SHOWN = 3
_KINDS_SHOWN = 4
_LINES_SHOWN = 30
_LONGEST = 500


class ResearchError(Exception):
    """Anything that the workbench tells a user about instead of a traceback."""

    exit_code = 1

    def _render_traceback_(self) -> list[str]:
        """Give what a notebook shows in place of a traceback."""
        return told(self)


class UnknownNameError(ResearchError, KeyError):
    """Something is asked for by a name that nothing has.

    Parameters
    ----------
    kind : what is asked for: a question, a theme.
    name : as written.
    known : names that there are.
    where : what was asked.

    Examples
    --------
    >>> print(UnknownNameError("theme", "famring", ["farming", "people"], "edition 2015"))
    edition 2015: there is no theme 'famring' (did you mean 'farming'?); known: farming, people
    """

    exit_code = 2

    def __init__(self, kind: str, name: object, known: Iterable[object], where: str = "") -> None:
        super().__init__(kind, name, tuple(map(str, known)), where)

    def __str__(self) -> str:
        kind, name, known, where = self.args
        near = meant(name, known)
        said = f"there is no {kind} {shown(str(name))}" + (f" ({near})" if near else "")
        return one_line(f"{where and where + ': '}{said}; known: {listed(known) or 'none'}")


def called(kind: str, name: str, known: Mapping[str, T], where: str = "") -> T:
    """Give what is called so, or say which names there are.

    Parameters
    ----------
    kind, name, where : as of `UnknownNameError`.
    known : what there is, by name.

    Raises
    ------
    UnknownNameError
        There is none.
    """
    if name not in known:
        raise UnknownNameError(kind, name, known, where)
    return known[name]


class StatisticsError(ResearchError, ValueError):
    """The numbers given cannot answer the question asked of them."""


class ThinDataError(StatisticsError):
    """The answers are too few, or too much alike, for what a report would show of them.

    The message is a clause for readers of the report.
    """


@dataclass(eq=False)
class ChapterError(ResearchError):
    """A notebook failed while it ran.

    Parameters
    ----------
    chapter : id of the chapter.
    what : the fault in one clause.
    cell : the cell that failed, counted from 1 among all cells; 0 when no cell is to blame.
    lines : the last lines of the error, without terminal colours.
    notebook : the partly executed notebook, as JSON; empty when nothing was executed.
    """

    chapter: str
    what: str
    cell: int = 0
    lines: Sequence[str] = ()
    notebook: bytes = b""

    def __post_init__(self) -> None:
        super().__init__(self.chapter, self.what, self.cell, self.lines, self.notebook)

    def __str__(self) -> str:
        place = f"chapter {self.chapter}" + (f", cell {self.cell}" if self.cell else "")
        return "\n".join([f"{place}: {self.what}", *(f"  {line}" for line in self.lines)])


class RenderError(ResearchError):
    """An engine could not turn the assembled document into a format."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong with an input, with all that a user needs to put it right.

    Parameters
    ----------
    file : path of the file, as the user would type it.
    what : the fault in one clause, without a full stop.
    key : key of a parameter file, dotted (``report.formats``).
    row : line of the file, counted from 1 with the head as line 1.
    column : name of a data column.
    allowed : what would have been right.
    hint : what to do next.
    place : column of the line in a text, counted from 1.
    """

    file: Path | str
    what: str
    key: str = ""
    row: int | None = None
    column: str = ""
    allowed: str = ""
    hint: str = ""
    place: int | None = None

    def __str__(self) -> str:
        return _sentence(self, _spots(self), [self.column])

    def record(self) -> dict[str, str | int | None]:
        """Give the problem for a program: its fields by name."""
        return {**dataclasses.asdict(self), "file": _as_typed(self.file)}


def _as_typed(file: Path | str) -> str:
    """Give a path from where the user stands, or as it is where it lies elsewhere."""
    return str(file).removeprefix(f"{Path.cwd()}{os.sep}")


# A line of a file and a column of it, where that is known: 0 elsewhere.
_Spot = tuple[int, int]


def _spots(problem: Problem) -> list[_Spot]:
    return [] if problem.row is None else [(problem.row, problem.place or 0)]


def _sentence(
    problem: Problem, rows: Sequence[_Spot], columns: Sequence[str], more: str = ""
) -> str:
    """Tell a problem with all the places where it is."""
    named = [column for column in columns if column]
    several = "columns" if len(named) > 1 else "column"
    places = [
        _as_typed(problem.file),
        _rows(rows),
        f"{several} {listed(named, _PLACES_SHOWN)}" if named else "",
        problem.key,
    ]
    text = f"{', '.join(filter(None, places))}: {more or _cut(problem.what)}"
    if problem.allowed:
        text += f"; allowed: {_cut(problem.allowed)}"
    if problem.hint and not more:
        text += f" ({_cut(problem.hint)})"
    return one_line(text)


def _rows(rows: Sequence[_Spot]) -> str:
    if len(rows) == 1:
        (row, place), *_ = rows
        return f"row {row}, column {place}" if place else f"row {row}"
    if not rows:
        return ""
    first = ", ".join(
        f"{row} (column {place})" if place else str(row) for row, place in rows[:_PLACES_SHOWN]
    )
    if len(rows) <= _PLACES_SHOWN:
        return f"rows {first}"
    return f"{len(rows):,} rows ({first}, ...)"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


@dataclass
class _Kind:
    """Problems that differ in their rows, or their columns, alone."""

    problem: Problem
    rows: list[_Spot]
    columns: list[str]
    count: int = 1

    def __str__(self) -> str:
        return _sentence(self.problem, self.rows, self.columns)

    @property
    def place(self) -> tuple[str, str]:
        """Column, or key without the numbers in it: where problems of a kind are."""
        key = ".".join("*" if part.isdigit() else part for part in self.problem.key.split("."))
        return ", ".join(self.columns), key


def grouped(problems: Sequence[Problem]) -> list[str]:
    """Tell problems of a kind in one sentence, with their number and their first places.

    A column full of different faults comes down to the first few of them and the number of the
    others; so does a file. A page says what a thousand cells have in common.

    Parameters
    ----------
    problems : in the order of files, rows and columns.
    """
    files: dict[str, list[_Kind]] = {}
    for kind in _columns_joined(_rows_joined(problems)):
        files.setdefault(str(kind.problem.file), []).append(kind)
    lines = []
    for kinds in files.values():
        told = list(_told(kinds))
        lines += told[:_LINES_SHOWN]
        if len(told) > _LINES_SHOWN:
            file, left = _as_typed(kinds[0].problem.file), len(told) - _LINES_SHOWN
            lines.append(one_line(f"{file}: {left:,} more kinds of problems"))
    return lines


def _rows_joined(problems: Sequence[Problem]) -> list[_Kind]:
    kinds: dict[Problem, _Kind] = {}
    for problem in problems:
        rows = _spots(problem)
        kind = dataclasses.replace(problem, row=None, place=None)
        if kind in kinds:
            kinds[kind].rows += rows
            kinds[kind].count += 1
        else:
            kinds[kind] = _Kind(problem, rows, [problem.column])
    return list(kinds.values())


def _columns_joined(kinds: Sequence[_Kind]) -> list[_Kind]:
    joined: dict[tuple[Problem, tuple[_Spot, ...]], _Kind] = {}
    for kind in kinds:
        same = dataclasses.replace(kind.problem, row=None, place=None, column="")
        found = joined.setdefault((same, tuple(kind.rows)), kind)
        if found is not kind:
            found.columns += kind.columns
            found.count += kind.count
    return list(joined.values())


def _told(kinds: Sequence[_Kind]) -> Iterator[str]:
    """Tell the kinds of one file; the later ones of a place in one sentence."""
    places: dict[tuple[str, str], list[_Kind]] = {}
    for kind in kinds:
        places.setdefault(kind.place, []).append(kind)
    for here in places.values():
        here.sort(key=lambda kind: -kind.count)
    for kind in kinds:
        here = places[kind.place]
        if len(here) <= _KINDS_SHOWN + 1 or kind in here[:_KINDS_SHOWN]:
            yield str(kind)
        elif kind is here[_KINDS_SHOWN]:
            left = here[_KINDS_SHOWN:]
            rows = sorted(row for other in left for row in other.rows)
            count = sum(other.count for other in left)
            more = f"{count:,} more problems of {len(left):,} kinds"
            problem = dataclasses.replace(kind.problem, key=kind.place[1])
            yield _sentence(problem, rows, kind.columns, more)


@dataclass(eq=False)
class InputError(ResearchError):
    """All problems of the inputs at once.

    Parameters
    ----------
    problems : every problem found, in the order of files, rows and columns.
    """

    problems: Sequence[Problem] = field(default_factory=tuple)
    exit_code = 2

    def __post_init__(self) -> None:
        super().__init__(self.problems)

    def __str__(self) -> str:
        count = len(self.problems)
        head = "1 problem" if count == 1 else f"{count:,} problems"
        return "\n".join([f"{head} found:", *(f"  {line}" for line in grouped(self.problems))])
