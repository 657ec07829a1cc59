"""Sheets of .xlsx files: what their cells show, and what they hide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from research.errors import InputError, Problem
from research.sources.content import attempt, need, text
from research.sources.formats.columns import Column
from research.sources.formats.datafile import DataFile
from research.sources.formats.heads import fields_of, fitted, head_problems
from research.sources.formats.sheetparts import asides
from research.sources.formats.whole import head_alone
from research.sources.remarks import remark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from research.sources.formats.datafile import Reading
    from research.sources.formats.sheetparts import Asides

__all__ = ["open_sheet"]


def open_sheet(path: Path, shown: Path, reading: Reading) -> DataFile:
    """Open one sheet: values of formulas, days as days, "NA" as text.

    Parameters
    ----------
    path : the file.
    shown : its path as a user would type it.
    reading : which sheet, how many rows are its head, the marks of numbers that are text.

    Raises
    ------
    InputError
        It cannot be read, has no such sheet, or that is empty, has only a head, or columns without
        a name or with the same. When they are read: cells hold formulas without a value or errors.
    """
    need("python_calamine", shown)
    sheet, others, rows = attempt(shown, lambda: _rows(path, shown, reading.sheet))
    filled = [place for place, row in enumerate(rows) if any(map(_is_filled, row))]
    filled = filled[reading.skip_rows :]
    if not filled:
        fault = f"the {'sheet' if reading.sheet else 'first sheet'} is empty"
        raise InputError([Problem(shown, fault, hint="export the data again")])
    width = max(_last(rows[place]) for place in filled)
    above, body = filled[: reading.header_rows], filled[reading.header_rows :]
    heads = [fitted([text(cell) for cell in rows[place]], width) for place in above]
    fields = fields_of(heads, reading.naming)
    problems = list(head_problems(shown, fields, above[0] + 1))
    if not body:
        problems.append(head_alone(shown, above[0] + 1))
    if problems:
        raise InputError(problems)
    found = attempt(shown, lambda: asides(path, sheet))
    lines = np.array(body, dtype="int64") + 1
    names = {field.place: field.name for field in fields}
    remark(*_hidden(shown, found, names, set(lines.tolist())))
    if others and not reading.sheet:
        more = ", ".join(others)
        remark(Problem(shown, f"only the first sheet, '{sheet}', is read; not {more}"))
    places = {name: place for place, name in names.items()}

    def load(wanted: Sequence[str]) -> dict[str, Column]:
        chosen = {places[name]: name for name in wanted}
        faults = [*_errors(shown, found, chosen), *_formulas(shown, found, chosen, above[-1] + 1)]
        if faults:
            raise InputError(faults)
        return {
            name: Column.of(
                name, [rows[at][places[name] - 1] for at in body], lines, marks=reading.marks
            )
            for name in wanted
        }

    return DataFile(shown, fields, lines, load, heads=heads)


def _rows(path: Path, shown: Path, wanted: str | None) -> tuple[str, list[str], list[list[Any]]]:
    """Give the name of the sheet, those of the others, and its rows from the first of the sheet."""
    import python_calamine

    with python_calamine.load_workbook(path) as book:
        kind = python_calamine.SheetTypeEnum.WorkSheet
        sheets = [one.name for one in book.sheets_metadata if one.typ == kind]
        if wanted is not None and wanted not in sheets:
            fault = f"the file has no sheet '{wanted}'"
            raise InputError([Problem(shown, fault, allowed=", ".join(sheets))])
        name = sheets[0] if wanted is None else wanted
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return name, [one for one in sheets if one != name], rows


def _is_filled(cell: object) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else cell is not None


def _last(row: Sequence[object]) -> int:
    return next((at for at in range(len(row), 0, -1) if _is_filled(row[at - 1])), 0)


def _errors(shown: Path, found: Asides, chosen: dict[int, str]) -> Iterator[Problem]:
    for row, column, error in found.errors:
        if column in chosen:
            yield Problem(
                shown,
                f"the cell shows Excel's error {error}",
                row=row,
                column=chosen[column],
                hint="put its formula right, or empty the cell",
            )


def _formulas(shown: Path, found: Asides, chosen: dict[int, str], head: int) -> Iterator[Problem]:
    """Find formulas that no program has computed yet; their cells look empty."""
    for row, column in found.uncomputed:
        if column in chosen and row > head:
            yield Problem(
                shown,
                "the cell holds a formula without a value",
                row=row,
                column=chosen[column],
                hint="open the file in Excel or LibreOffice and save it, or paste values",
            )


def _hidden(
    shown: Path, found: Asides, names: dict[int, str], lines: set[int]
) -> Iterator[Problem]:
    """Tell what a person who looks at the sheet does not see."""
    rows = [row for row in found.hidden_rows if row in lines]
    if rows:
        one = len(rows) == 1
        yield Problem(
            shown,
            f"{len(rows)} of {len(lines)} rows {'is' if one else 'are'} hidden in the sheet, and "
            f"{'is' if one else 'are'} read like the others",
            row=rows[0],
            hint="delete rows that should not count",
        )
    for first, last in found.hidden_columns:
        hidden = [name for place, name in names.items() if first <= place <= last]
        if hidden:
            said = ", ".join(hidden)
            yield Problem(shown, f"hidden in the sheet, and read like the others: {said}")
