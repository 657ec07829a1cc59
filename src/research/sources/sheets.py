"""The first sheet of an .xlsx file: what its cells show, and what they hide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from research.errors import InputError, Problem
from research.sources.content import Content, attempt, need, text
from research.sources.remarks import remark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["read_sheet"]


def read_sheet(path: Path, shown: Path) -> Content:
    """Read the first sheet: values of formulas, days as days, "NA" as text.

    Parameters
    ----------
    path : the file.
    shown : its path as a user would type it.

    Raises
    ------
    InputError
        It cannot be read, is empty, or cells hold formulas without a value or errors of Excel's.
    """
    need("openpyxl", shown)
    book = attempt(shown, lambda: _open(path, values=True))
    sheet = book.worksheets[0] if book.worksheets else None
    cells = [] if sheet is None else [list(row) for row in sheet.iter_rows()]
    rows = [[text(cell.value) for cell in row] for row in cells]
    filled = [place for place, row in enumerate(rows) if any(row)]
    if not filled:
        raise InputError([Problem(shown, "the first sheet is empty", hint="export the data again")])
    first = filled[0]
    width = max(_last(rows[place]) for place in filled)
    head = rows[first][:width]
    problems = [
        *_errors(shown, cells, head, first),
        *_formulas(shown, path, rows, head, filled[1:]),
    ]
    if problems:
        raise InputError(problems)
    remark(*_hidden(shown, book, sheet, head, [place + 1 for place in filled[1:]]))
    body = filled[1:]
    return Content(
        head, [rows[place][:width] for place in body], [place + 1 for place in body], first + 1
    )


def _open(path: Path, *, values: bool) -> Any:
    import openpyxl

    return openpyxl.load_workbook(path, data_only=values)


def _last(row: Sequence[str]) -> int:
    return max((place for place, cell in enumerate(row, 1) if cell), default=0)


def _named(head: Sequence[str], place: int) -> str:
    return head[place] if place < len(head) and head[place] else f"column {place + 1}"


def _errors(
    shown: Path, cells: Sequence[Sequence[Any]], head: Sequence[str], first: int
) -> Iterator[Problem]:
    for row in cells[first:]:
        for place, cell in enumerate(row):
            if cell.data_type == "e":
                yield Problem(
                    shown,
                    f"the cell shows Excel's error {cell.value}",
                    row=cell.row,
                    column=_named(head, place),
                    hint="put its formula right, or empty the cell",
                )


def _formulas(
    shown: Path,
    path: Path,
    rows: Sequence[Sequence[str]],
    head: Sequence[str],
    body: Sequence[int],
) -> Iterator[Problem]:
    """Find formulas that no program has computed yet; their cells look empty."""
    blank = {
        (row, place)
        for row in body
        for place in range(len(head))
        if place >= len(rows[row]) or not rows[row][place]
    }
    if not blank:
        return
    sheet = _open(path, values=False).worksheets[0]
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f" and (cell.row - 1, cell.column - 1) in blank:
                yield Problem(
                    shown,
                    "the cell holds a formula without a value",
                    row=cell.row,
                    column=_named(head, cell.column - 1),
                    hint="open the file in Excel or LibreOffice and save it, or paste values",
                )


def _hidden(
    shown: Path, book: Any, sheet: Any, head: Sequence[str], lines: Sequence[int]
) -> Iterator[Problem]:
    """Tell what a person who looks at the sheet does not see."""
    rows = [line for line in lines if sheet.row_dimensions[line].hidden]
    if rows:
        one = len(rows) == 1
        yield Problem(
            shown,
            f"{len(rows)} of {len(lines)} rows {'is' if one else 'are'} hidden in the sheet, and "
            f"{'is' if one else 'are'} read like the others",
            row=rows[0],
            hint="delete rows that should not count",
        )
    for letter, held in sheet.column_dimensions.items():
        if held.hidden and held.min <= len(head):
            names = ", ".join(head[held.min - 1 : held.max]) or letter
            yield Problem(shown, f"hidden in the sheet, and read like the others: {names}")
    others = [other.title for other in book.worksheets[1:]]
    if others:
        more = ", ".join(others)
        yield Problem(shown, f"only the first sheet, '{sheet.title}', is read; not {more}")
