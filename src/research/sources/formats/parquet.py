"""Parquet: columns with types, of which only those that are named leave the disk."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from research.errors import InputError, Problem
from research.sources.content import attempt, need
from research.sources.formats.arrow import (
    distinct_cells,
    distinct_of,
    numbers_of,
    stream,
    whole_texts,
)
from research.sources.formats.columns import Column
from research.sources.formats.datafile import DataFile
from research.sources.formats.fields import Field
from research.sources.formats.heads import head_problems
from research.sources.formats.textcolumn import column_of_texts
from research.sources.formats.whole import head_alone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from research.sources.formats.datafile import Reading
    from research.sources.formats.fields import Kind

__all__ = ["open_parquet"]

_INDEX = re.compile(r"__index_level_\d+__")
# Bytes a cell, when packed: texts that take less repeat, and come as codes from the disk.
_REPEATED = 3.0


def open_parquet(path: Path, shown: Path, reading: Reading) -> DataFile:
    """Open a Parquet file; an index of a frame is a column where it has a name or is no number.

    Parameters
    ----------
    path : the file.
    shown : its path as a user would type it.
    reading : the marks of numbers in columns of text.

    Raises
    ------
    InputError
        It cannot be read, has no rows, or several columns of one name.
    """
    need("pyarrow", shown)
    from pyarrow import parquet

    with attempt(shown, lambda: stream(path)) as file:
        about = attempt(shown, lambda: parquet.read_metadata(file))
    schema = attempt(shown, about.schema.to_arrow_schema)
    stored = {_called(field.name): field for field in schema if not _counts(field)}
    fields = [
        Field(name, kind=_kind(field.type), place=place)
        for place, (name, field) in enumerate(stored.items(), 1)
    ]
    problems = list(head_problems(shown, fields, 1))
    doubled = [name for name, times in Counter(schema.names).items() if times > 1]
    problems += [
        Problem(shown, "this column is given twice", column=name, hint="keep one of them")
        for name in doubled
    ]
    if not about.num_rows:
        problems.append(head_alone(shown, 1))
    if problems:
        raise InputError(problems)
    lines = np.arange(2, about.num_rows + 2, dtype="int64")

    def load(names: Sequence[str]) -> dict[str, Column]:
        odd = list(_unreadable(shown, {name: stored[name].type for name in names}))
        if odd:
            raise InputError(odd)
        wanted = [stored[name].name for name in names]
        table = attempt(shown, lambda: _table(path, wanted, about))
        return {
            name: _column(name, table.column(stored[name].name), lines, reading) for name in names
        }

    return DataFile(shown, fields, lines, load)


def _called(name: str) -> str:
    return "index" if _INDEX.fullmatch(name) else name


def _counts(field: Any) -> bool:
    """Whether a column is an index without a name that only counts rows."""
    from pyarrow import types

    return bool(_INDEX.fullmatch(field.name)) and types.is_integer(field.type)


def _kind(held: Any) -> Kind:
    from pyarrow import types

    if types.is_dictionary(held):
        return _kind(held.value_type)
    kinds: tuple[tuple[Kind, tuple[Any, ...]], ...] = (
        ("truth", (types.is_boolean,)),
        ("number", (types.is_integer, types.is_floating, types.is_decimal)),
        ("day", (types.is_date,)),
        ("moment", (types.is_timestamp,)),
        ("any", (types.is_time, types.is_duration, types.is_nested, types.is_binary)),
    )
    return next((kind for kind, tests in kinds if any(test(held) for test in tests)), "text")


def _unreadable(shown: Path, held: dict[str, Any]) -> Iterator[Problem]:
    from pyarrow import types

    for name, one in held.items():
        if types.is_nested(one) or types.is_binary(one) or types.is_large_binary(one):
            fault = f"cannot be read: the column holds {one}, and a cell is one number, day or text"
            yield Problem(shown, fault, column=name, hint="write one column for each part")


def _table(path: Path, names: Sequence[str], about: Any) -> Any:
    from pyarrow import parquet

    places = {name: place for place, name in enumerate(about.schema.names)}
    repeated = [name for name in names if name in places and _repeats(places[name], about)]
    with (
        stream(path) as source,
        parquet.ParquetFile(source, read_dictionary=repeated, metadata=about) as file,
    ):
        return file.read(columns=list(names))


def _repeats(place: int, about: Any) -> bool:
    """Whether a column of text takes so little room that few texts are in it."""
    if about.schema.column(place).physical_type != "BYTE_ARRAY" or not about.num_row_groups:
        return False
    group = about.row_group(0)
    packed = group.column(place).total_uncompressed_size
    return bool(packed < _REPEATED * max(group.num_rows, 1))


def _column(name: str, cells: Any, lines: Any, reading: Reading) -> Column:
    from pyarrow import types

    if types.is_dictionary(cells.type) and not _is_text(cells.type.value_type):
        cells = cells.cast(cells.type.value_type)
    if types.is_null(cells.type):
        return Column.of(name, [None] * len(cells), lines)
    if types.is_dictionary(cells.type) or _is_text(cells.type):
        return column_of_texts(name, cells, lines, reading.marks)
    numbers = numbers_of(cells)
    if numbers is not None:
        return Column(
            name,
            lines,
            lambda: distinct_of(cells, numbers),
            numbers=numbers,
            texts=whole_texts(cells),
        )
    return Column(
        name, lines, lambda: distinct_cells(cells), marks=reading.marks, texts=whole_texts(cells)
    )


def _is_text(held: Any) -> bool:
    from pyarrow import types

    return bool(types.is_string(held) or types.is_large_string(held) or types.is_string_view(held))
