"""Loops: what a file holds side by side of each row, as rows of their own."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.edition.levels import PLACE
from research.errors import InputError, Problem
from research.problems.nearest import meant
from research.problems.values import listed
from research.sources.formats.columns import Column, Numbers
from research.sources.formats.datafile import DataFile
from research.sources.formats.fields import Field
from research.sources.remarks import remark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from research.edition.levels import LoopLevel
    from research.edition.tables import DataTable

    Places = NDArray[np.int64]
    Mask = NDArray[np.bool_]

__all__ = ["LoopFile", "looped"]

# Columns of the file that a message names one by one.
_NAMED = 4


class LoopFile(DataFile):
    """A file whose records are the items of a loop.

    Its columns go by names with {i} in them, and are told by those that the file has.

    Parameters
    ----------
    file : that holds them side by side.
    level : the loop.
    carried : columns that each record repeats of the row around it.
    owners : key of each row of the file, by its place; empty for a row that does not count.
    row : name of the column of these keys.
    """

    def __init__(
        self,
        file: DataFile,
        level: LoopLevel,
        carried: Sequence[str],
        owners: Sequence[str],
        row: str,
    ) -> None:
        self.around, self.level, self.row = file, level, row
        self.owners = owners
        counts = np.array([bool(owner) for owner in owners])
        there = counts[:, None] & self._asked(counts)
        self.places: Places = np.flatnonzero(there.ravel())
        names = [name for name in (level.id, *level.columns) if name and name != PLACE]
        fields = {name: self._field(name) for name in dict.fromkeys(names)}
        fields |= {name: file.fields[name] for name in carried if name in file.fields}
        fields |= {row: Field(row)}
        if level.id is None or PLACE in level.columns:
            fields |= {PLACE: Field(PLACE)}
        lines = np.repeat(file.lines, len(level.items))[self.places]
        super().__init__(file.path, (), lines, self._stacked)
        self.fields: Mapping[str, Field] = MappingProxyType(fields)

    def _asked(self, counts: Mask) -> Mask:
        """Of which items each row was asked, shape ``(rows, items)``; odd ones are told."""
        level = self.level
        answered = np.zeros((len(counts), len(level.items)), dtype=bool)
        for name in level.columns:
            if name != PLACE:
                answered |= self._filled(name)
        if level.id is None:
            return answered
        named = self._filled(level.id)
        lost = answered & ~named & counts[:, None]
        if lost.any():
            count, rows = int(lost.sum()), self.around.lines[lost.any(axis=1)]
            have = "answer set has" if count == 1 else "answer sets have"
            what = f"{count:,} {have} no {self._told(level.id)} that says what they are of, and "
            what += "do not count" if count > 1 else "does not count"
            remark(Problem(self.around.path, what, row=int(rows[0]), hint="name the item there"))
        return named

    def _filled(self, name: str) -> Mask:
        held = self.around.read(self.level.originals(name))
        return np.column_stack([column.filled for column in held.values()])

    def _told(self, name: str) -> str:
        originals = self.level.originals(name)
        if len(originals) <= _NAMED:
            return ", ".join(originals)
        return f"{originals[0]} to {originals[-1]}"

    def _field(self, name: str) -> Field:
        held = [self.around.fields[one] for one in self.level.originals(name)]
        kinds = {one.kind for one in held}
        return replace(
            held[0], name=self._told(name), kind=held[0].kind if len(kinds) == 1 else "any"
        )

    def _stacked(self, names: Sequence[str]) -> dict[str, Column]:
        return {name: self._column(name) for name in names}

    def _column(self, name: str) -> Column:
        wide = len(self.level.items)
        rows, items = np.divmod(self.places, wide)
        if name == PLACE:
            return Column(name, self.lines, lambda: (items.astype("int32"), self.level.items))
        if name == self.row:
            keys = [self.owners[row] for row in rows]
            return Column.of(name, keys, self.lines)
        if PLACE not in name:
            [held] = self.around.read([name]).values()
            return _stack(self.fields[name].name, [held], rows, self.lines)
        held_ones = list(self.around.read(self.level.originals(name)).values())
        return _stack(self.fields[name].name, held_ones, self.places, self.lines)


def _stack(name: str, columns: Sequence[Column], places: Places, lines: Places) -> Column:
    """Put columns under each other, row by row, and take some of their cells."""

    def distinct() -> tuple[NDArray[np.int32], list[str]]:
        held = [column.coded() for column in columns]
        values = list(dict.fromkeys(value for one in held for value in one.values))
        known = pd.Index(values)
        codes = [
            np.append(known.get_indexer(pd.Index(list(one.values))), -1)[one.codes] for one in held
        ]
        return np.column_stack(codes).ravel()[places].astype("int32"), values

    def numbers() -> Numbers:
        held = [column.numbers() for column in columns]
        return Numbers(
            np.column_stack([one.values for one in held]).ravel()[places],
            np.column_stack([one.wrong for one in held]).ravel()[places],
        )

    return Column(name, lines, distinct, parse=numbers)


def looped(file: DataFile, table: DataTable, lines: Places, owners: Sequence[str]) -> DataFile:
    """Give a loop of a file's rows as a file.

    Parameters
    ----------
    file : that holds the items side by side.
    table : the loop, as a table.
    lines : rows in the file that count.
    owners : their keys.

    Raises
    ------
    InputError
        With every column that is missing.
    """
    loop = table.loop
    assert loop is not None  # noqa: S101 - it is one
    missing = [name for name in loop.level.file_columns if name not in file.fields]
    if missing:
        raise InputError([_missing(file, name) for name in missing])
    by_line = dict(zip(lines.tolist(), owners, strict=True))
    keys = [by_line.get(line, "") for line in file.lines.tolist()]
    return LoopFile(file, loop.level, table.personal, keys, loop.row)


def _missing(file: DataFile, name: str) -> Problem:
    return Problem(
        file.path,
        "this column of a loop is missing",
        row=1,
        column=name,
        allowed=listed(list(file.fields), most=12),
        hint=meant(name, list(file.fields)) or "see to its items, and to {i} in names of columns",
    )
