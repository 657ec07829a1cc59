"""Cells: a data file as text, every cell with its line, whatever program saved it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from research.errors import InputError, Problem
from research.sources.withholding import head_shown

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Cells", "read_cells"]

_DELIMITERS = ",;\t"
_ODD_ENCODINGS = {
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
    b"PK": "a zip archive such as .xlsx",
}


@dataclass(frozen=True)
class Cells:
    """The content of a data file before anything is made of it.

    Parameters
    ----------
    path : the file, as a user would type it.
    frame : text without outer blanks, empty where nothing stands; the index is the line in the
        file (the row in a sheet), with the head as line 1.
    """

    path: Path
    frame: pd.DataFrame


def read_cells(path: Path | str) -> Cells:
    """Read a data file as text.

    Comma, semicolon and tab separated text in UTF-8 (``.csv``, ``.txt``, ``.tsv``) needs nothing
    else; the first sheet of ``.xlsx``, labelled ``.sav`` and ``.parquet`` need the extra ``files``.

    Parameters
    ----------
    path : the file.

    Raises
    ------
    InputError
        The file is missing, empty, has only a head, is not in UTF-8, is ragged, names a column
        twice, is of another kind, or cannot be read; an extra is not installed.
    """
    path = Path(path)
    shown = _as_typed(path)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        fault = f"files of the kind '{path.suffix}' cannot be read"
        raise InputError([Problem(shown, fault, allowed=", ".join(_READERS))])
    if not path.is_file():
        folder = path.parent
        near = sorted(item.name for item in folder.glob("*.*")) if folder.is_dir() else []
        raise InputError([Problem(shown, "no such file", allowed=", ".join(near[:12]))])
    if path.stat().st_size == 0:
        raise InputError([Problem(shown, "the file is empty", hint="export the data again")])
    try:
        head, rows, lines = reader(path, shown)
    except OSError as error:
        hint = "check that you may read it"
        raise InputError([Problem(shown, f"cannot be read: {error}", hint=hint)]) from None
    _check_shape(shown, head, rows, lines)
    return Cells(shown, pd.DataFrame(rows, columns=head, index=lines, dtype="str"))


def _as_typed(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path


Content = tuple[list[str], list[list[str]], list[int]]


def _check_shape(path: Path, head: list[str], rows: list[list[str]], lines: list[int]) -> None:
    """Refuse what is no rectangle under a head of distinct names."""
    problems = [
        Problem(path, f"column {place} has no name", row=1, hint="name it or delete it")
        for place, name in enumerate(head, start=1)
        if not name
    ]
    doubled = [name for name in dict.fromkeys(head) if name and head.count(name) > 1]
    problems += [
        Problem(
            path,
            "this column is given twice",
            row=1,
            column=head_shown(name, head.index(name) + 1),
            hint="keep one of them",
        )
        for name in doubled
    ]
    problems += [
        Problem(
            path,
            f"the row has {len(row)} cells",
            row=line,
            allowed=f"{len(head)}, as the head has",
            hint="look for a missing or a stray separator, or text with one outside quotes",
        )
        for row, line in zip(rows, lines, strict=True)
        if len(row) != len(head)
    ]
    if not rows:
        hint = "add one row for each respondent or firm, or export the data again"
        problems.append(Problem(path, "only the head stands in the file", row=1, hint=hint))
    if problems:
        raise InputError(problems)


def _read_text(path: Path, shown: Path) -> Content:
    text = _decode(path.read_bytes(), shown)
    first = text.lstrip().partition("\n")[0]
    if not first:
        raise InputError([Problem(shown, "the file is empty", hint="export the data again")])
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows, lines, before = [], [], 0
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                rows.append(cells)
                lines.append(before + 1)
            before = reader.line_num
    except csv.Error as error:
        hint = "look for a quotation mark that is never closed, here or further up"
        problem = Problem(shown, f"the text cannot be split: {error}", row=before + 1, hint=hint)
        raise InputError([problem]) from None
    return rows[0], rows[1:], lines[1:]


def _decode(content: bytes, shown: Path) -> str:
    hint = "save it as UTF-8; in Excel: Save as, CSV UTF-8"
    for mark, kind in _ODD_ENCODINGS.items():
        if content.startswith(mark):
            raise InputError([Problem(shown, f"this is {kind}, not text in UTF-8", hint=hint)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = content.rfind(b"\n", 0, error.start) + 1
        byte = content[error.start]
        fault = (
            f"not written in UTF-8: byte {error.start - start + 1} of the line is 0x{byte:02X}, "
            f"which would be '{bytes([byte]).decode('cp1252', 'replace')}' in Windows-1252"
        )
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError([Problem(shown, fault, row=line, hint=hint)]) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        fault = "the line holds a NUL byte, so this is no text"
        raise InputError([Problem(shown, fault, row=line, hint=hint)])
    return text


def _read_sheet(path: Path, shown: Path) -> Content:
    _need("openpyxl", shown)
    sheet = _attempt(
        shown, lambda: pd.read_excel(path, header=None, dtype=object, engine="openpyxl")
    )
    if sheet.empty:
        raise InputError([Problem(shown, "the first sheet is empty", hint="export the data again")])
    rows = [[_text(cell) for cell in row] for row in sheet.itertuples(index=False)]
    filled = [place for place, row in enumerate(rows) if any(row)]
    return rows[0], [rows[place] for place in filled[1:]], [place + 1 for place in filled[1:]]


def _read_spss(path: Path, shown: Path) -> Content:
    _need("pyreadstat", shown)
    import pyreadstat

    frame = _attempt(shown, lambda: pyreadstat.read_sav(path, apply_value_formats=True)[0])
    return _from_frame(frame)


def _read_parquet(path: Path, shown: Path) -> Content:
    _need("pyarrow", shown)
    return _from_frame(_attempt(shown, lambda: pd.read_parquet(path, engine="pyarrow")))


def _attempt(shown: Path, read: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    """Read by another library, whose ways to fail are not all known."""
    try:
        return read()
    except Exception as error:
        fault = f"cannot be read: {error or type(error).__name__}"
        hint = "open it in the program that it comes from and save it again, or as CSV UTF-8"
        raise InputError([Problem(shown, fault, hint=hint)]) from error


def _from_frame(frame: pd.DataFrame) -> Content:
    if not all(isinstance(label, int) for label in frame.index):
        frame = frame.reset_index()
    rows = [[_text(cell) for cell in row] for row in frame.itertuples(index=False)]
    return [str(name) for name in frame.columns], rows, list(range(2, len(rows) + 2))


def _text(cell: object) -> str:
    """A cell as it would stand in a csv file: whole numbers without a decimal point."""
    if pd.isna(cell):  # type: ignore[call-overload]
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _need(module: str, shown: Path) -> None:
    if find_spec(module) is None:
        fault = f"reading {shown.suffix} files needs {module}, which is not installed"
        hint = "pip install 'research-workbench[files]', or save the data as CSV UTF-8"
        raise InputError([Problem(shown, fault, hint=hint)])


_READERS: dict[str, Callable[[Path, Path], Content]] = {
    ".csv": _read_text,
    ".txt": _read_text,
    ".tsv": _read_text,
    ".xlsx": _read_sheet,
    ".sav": _read_spss,
    ".parquet": _read_parquet,
}
