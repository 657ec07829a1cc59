"""Dialects: how a stranger's file is written, found by looking at it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from research.errors import InputError
from research.sources.formats.opening import open_data
from research.sources.formats.platforms import PLAIN, PLATFORMS
from research.sources.remarks import heard

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from research.errors import Problem
    from research.sources.formats.datafile import DataFile

__all__ = ["Dialect", "open_stranger", "sheets_of"]

_IMPORT = re.compile(r'^\s*\{"ImportId"')
_SIGNS = {
    "qualtrics": {"ResponseId", "RecordedDate", "Finished"},
    "limesurvey": {"submitdate", "lastpage", "startlanguage"},
    "surveymonkey": {"Respondent ID", "Collector ID"},
}
# Decimals and thousands as text files write them; years and codes are none.
_COMMA = re.compile(r"-?\d+,\d{1,2}|-?\d+,\d{4,}|-?\d{1,3}(?:\.\d{3})+,\d+")
_POINT = re.compile(r"-?\d+\.\d{1,2}|-?\d+\.\d{4,}|-?\d{1,3}(?:,\d{3})+\.\d+")
_POINTED = re.compile(r"-?\d{1,3}(?:\.\d{3})+,\d+")
_COMMAED = re.compile(r"-?\d{1,3}(?:,\d{3})+\.\d+")
_LOOKED_AT = 2_000


@dataclass(frozen=True)
class Dialect:
    """How a file is to be read, as a parameter file says it.

    Parameters
    ----------
    platform, sheet, header_rows, decimal, thousands : keys of a table of data; 0 rows are as many
        as the platform writes.
    why : by key, what was seen that speaks for it.
    """

    platform: str = ""
    sheet: str = ""
    header_rows: int = 0
    decimal: str = "."
    thousands: str = ""
    why: dict[str, str] = field(default_factory=dict)

    def open(self, path: Path) -> DataFile:
        """Open a file so.

        Raises
        ------
        InputError
            It cannot be read so.
        """
        shape = PLATFORMS[self.platform] if self.platform else PLAIN
        return open_data(
            path,
            sheet=self.sheet or None,
            header_rows=self.header_rows or shape.header_rows,
            decimal=self.decimal,
            thousands=self.thousands,
            naming=shape.naming,
        )


def open_stranger(path: Path, *, sheet: str = "") -> tuple[Dialect, DataFile, list[Problem]]:
    """Find how a file is written, and open it.

    Parameters
    ----------
    path : the file, of any format that is read.
    sheet : of a workbook; the first where left out.

    Returns
    -------
    The dialect; the file, opened so; what its reader remarked.

    Raises
    ------
    InputError
        No way to read it was found; the problems are those of the plain one.
    """
    refused: InputError | None = None
    for dialect in _candidates(path, sheet):
        try:
            with heard() as remarks:
                file = dialect.open(path)
        except InputError as error:
            refused = refused or error
            continue
        if _fits(dialect, file):
            found = _with_marks(dialect, file)
            with heard() as remarks:
                return found, found.open(path), remarks
    assert refused is not None  # noqa: S101 - the plain dialect fits whatever can be opened
    raise refused


def sheets_of(path: Path) -> list[str]:
    """Give the names of the sheets of a workbook; nothing of other files."""
    if path.suffix.lower() != ".xlsx":
        return []
    import python_calamine

    with python_calamine.load_workbook(path) as book:
        kind = python_calamine.SheetTypeEnum.WorkSheet
        return [one.name for one in book.sheets_metadata if one.typ == kind]


def _candidates(path: Path, sheet: str) -> Iterable[Dialect]:
    """The ways to read a file, the most telling first; the plain one last but before two heads."""
    texts = path.suffix.lower() in (".csv", ".txt", ".tsv", ".xlsx")
    if texts:
        for platform in PLATFORMS:
            yield Dialect(platform=platform, sheet=sheet)
    yield Dialect(sheet=sheet)
    if texts:
        yield Dialect(sheet=sheet, header_rows=2)


def _fits(dialect: Dialect, file: DataFile) -> bool:
    """Whether the heads are those of the platform; without one whatever can be read is plain."""
    if not dialect.platform:
        return True
    signs = _SIGNS[dialect.platform]
    if dialect.platform == "qualtrics":
        marked = any(_IMPORT.match(cell) for row in file.heads[2:3] for cell in row)
        return marked or _third_row(file)
    return signs <= set(file.fields)


def _third_row(file: DataFile) -> bool:
    """Whether the third row of the head is no record: Qualtrics writes ids of its own there."""
    held = [cell for row in file.heads[2:3] for cell in row]
    return bool(held) and all(cell.startswith("{") for cell in held if cell)


def _with_marks(dialect: Dialect, file: DataFile) -> Dialect:
    """Add the marks in numbers, where cells of text show them."""
    names = [name for name, one in file.fields.items() if one.kind in ("text", "any")]
    cells = _sample(file, names)
    comma = sum(bool(_COMMA.fullmatch(cell)) for cell in cells)
    point = sum(bool(_POINT.fullmatch(cell)) for cell in cells)
    if comma > 10 * point and comma:
        example = next(cell for cell in cells if _COMMA.fullmatch(cell))
        thousands = "." if any(_POINTED.fullmatch(cell) for cell in cells) else ""
        why = dialect.why | {"decimal": f"numbers such as {example}"}
        return replace(dialect, decimal=",", thousands=thousands, why=why)
    if any(_COMMAED.fullmatch(cell) for cell in cells) and not comma:
        example = next(cell for cell in cells if _COMMAED.fullmatch(cell))
        why = dialect.why | {"thousands": f"numbers such as {example}"}
        return replace(dialect, thousands=",", why=why)
    return dialect


def _sample(file: DataFile, names: Sequence[str]) -> list[str]:
    if not names:
        return []
    try:
        columns = file.read(names)
    except InputError:
        return []
    return [
        cell for column in columns.values() for cell in list(column.coded().values)[:_LOOKED_AT]
    ]
