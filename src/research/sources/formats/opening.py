"""Opening: the reader made for a file's format, once for the same bytes read the same way."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from research.errors import InputError, Problem
from research.files import digest_file
from research.sources.columnar import read_parquet, read_spss
from research.sources.formats.columns import Column
from research.sources.formats.datafile import DataFile, Reading
from research.sources.formats.heads import head_problems, named
from research.sources.formats.numerals import Marks
from research.sources.remarks import heard, remark
from research.sources.sheets import read_sheet
from research.sources.textfiles import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from research.sources.content import Content
    from research.sources.formats.heads import Naming

    Opener = Callable[[Path, Path, Reading], DataFile]

__all__ = ["open_data"]

# Files that stay open: an edition with its further tables, before and after a change.
_KEPT = 16
_OPENED: OrderedDict[object, tuple[DataFile, list[Problem]]] = OrderedDict()


def _plain(read: Callable[[Path, Path], Content]) -> Opener:
    def opened(path: Path, shown: Path, reading: Reading) -> DataFile:
        content = read(path, shown)
        return _whole(shown, content, reading)

    return opened


def _whole(shown: Path, content: Content, reading: Reading) -> DataFile:
    above = reading.header_rows - 1
    heads = [content.head, *content.rows[:above]]
    fields = (reading.naming or named)(heads)
    rows, lines = content.rows[above:], np.array(content.lines[above:], dtype="int64")
    problems = list(head_problems(shown, fields, content.head_line))
    problems += [
        Problem(
            shown,
            f"the row has {len(row)} cells",
            row=int(line),
            allowed=f"{len(content.head)}, as the head has",
            hint="look for a missing or a stray separator, or text with one outside quotes",
        )
        for row, line in zip(rows, lines, strict=True)
        if len(row) != len(content.head)
    ]
    if not rows:
        hint = "add one row for each respondent or firm, or export the data again"
        fault = "only the head stands in the file"
        problems.append(Problem(shown, fault, row=content.head_line, hint=hint))
    if problems:
        raise InputError(problems)
    places = {field.name: field.place - 1 for field in fields}

    def load(names: Sequence[str]) -> dict[str, Column]:
        return {
            name: Column.of(name, [row[places[name]] for row in rows], lines, marks=reading.marks)
            for name in names
        }

    return DataFile(shown, fields, lines, load, heads=heads)


_FORMATS: dict[str, Opener] = {
    ".csv": _plain(read_text),
    ".txt": _plain(read_text),
    ".tsv": _plain(read_text),
    ".xlsx": _plain(read_sheet),
    ".sav": _plain(read_spss),
    ".zsav": _plain(read_spss),
    ".parquet": _plain(read_parquet),
}


def open_data(
    path: Path | str,
    *,
    sheet: str | None = None,
    header_rows: int = 1,
    encoding: str | None = None,
    delimiter: str | None = None,
    decimal: str = ".",
    thousands: str = "",
    naming: Naming | None = None,
) -> DataFile:
    """Open a file of data: what it says of its columns; nothing else is read yet.

    The same bytes opened the same way are the same object within a process. What a file has that
    stops nothing, but that its owner should know, goes to `research.sources.remarks`, each time.

    Parameters
    ----------
    path : ``.csv``, ``.txt`` and ``.tsv``; ``.xlsx``, ``.sav``, ``.zsav`` and ``.parquet`` with the
        extra ``files``.
    sheet : name of the sheet of a workbook; the first where none is named.
    header_rows : rows of the head above the data.
    encoding : of text; UTF-8, UTF-16 and Windows-1252 are told apart where it is not declared.
    delimiter : between cells of text; comma, semicolon, tab and bar are told apart where it is not.
    decimal : mark before the decimals of numbers that are written as text.
    thousands : mark between groups of three digits of such numbers; empty where there is none.
    naming : gives the fields from the head rows, for platforms with heads of their own.

    Raises
    ------
    InputError
        The file is missing, empty, has only a head, names a column twice, is of another kind, or
        cannot be read; an extra is not installed; marks contradict each other.
    """
    path = Path(path)
    shown = as_typed(path)
    reading = Reading(sheet, header_rows, encoding, delimiter, Marks(decimal, thousands), naming)
    opener = _checked(path, shown, reading)
    key = (digest_file(path), shown, reading)
    if key not in _OPENED:
        _OPENED[key] = _opened(opener, path, shown, reading)
        while len(_OPENED) > _KEPT:
            _OPENED.popitem(last=False)
    _OPENED.move_to_end(key)
    file, remarks = _OPENED[key]
    remark(*remarks)
    return file


def _opened(
    opener: Opener, path: Path, shown: Path, reading: Reading
) -> tuple[DataFile, list[Problem]]:
    with heard() as remarks:
        try:
            return opener(path, shown, reading), remarks
        except OSError as error:
            hint = "check that you may read it"
            raise InputError([Problem(shown, f"cannot be read: {error}", hint=hint)]) from None


def _checked(path: Path, shown: Path, reading: Reading) -> Opener:
    reading.marks.check(shown)
    opener = _FORMATS.get(path.suffix.lower())
    if opener is None:
        fault = f"files of the kind '{path.suffix}' cannot be read"
        raise InputError([Problem(shown, fault, allowed=", ".join(_FORMATS))])
    if not path.is_file():
        folder = path.parent
        near = sorted(item.name for item in folder.glob("*.*")) if folder.is_dir() else []
        raise InputError([Problem(shown, "no such file", allowed=", ".join(near[:12]))])
    if path.stat().st_size == 0:
        raise InputError([Problem(shown, "the file is empty", hint="export the data again")])
    return opener


def as_typed(path: Path) -> Path:
    """Give a path from where the user stands, or as it is where it lies elsewhere."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path
