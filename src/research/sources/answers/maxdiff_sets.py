"""Designs of a MaxDiff as files: which items each task of each version showed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from research.edition.labels import same_code
from research.errors import Problem
from research.problems.nearest import known_or_meant
from research.problems.values import listed
from research.sources.answers.codebook import CodeBook
from research.sources.formats.fields import Field
from research.sources.formats.opening import open_data
from research.wording.figures import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from research.edition.questions import Question

    Codes = NDArray[np.int16]

__all__ = ["DesignSets", "items_of", "read_design"]

_VERSION = ("version", "block")
_TASK = ("task", "set")
_FEWEST = 2


@dataclass(frozen=True)
class DesignSets:
    """Items shown by version and task.

    Parameters
    ----------
    versions : as the file writes them; one, empty, where it names none.
    shown : ``(versions, tasks, places)`` places of items among the codes; -1 where a set has fewer.
    """

    versions: tuple[str, ...]
    shown: Codes

    def balance(self, items: int) -> str:
        """Say how often items are shown, alone and together, in words.

        Parameters
        ----------
        items : how many there are.
        """
        sets = self.shown.reshape(-1, self.shown.shape[2])
        present = np.zeros((len(sets), items + 1), dtype=np.int64)
        np.put_along_axis(present, sets.astype(np.intp), 1, axis=1)
        together = present[:, :items].T @ present[:, :items]
        alone, pairs = np.diag(together), together[~np.eye(items, dtype=bool)]
        versions, tasks, places = self.shown.shape
        noun = "1 version" if versions == 1 else f"{plain(versions)} versions"
        return (
            f"{noun} of {tasks} tasks with {places} places: items are shown "
            f"{_span(alone)} times, every two together {_span(pairs)} times"
        )


def _span(counts: NDArray[np.int64]) -> str:
    least, most = int(counts.min()), int(counts.max())
    return plain(most) if least == most else f"{plain(least)} to {plain(most)}"


def items_of(question: Question) -> CodeBook:
    """Give the items of a MaxDiff, by the cells that mean them.

    Parameters
    ----------
    question : of type maxdiff.
    """
    return CodeBook(tuple(question.codes), Field(question.name))


def read_design(question: Question, path: Path | str) -> tuple[DesignSets | None, list[Problem]]:
    """Read the design of a MaxDiff.

    Parameters
    ----------
    question : of type maxdiff, with a design.
    path : the file of the answers, which the design stands beside.

    Returns
    -------
    The sets, none where the file has problems, and its problems.

    Raises
    ------
    InputError
        The file is missing or cannot be opened.
    """
    assert question.design is not None  # noqa: S101 - who calls has looked
    file = open_data(Path(path).parent / question.design.file)
    named = {name.strip().casefold(): name for name in file.fields}
    version = next((named[key] for key in _VERSION if key in named), None)
    task = next((named[key] for key in _TASK if key in named), None)
    places = [name for name in file.fields if name not in (version, task)]
    if task is None or len(places) < _FEWEST:
        what = "no design of a MaxDiff: it lacks " + ("a column for the task" if task is None else
                                                      "columns for the items shown")  # fmt: skip
        allowed = "version, task, and a column for each place in a set"
        return None, [Problem(file.path, what, row=1, allowed=allowed)]
    columns = {name: column.coded() for name, column in file.read([*file.fields]).items()}
    cells = {
        name: [values[at] if at >= 0 else "" for at in codes.tolist()]
        for name, (codes, values) in columns.items()
    }
    rows = [
        _Row(
            int(line),
            same_code(cells[version][at]) if version else "",
            same_code(cells[task][at]),
            [(name, cells[name][at]) for name in places],
        )
        for at, line in enumerate(file.lines.tolist())
    ]
    if question.design.version is None:
        version = None
    return _sets(question, file.path, rows, column=version or "")


@dataclass(frozen=True)
class _Row:
    line: int
    version: str
    task: str
    items: list[tuple[str, str]]


def _sets(
    question: Question, path: Path | str, rows: Sequence[_Row], *, column: str
) -> tuple[DesignSets | None, list[Problem]]:
    book, count = items_of(question), len(question.tasks)
    problems: list[Problem] = []
    versions = list(dict.fromkeys(row.version for row in rows))
    if len(versions) > 1 and not column:
        what = f"there are {len(versions)} versions, and nothing says which a respondent had"
        hint = "give the column of the answers in 'design.version'"
        problems.append(Problem(path, what, hint=hint))
    shown = np.full((len(versions), count, len(rows[0].items)), -1, dtype=np.int16)
    seen: set[tuple[str, str]] = set()
    for row in rows:
        found, faults = _items(row, book, path)
        number = int(row.task) if row.task.isdecimal() else 0
        if not 1 <= number <= count:
            what = f"'{row.task}' is no task of '{question.name}'"
            faults.append(Problem(path, what, row=row.line, allowed=f"1 to {count}"))
        elif (row.version, row.task) in seen:
            faults.append(Problem(path, f"task {number} stands above already", row=row.line))
        else:
            shown[versions.index(row.version), number - 1, : len(found)] = found
        seen.add((row.version, row.task))
        problems += faults
    problems += _lacking(question, path, versions, shown)
    return (None if problems else DesignSets(tuple(versions), shown)), problems


def _items(row: _Row, book: CodeBook, path: Path | str) -> tuple[list[int], list[Problem]]:
    """The places of the items of one set, and what is wrong with it."""
    found: list[int] = []
    problems = []
    for name, cell in row.items:
        place = book.place(cell) if cell.strip() else -1
        if place >= 0 and place not in found:
            found.append(place)
        elif cell.strip():
            what = f"'{cell}' is shown twice" if place >= 0 else f"'{cell}' is no item"
            hint = "" if place >= 0 else known_or_meant(cell, book.cells)
            problems.append(Problem(path, what, row=row.line, column=name, hint=hint))
    if len(found) < _FEWEST and not problems:
        problems.append(Problem(path, "a set shows two items or more", row=row.line))
    return found, problems


def _lacking(
    question: Question, path: Path | str, versions: Sequence[str], shown: Codes
) -> Iterator[Problem]:
    """Find tasks that no row describes, and items that no task shows."""
    for version, sets in zip(versions, shown, strict=True):
        none = [str(at) for at, task in enumerate(sets, start=1) if (task < 0).all()]
        if none:
            of = f" of version '{version}'" if version else ""
            yield Problem(path, f"nothing says what task {listed(none)}{of} showed")
    never = [code.text for at, code in enumerate(question.codes) if not (shown == at).any()]
    if never:
        yield Problem(path, f"no task shows {listed(never)}", hint="take it out of 'codes'")
