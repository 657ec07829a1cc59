"""Cells: a data file as text, every cell with its line, whatever program saved it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from research.errors import Problem
from research.sources.formats.opening import open_data
from research.sources.remarks import remark

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from research.sources.formats.columns import Column
    from research.sources.formats.fields import Field

__all__ = ["Cells", "read_cells"]


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
    """Read all of a data file as text; see `research.sources.formats.opening.open_data`.

    Whatever the format, the same table gives the same cells: days are ISO days, whole numbers have
    no point, "NA" is text. Where labels name every value of a column they stand in place of the
    values; labels on the end points alone, as platforms export scales, name no category.

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
    file = open_data(path)
    columns = file.read(file.fields)
    texts = {
        name: _labelled(file.path, column, file.fields[name], name in numbers)
        for name, column in columns.items()
    }
    return Cells(file.path, pd.DataFrame(texts, index=pd.Index(file.lines), dtype="str"))


def _labelled(path: Path, column: Column, field: Field, wanted: bool) -> pd.Series[str]:
    """Give the labels of a column where all its answers have some, and its values where not."""
    cells = column.texts()
    if field.missing:
        cells = cells.mask(cells.map(field.is_missing), "")
    if wanted or not field.codes:
        return cells
    given = cells[cells != ""]
    bare = ~given.isin(list(field.codes))
    if not bare.any():
        return cells.map({**field.codes, "": ""}).astype("str")
    if not bare.all():
        values = ", ".join(sorted(field.codes)[:4])
        fault = f"only some values have labels ({values}), so all are read as values"
        hint = "label every value where they are categories"
        remark(Problem(path, fault, column=field.name, hint=hint))
    return cells
