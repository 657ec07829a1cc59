"""Cells: a data file as text, every cell with its line, whatever program saved it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from research.errors import InputError, Problem
from research.sources.columnar import read_parquet, read_spss
from research.sources.sheets import read_sheet
from research.sources.textfiles import read_text
from research.sources.withholding import head_shown

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from research.sources.content import Content

    Reader = Callable[[Path, Path], Content]

__all__ = ["Cells", "read_cells"]

_READERS: dict[str, Reader] = {
    ".csv": read_text,
    ".txt": read_text,
    ".tsv": read_text,
    ".xlsx": read_sheet,
    ".sav": read_spss,
    ".parquet": read_parquet,
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


def read_cells(path: Path | str, *, numbers: Collection[str] = ()) -> Cells:
    """Read a data file as text.

    Comma, semicolon and tab separated text (``.csv``, ``.txt``, ``.tsv``) in UTF-8, UTF-16 or
    Windows-1252 needs nothing else; the first sheet of ``.xlsx``, labelled ``.sav`` and
    ``.parquet`` need the extra ``files``. Whatever the format, the same table gives the same
    cells: days are ISO days, whole numbers have no point, "NA" is text. What a file has that
    stops nothing, but that its owner should know, goes to `research.sources.remarks`.

    Parameters
    ----------
    path : the file.
    numbers : columns that are wanted as numbers although their values have labels.

    Raises
    ------
    InputError
        The file is missing, empty, has only a head, is ragged, names a column twice, holds a
        formula without a value, is of another kind, or cannot be read; an extra is not installed.
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
        content = read_spss(path, shown, numbers) if reader is read_spss else reader(path, shown)
    except OSError as error:
        hint = "check that you may read it"
        raise InputError([Problem(shown, f"cannot be read: {error}", hint=hint)]) from None
    _check_shape(shown, content)
    frame = pd.DataFrame(content.rows, columns=content.head, index=content.lines, dtype="str")
    return Cells(shown, frame)


def _as_typed(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path


def _check_shape(path: Path, content: Content) -> None:
    """Refuse what is no rectangle under a head of distinct names."""
    head, rows, lines = content.head, content.rows, content.lines
    first = content.head_line
    problems = [
        Problem(path, f"column {place} has no name", row=first, hint="name it or delete it")
        for place, name in enumerate(head, start=1)
        if not name
    ]
    doubled = [name for name in dict.fromkeys(head) if name and head.count(name) > 1]
    problems += [
        Problem(
            path,
            "this column is given twice",
            row=first,
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
        problems.append(Problem(path, "only the head stands in the file", row=first, hint=hint))
    if problems:
        raise InputError(problems)
