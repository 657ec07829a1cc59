"""Codings: codes that readers gave to comments, as further columns of the file of answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from research.edition.codeframe import frame_of, read_frame
from research.edition.coding import CodingBack, coded_columns
from research.errors import InputError, Problem
from research.problems.nearest import known_or_meant
from research.problems.values import listed
from research.sources.formats.columns import Column
from research.sources.formats.datafile import DataFile
from research.sources.formats.fields import Field
from research.sources.formats.opening import open_data
from research.sources.remarks import remark

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from research.edition.codeframe import CodeFrame
    from research.edition.coding import Coding
    from research.edition.tables import DataTable

__all__ = [
    "CODE",
    "CODER",
    "VERSION",
    "CodedRow",
    "cells_of",
    "frame_for",
    "read_coding",
    "tell_strangers",
    "with_codings",
]

CODE, VERSION, CODER = "code_{place}", "version", "coder"
"""Columns of a coding's file."""

_NAMED = 4

Ids = tuple[str, ...]


@dataclass(frozen=True)
class CodedRow:
    """What a reader said of one comment.

    Parameters
    ----------
    ids : of its row in the table.
    codes : keys of the frame as it is now, in the reader's order; none where it waits.
    version : of the frame that the reader had.
    coder : who read it; empty where nobody is named.
    line : row of the file, the head being the first.
    """

    ids: Ids
    codes: tuple[str, ...]
    version: int
    coder: str
    line: int


class _CodedFile(DataFile):
    """A file of answers with the columns of codings behind its own."""

    def __init__(self, file: DataFile, given: Mapping[str, Sequence[str]]) -> None:
        def load(names: Sequence[str]) -> Mapping[str, Column]:
            own = file.read([name for name in names if name not in given])
            coded = {name: given[name] for name in names if name in given}
            return own | {
                name: Column.of(name, list(cells), file.lines) for name, cells in coded.items()
            }

        super().__init__(file.path, (), file.lines, load, sets=file.sets, heads=file.heads)
        added = {name: Field(name) for name in given}
        self.fields = MappingProxyType({**file.fields, **added})


def with_codings(file: DataFile, table: DataTable) -> DataFile:
    """Put the codes of comments beside the answers that they are about.

    Parameters
    ----------
    file : of the answers.
    table : how to read it, with questions that are coded or without.

    Raises
    ------
    InputError
        With every problem of the files of codings.
    """
    if not table.codings:
        return file
    keys = _keys(file, table)
    given: dict[str, list[str]] = {}
    for name, coding in table.codings.items():
        rows = {row.ids: row for row in read_coding(file.path, table, name)}
        tell_strangers(file.path, coding, rows, set(keys))
        found = [rows[one].codes if one in rows else () for one in keys]
        for place, column in enumerate(coded_columns(name, coding.most)):
            given[column] = [codes[place] if place < len(codes) else "" for codes in found]
    return _CodedFile(file, given)


def read_coding(
    path: Path | str, table: DataTable, question: str, *, second: bool = False
) -> list[CodedRow]:
    """Read what a reader made of the comments; nothing, and a remark, where no sheet is there.

    Parameters
    ----------
    path : the file of the answers, which that of the coding stands beside.
    table : of the answers.
    question : name of the coded question.
    second : whether to read the second reader's file.

    Raises
    ------
    InputError
        With every problem of the file and of the frame.
    """
    coding = table.readings[question]
    named = coding.second if second else coding.file
    assert named is not None  # noqa: S101 - who calls has looked
    beside = Path(path).parent
    if not (beside / named).is_file():
        what = f"no comment is coded yet: '{question}' has no answers"
        if isinstance(coding, CodingBack):
            what = f"no words beside '{coding.option}' are coded back into '{question}' yet"
        hint = "research code writes the sheet to be filled"
        remark(Problem(beside / named, what, hint=hint))
        return []
    frame = frame_for(path, table, question)
    return _Coding(beside / named, table.ids, coding, frame).rows()


def frame_for(path: Path | str, table: DataTable, question: str) -> CodeFrame:
    """Give the codes that a reader chooses from: of a frame's file, or of the question itself.

    Parameters
    ----------
    path, table, question : as of `read_coding`.

    Raises
    ------
    InputError
        With every problem of the frame.
    """
    coding = table.readings[question]
    if isinstance(coding, CodingBack):
        return frame_of(table.question(question))
    return read_frame(Path(path).parent / coding.frame)


class _Coding:
    """The file of a coding as it is read.

    Parameters
    ----------
    path : of the file.
    ids : columns that tell the rows of the table apart.
    coding, frame : what may stand there.
    """

    def __init__(
        self, path: Path, ids: Sequence[str], coding: Coding | CodingBack, frame: CodeFrame
    ) -> None:
        self.file = open_data(path)
        self.ids, self.coding, self.frame = ids, coding, frame
        # Of thousands of cells each asks for them.
        self.leaves, self.renamed = frame.leaves, frame.renamed
        self.texts = {node.text.casefold(): key for key, node in self.leaves.items()}
        self.problems: list[Problem] = []

    def rows(self) -> list[CodedRow]:
        """Give all rows, or raise all problems."""
        columns = self._columns()
        found: dict[Ids, CodedRow] = {}
        for at, line in enumerate(self.file.lines.tolist()):
            row = self._row({name: cells[at] for name, cells in columns.items()}, int(line))
            if row.ids in found:
                before = found[row.ids].line
                what = f"{' '.join(row.ids)} is coded in row {before} already"
                self._tell(what, row.line, self.ids[0], hint="leave one of the two")
            found.setdefault(row.ids, row)
        if self.problems:
            raise InputError(self.problems)
        return list(found.values())

    def _columns(self) -> dict[str, list[str]]:
        """The cells of the columns that are known; raise where some are missing."""
        codes = [CODE.format(place=place) for place in range(1, self.coding.most + 1)]
        beyond = CODE.format(place=self.coding.most + 1)
        missing = [name for name in (*self.ids, codes[0]) if name not in self.file.fields]
        for name in missing:
            allowed = listed([*self.ids, *codes, VERSION, CODER])
            self._tell("this column is missing", 1, name, allowed=allowed)
        if beyond in self.file.fields:
            hint = "give 'most', the codes that a comment may have, in the parameter file"
            if isinstance(self.coding, CodingBack):
                hint = "leave the column out"
            self._tell(f"a comment has {self.coding.most} codes at most", 1, beyond, hint=hint)
        if self.problems:
            raise InputError(self.problems)
        wanted = [*self.ids, *codes, VERSION, CODER]
        held = self.file.read([name for name in wanted if name in self.file.fields])
        return {name: cells_of(column) for name, column in held.items()}

    def _row(self, cells: Mapping[str, str], line: int) -> CodedRow:
        codes: list[str] = []
        for place in range(1, self.coding.most + 1):
            name = CODE.format(place=place)
            code = self._code(cells.get(name, ""), name, line)
            codes += [code] if code and code not in codes else []
        version = self._version(cells.get(VERSION, ""), line)
        self._fit(codes, version, line)
        ids = tuple(cells[name] for name in self.ids)
        return CodedRow(ids, tuple(codes), version, cells.get(CODER, ""), line)

    def _code(self, cell: str, column: str, line: int) -> str:
        """The code of the frame that a cell means: by its key, one of before, or its text."""
        if not cell:
            return ""
        held = cell if cell in self.leaves else self.texts.get(cell.casefold())
        key = self.renamed.get(cell, held)
        if key is None:
            net = f"'{cell}' is a net; give one of its codes" if cell in self.frame.nets else ""
            hint = net or known_or_meant(cell, list(self.leaves))
            self._tell(f"'{cell}' is no code of the frame", line, column, hint=hint)
        return key or ""

    def _version(self, cell: str, line: int) -> int:
        if not cell:
            return self.frame.version
        number = int(cell) if cell.isdecimal() else 0
        if not 1 <= number <= self.frame.version:
            allowed = f"1 to {self.frame.version}, the version of the frame"
            self._tell(f"'{cell}' is no version of the frame", line, VERSION, allowed=allowed)
        return number

    def _fit(self, codes: Sequence[str], version: int, line: int) -> None:
        """Tell of codes that exclude others, and of those that came after a reader's version."""
        none = [code for code in codes if self.leaves[code].role == "none"]
        if none and len(codes) > 1:
            what = f"'{none[0]}' says that a comment is about nothing, and stands beside others"
            self._tell(what, line, CODE.format(place=1), hint="leave it out, or the others")
        newer = [code for code in codes if self.leaves[code].since > version > 0]
        if newer:
            since = self.leaves[newer[0]].since
            what = f"'{newer[0]}' came with version {since}, and this row is of version {version}"
            self._tell(what, line, VERSION, hint=f"is the row of version {since}?")

    def _tell(self, what: str, row: int, column: str, *, allowed: str = "", hint: str = "") -> None:
        problem = Problem(self.file.path, what, row=row, column=column, allowed=allowed, hint=hint)
        self.problems.append(problem)


def cells_of(column: Column) -> list[str]:
    """Give the cells of a column as text, empty where blank."""
    codes, values = column.coded()
    return [values[at] if at >= 0 else "" for at in codes.tolist()]


def _keys(file: DataFile, table: DataTable) -> list[Ids]:
    """The ids of each row of the file of answers."""
    if not table.ids:
        what = "comments are coded, and nothing tells rows apart"
        raise InputError([Problem(file.path, what, hint="give 'id' of the table")])
    held = file.read(table.ids)
    return list(zip(*(cells_of(held[name]) for name in table.ids), strict=True))


def tell_strangers(
    path: Path,
    coding: Coding | CodingBack,
    rows: Mapping[Ids, CodedRow],
    known: Container[Ids],
) -> None:
    """Remark codes of comments that the file of answers does not hold.

    Parameters
    ----------
    path : of the file of answers.
    coding : whose sheet was read.
    rows : of the sheet.
    known : ids of the answers.
    """
    strangers = [row for ids, row in rows.items() if ids not in known]
    if strangers:
        for problem in _strangers(path.parent / coding.file, strangers):
            remark(problem)


def _strangers(path: Path, rows: Sequence[CodedRow]) -> Iterator[Problem]:
    count = f"{len(rows):,} coded {'row is' if len(rows) == 1 else 'rows are'}"
    yield Problem(
        path,
        f"{count} of nobody in the file of answers, and not used",
        row=rows[0].line,
        hint="was the file of answers cut, or the ids changed?",
    )
