"""Looking: a stranger's file, opened and counted once for all that is proposed of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from research.proposing.dialect import open_stranger
from research.proposing.facts import Facts
from research.sources.formats.platforms import PLAIN, PLATFORMS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from research.errors import Problem
    from research.proposing.dialect import Dialect
    from research.sources.formats.fields import MultipleSet

__all__ = ["Looked", "look"]


@dataclass(frozen=True)
class Looked:
    """What stands in a file, before anything is said of it.

    Parameters
    ----------
    path : the file.
    dialect : how it is to be read.
    rows : how many records it has.
    facts : of columns, by name, in the order of the file.
    sets : of columns that the file declares to be one question.
    remarks : what its reader said.
    """

    path: Path
    dialect: Dialect
    rows: int
    facts: Mapping[str, Facts]
    sets: Sequence[MultipleSet]
    remarks: Sequence[Problem]


def look(path: Path, *, sheet: str = "") -> Looked:
    """Open a file and make facts of its columns.

    Parameters
    ----------
    path : of any format that is read.
    sheet : of a workbook; the fullest where left out.

    Raises
    ------
    InputError
        It cannot be read.
    """
    dialect, file, remarks = open_stranger(path, sheet=sheet)
    shape = PLATFORMS[dialect.platform] if dialect.platform else PLAIN
    facts = {
        name: Facts(file.fields[name], column.without(shape.left_open))
        for name, column in file.read(file.fields).items()
    }
    return Looked(path, dialect, file.rows, facts, file.sets, remarks)
