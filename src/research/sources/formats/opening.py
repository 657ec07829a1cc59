"""Opening: the reader made for a file's format, once for the same bytes read the same way."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING

from research.errors import InputError, Problem
from research.files import digest_file
from research.sources.formats.datafile import Reading
from research.sources.formats.delimited import open_delimited
from research.sources.formats.numerals import Marks
from research.sources.formats.parquet import open_parquet
from research.sources.formats.sheet import open_sheet
from research.sources.formats.spss import open_spss
from research.sources.formats.triples import data_beside, open_triples
from research.sources.remarks import heard, remark

if TYPE_CHECKING:
    from collections.abc import Callable

    from research.sources.formats.datafile import DataFile
    from research.sources.formats.heads import Naming

    Opener = Callable[[Path, Path, Reading], DataFile]

__all__ = ["FORMATS", "files_of", "open_data"]

# Files that stay open: an edition with its further tables, before and after a change.
_KEPT = 16
# Bytes that take longer to digest than a clock needs to move.
_LARGE = 1 << 22
_OPENED: OrderedDict[object, tuple[DataFile, list[Problem]]] = OrderedDict()


FORMATS: dict[str, Opener] = {
    ".csv": open_delimited,
    ".txt": open_delimited,
    ".tsv": open_delimited,
    ".xlsx": open_sheet,
    ".sav": open_spss,
    ".zsav": open_spss,
    ".parquet": open_parquet,
    ".sss": open_triples,
    ".xml": open_triples,
}
"""Readers by the ending of a file."""


def open_data(
    path: Path | str,
    *,
    sheet: str | None = None,
    header_rows: int = 1,
    skip_rows: int = 0,
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
    path : Triple-S (``.sss`` or ``.xml``, its records beside it); ``.csv``, ``.txt`` and ``.tsv``;
        ``.xlsx``, ``.sav``, ``.zsav`` and ``.parquet`` with the
        extra ``files``.
    sheet : name of the sheet of a workbook; the first where none is named.
    header_rows : rows of the head above the data.
    skip_rows : filled rows above the head, such as a title; of a workbook.
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
    marks = Marks(decimal, thousands)
    reading = Reading(sheet, header_rows, skip_rows, encoding, delimiter, marks, naming)
    opener = _checked(path, shown, reading)
    key = (*map(_identity, files_of(path)), shown, reading)
    # Taken out and put back last: the one that waited longest goes first.
    kept = _OPENED.pop(key, None) or _opened(opener, path, shown, reading)
    _OPENED[key] = file, remarks = kept
    while len(_OPENED) > _KEPT:
        _OPENED.popitem(last=False)
    remark(*remarks)
    return file


def files_of(path: Path | str) -> list[Path]:
    """Give the files that hold a survey: the one that is named, and records that stand beside it.

    Parameters
    ----------
    path : the file that is named.
    """
    path = Path(path)
    beside = data_beside(path) if FORMATS.get(path.suffix.lower()) is open_triples else None
    return [path] if beside is None else [path, beside]


def _opened(
    opener: Opener, path: Path, shown: Path, reading: Reading
) -> tuple[DataFile, list[Problem]]:
    with heard() as remarks:
        try:
            return opener(path, shown, reading), remarks
        except OSError as error:
            hint = "check that you may read it"
            raise InputError([Problem(shown, f"cannot be read: {error}", hint=hint)]) from None


def _identity(path: Path) -> object:
    """Tell one content of a file from another: by its digest, or by its state where it is large.

    A clock may not tell apart two small files that are written one after the other.
    """
    state = path.stat()
    if state.st_size < _LARGE:
        return digest_file(path)
    return state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns


def _checked(path: Path, shown: Path, reading: Reading) -> Opener:
    reading.check(shown)
    opener = FORMATS.get(path.suffix.lower())
    if path.is_dir():
        inside = sorted(item.name for item in path.glob("*.*") if item.suffix.lower() in FORMATS)
        fault, hint = "this is a folder, no file", "name the file in it"
        raise InputError([Problem(shown, fault, allowed=", ".join(inside[:12]), hint=hint)])
    if opener is None:
        fault = f"files of the kind '{path.suffix}' cannot be read"
        raise InputError([Problem(shown, fault, allowed=", ".join(FORMATS))])
    if reading.skip_rows and opener is not open_sheet:
        fault, hint = "only of a workbook can rows be skipped", "delete the rows above the head"
        raise InputError([Problem(shown, fault, key="skip_rows", hint=hint)])
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
