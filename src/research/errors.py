"""The errors a user can meet, each with what, where, what was allowed and what to do next.

The hierarchy::

    ResearchError
    ├── InputError          the parameter file, the data or a text is wrong (exit code 2)
    ├── StatisticsError     a question that the numbers given cannot answer
    ├── ChapterError        a notebook failed while it ran (exit code 1)
    └── RenderError         an engine could not make a document (exit code 1)
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "ChapterError",
    "InputError",
    "Problem",
    "RenderError",
    "ResearchError",
    "StatisticsError",
]


class ResearchError(Exception):
    """Anything that the workbench tells a user about instead of a traceback."""

    exit_code = 1


class StatisticsError(ResearchError, ValueError):
    """The numbers given cannot answer the question asked of them."""


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
    """

    file: Path | str
    what: str
    key: str = ""
    row: int | None = None
    column: str = ""
    allowed: str = ""
    hint: str = ""

    def __str__(self) -> str:
        places = [_as_typed(self.file)]
        if self.row is not None:
            places.append(f"row {self.row}")
        if self.column:
            places.append(f"column {self.column}")
        if self.key:
            places.append(self.key)
        text = f"{', '.join(places)}: {self.what}"
        if self.allowed:
            text += f"; allowed: {self.allowed}"
        if self.hint:
            text += f" ({self.hint})"
        return text


def _as_typed(file: Path | str) -> str:
    """Give a path from where the user stands, or as it is where it lies elsewhere."""
    return str(file).removeprefix(f"{Path.cwd()}{os.sep}")


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
        head = "1 problem" if count == 1 else f"{count} problems"
        return "\n".join([f"{head} found:", *(f"  {problem}" for problem in self.problems)])
