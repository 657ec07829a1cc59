"""Whole: a file that was read cell by cell, as columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from research.errors import InputError, Problem
from research.sources.formats.columns import Column
from research.sources.formats.datafile import DataFile
from research.sources.formats.heads import fields_of, fitted, head_problems

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from research.sources.content import Content
    from research.sources.formats.datafile import Reading

__all__ = ["head_alone", "whole"]


def whole(shown: Path, content: Content, reading: Reading) -> DataFile:
    """Give columns of cells that are text.

    Parameters
    ----------
    shown : the file, as a user would type it.
    content : its cells.
    reading : how many rows are its head, and how its numbers are written.

    Raises
    ------
    InputError
        It is no rectangle under a head of distinct names.
    """
    above = reading.header_rows - 1
    width = len(content.head)
    heads = [content.head, *(fitted(row, width) for row in content.rows[:above])]
    fields = fields_of(heads, reading.naming)
    rows, lines = content.rows[above:], np.array(content.lines[above:], dtype="int64")
    problems = list(head_problems(shown, fields, content.head_line))
    problems += [
        Problem(
            shown,
            f"the row has {len(row)} cells",
            row=int(line),
            allowed=f"{width}, as the head has",
            hint="look for a missing or a stray separator, or text with one outside quotes",
        )
        for row, line in zip(rows, lines, strict=True)
        if len(row) != width
    ]
    if not rows:
        problems.append(head_alone(shown, content.head_line))
    if problems:
        raise InputError(problems)
    places = {field.name: field.place - 1 for field in fields}

    def load(names: Sequence[str]) -> dict[str, Column]:
        return {
            name: Column.of(name, [row[places[name]] for row in rows], lines, marks=reading.marks)
            for name in names
        }

    return DataFile(shown, fields, lines, load, heads=heads)


def head_alone(shown: Path, row: int) -> Problem:
    """Say that nothing stands below the head."""
    hint = "add one row for each respondent or firm, or export the data again"
    return Problem(shown, "only the head stands in the file", row=row, hint=hint)
