"""Files that hold columns with types: .sav and .parquet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from research.errors import Problem
from research.sources.content import Content, attempt, need, text
from research.sources.remarks import remark

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

__all__ = ["read_parquet", "read_spss"]


def read_spss(path: Path, shown: Path, numbers: Collection[str] = ()) -> Content:
    """Read an SPSS file: labels where they name every value of a column, values where not.

    Labels on the end points alone, as platforms export scales, name no category.

    Parameters
    ----------
    path : the file.
    shown : its path as a user would type it.
    numbers : columns of which the values are wanted, whatever labels they have.

    Raises
    ------
    InputError
        It cannot be read.
    """
    need("pyreadstat", shown)
    import pyreadstat

    frame, about = attempt(shown, lambda: pyreadstat.read_sav(path))
    labels: Mapping[str, Mapping[Any, str]] = about.variable_value_labels
    for name, named in labels.items():
        if name in frame and name not in numbers:
            frame[name] = _labelled(frame[name], named, shown)
    return _content(frame)


def read_parquet(path: Path, shown: Path) -> Content:
    """Read a Parquet file, its index among the columns where it has names.

    Parameters
    ----------
    path : the file.
    shown : its path as a user would type it.

    Raises
    ------
    InputError
        It cannot be read.
    """
    need("pyarrow", shown)
    return attempt(shown, lambda: _content(pd.read_parquet(path, engine="pyarrow")))


def _labelled(column: pd.Series[Any], labels: Mapping[Any, str], shown: Path) -> pd.Series[Any]:
    given = column.dropna()
    bare = given[~given.isin(list(labels))]
    if bare.empty:
        return column.map(labels)
    if given.isin(list(labels)).any():
        values = ", ".join(text(value) for value in sorted(labels, key=str)[:4])
        remark(
            Problem(
                shown,
                f"only some values have labels ({values}), so all are read as values",
                column=str(column.name),
                hint="label every value where they are categories",
            )
        )
    return column


def _content(frame: pd.DataFrame) -> Content:
    if not all(isinstance(label, int) for label in frame.index):
        frame = frame.reset_index()
    rows = [[text(cell) for cell in row] for row in frame.itertuples(index=False)]
    return Content([str(name) for name in frame.columns], rows, list(range(2, len(rows) + 2)))
