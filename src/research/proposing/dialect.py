"""Dialects: how a stranger's file is written, found by looking at it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from research.errors import InputError
from research.sources.formats.opening import open_data
from research.sources.formats.platforms import PLAIN, PLATFORMS, all_named
from research.sources.remarks import heard

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from research.errors import Problem
    from research.sources.formats.datafile import DataFile

__all__ = ["Dialect", "open_stranger"]

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
# What a head does not say: a number alone, an address, a day.
_RECORD = re.compile(r"^-?\d+(?:[.,]\d+)*$|\S@\S|^\d{1,4}([./-])\d{1,2}\1\d{2,4}")
_TWO, _STRAY = 2, 0.2
# Rows of a sheet that may be titles, and cells that a title has.
_TOP, _FEW_CELLS = 12, 2


@dataclass(frozen=True)
class Dialect:
    """How a file is to be read, as a parameter file says it.

    Parameters
    ----------
    platform, sheet, header_rows, skip_rows, heads, decimal, thousands : keys of a table of data;
        0 rows of head are as many as the platform writes.
    why : by key, what was seen that speaks for it.
    """

    platform: str = ""
    sheet: str = ""
    header_rows: int = 0
    skip_rows: int = 0
    heads: str = ""
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
            skip_rows=self.skip_rows,
            decimal=self.decimal,
            thousands=self.thousands,
            naming=all_named if self.heads else shape.naming,
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


def _sheets(path: Path) -> dict[str, list[list[Any]]]:
    """Give the rows of the sheets of a workbook that hold any; nothing of other files.

    Parameters
    ----------
    path : the file.
    """
    if path.suffix.lower() != ".xlsx":
        return {}
    import python_calamine

    with python_calamine.load_workbook(path) as book:
        kind = python_calamine.SheetTypeEnum.WorkSheet
        names = [one.name for one in book.sheets_metadata if one.typ == kind]
        rows = {
            name: [[*row] for row in book.get_sheet_by_name(name).to_python()] for name in names
        }
    return {name: held for name, held in rows.items() if held}


def _sheet(path: Path, sheet: str) -> Dialect:
    """The sheet with the most cells, and how many rows stand above its head."""
    try:
        sheets = _sheets(path)
    except Exception:
        return Dialect(sheet=sheet)
    if not sheets or (sheet and sheet not in sheets):
        return Dialect(sheet=sheet)
    fullest = sheet or max(sheets, key=lambda name: sum(map(_filled, sheets[name])))
    skip = _above(sheets[fullest])
    why = {}
    if fullest != next(iter(sheets)) and not sheet:
        why["sheet"] = f"the fullest of {', '.join(sheets)}"
    if skip:
        first = next(str(cell) for row in sheets[fullest] for cell in row if str(cell).strip())
        why["skip_rows"] = f"above the head stands '{first[:40]}'"
    named = fullest if sheet or "sheet" in why else ""
    return Dialect(sheet=named, skip_rows=skip, why=why)


def _filled(row: Sequence[object]) -> int:
    return sum(bool(str(cell).strip()) for cell in row if cell is not None)


def _above(rows: Sequence[Sequence[object]]) -> int:
    """How many filled rows stand above the head: titles and notes, of a few cells each."""
    counts = [count for row in rows[:_TOP] if (count := _filled(row))]
    head = next((at for at, count in enumerate(counts) if count > _FEW_CELLS), 0)
    return head if counts and max(counts) > _FEW_CELLS else 0


def _candidates(path: Path, sheet: str) -> Iterable[Dialect]:
    """The ways to read a file, the most telling first; the plain one last but before two heads."""
    texts = path.suffix.lower() in (".csv", ".txt", ".tsv", ".xlsx")
    plain = _sheet(path, sheet)
    if texts:
        for platform in PLATFORMS:
            yield replace(plain, platform=platform)
    yield plain
    if texts:
        why = {"header_rows": "the first continues in the second"}
        yield replace(plain, header_rows=2, why=plain.why | why)
        why = {"heads": "a column has no head, or several have the same"}
        yield replace(plain, heads="numbered", why=plain.why | why)


def _fits(dialect: Dialect, file: DataFile) -> bool:
    """Whether the heads are those of the platform; without one whatever can be read is plain."""
    if not dialect.platform:
        return dialect.header_rows < _TWO or _continues(file)
    signs = _SIGNS[dialect.platform]
    if dialect.platform == "qualtrics":
        marked = any(_IMPORT.match(cell) for row in file.heads[2:3] for cell in row)
        return marked or _third_row(file)
    return signs <= set(file.fields)


def _continues(file: DataFile) -> bool:
    """Whether the second row of a head is one, and no record: none of it stands in the data."""
    columns = file.read(file.fields).values()
    told = [
        (cell, column.coded().values)
        for cell, column in zip(file.heads[1], columns, strict=True)
        if cell
    ]
    records = sum(cell in values or bool(_RECORD.search(cell)) for cell, values in told)
    return bool(told) and records <= _STRAY * len(told)


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
