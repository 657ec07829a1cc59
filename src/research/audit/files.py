"""What was read: the file of a table, its format, encoding and sheet, and how many rows count."""

from __future__ import annotations

import codecs
import os
from typing import TYPE_CHECKING

from research.errors import InputError
from research.sources.answers.reading import open_table, shape_of
from research.sources.formats.decoding import separator

if TYPE_CHECKING:
    from pathlib import Path

    from research.edition.tables import DataTable

__all__ = ["FORMATS", "described", "encoding_of"]

FORMATS = {
    ".csv": "text",
    ".txt": "text",
    ".tsv": "text",
    ".xlsx": "Excel workbook",
    ".sav": "SPSS",
    ".zsav": "SPSS, compressed",
    ".parquet": "Parquet",
    ".sss": "Triple-S",
    ".xml": "Triple-S",
}
"""What files are called by the ends of their names."""

_SIGNS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_PIECE = 1 << 20


def described(path: Path, table: DataTable) -> dict[str, str]:
    """Say of a table's file what was read, by what it is about.

    Parameters
    ----------
    path : the file.
    table : how its author declared it.

    Returns
    -------
    ``file, format, columns``, and ``encoding`` or ``sheet`` where the format has them.
    """
    if table.loop is not None:
        return {"file": f"items that '{table.of}' holds side by side", "format": "loop"}
    kind = FORMATS.get(path.suffix.lower(), path.suffix)
    platform = f", exported by {table.platform}" if table.platform else ""
    found = {"file": os.path.relpath(path), "format": f"{kind}{platform}"}
    try:
        fields = open_table(path, table).fields
    except InputError:
        return found
    named = {name for one in table.questions for name in one.file_columns}
    named |= {*table.ids, *table.personal, *shape_of(table).own_columns(fields)}
    found["columns"] = f"{len(fields):,} ({len(named & {*fields}):,} read)"
    if kind == "text":
        found["encoding"], sign = _text(path, table)
        found["format"] += f", separated by {_SIGNS.get(sign, repr(sign))}"
    elif kind == "Excel workbook":
        found["sheet"] = table.sheet or _first_sheet(path)
    return found


def encoding_of(path: Path) -> str:
    """Say in which encoding a text file is read where none is declared.

    Parameters
    ----------
    path : of a file that can be read.
    """
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    with path.open("rb") as file:
        piece = file.read(_PIECE)
        if piece.startswith(_UTF16):
            return "UTF-16"
        try:
            while piece:
                decoder.decode(piece)
                piece = file.read(_PIECE)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "Windows-1252"
    return "UTF-8"


def _text(path: Path, table: DataTable) -> tuple[str, str]:
    """The encoding of a text file, and what separates its cells."""
    encoding = table.encoding or encoding_of(path)
    if table.delimiter:
        return encoding, table.delimiter
    known = {"UTF-8": "utf-8-sig", "UTF-16": "utf-16", "Windows-1252": "cp1252"}
    with path.open(encoding=known.get(encoding, encoding), errors="replace") as file:
        return encoding, separator(file.readline())


def _first_sheet(path: Path) -> str:
    import python_calamine

    with python_calamine.load_workbook(path) as book:
        return str(book.sheet_names[0])
