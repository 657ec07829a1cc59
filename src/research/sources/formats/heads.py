"""Heads: the rows above the data, and the names of the columns that they give."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from research.errors import Problem
from research.sources.formats.fields import Field
from research.sources.withholding import head_shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    Heads = Sequence[Sequence[str]]
    Naming = Callable[[Heads], Sequence[Field]]

__all__ = ["fields_of", "fitted", "head_problems", "named"]


def named(heads: Heads) -> list[Field]:
    """Name columns by their head rows.

    One row gives the names. Of several, the first does where it is filled throughout and tells the
    columns apart, and the others are labels. Where it is not, an empty cell continues the one to
    its left, and the second row is part of the name.

    Parameters
    ----------
    heads : the rows, each as wide as the first.

    Examples
    --------
    >>> [field.name for field in named([["id", "Which?", ""], ["", "Web", "Phone"]])]
    ['id', 'Which? - Web', 'Which? - Phone']
    >>> [(field.name, field.label) for field in named([["Q1", "Q2"], ["How many?", "Why?"]])]
    [('Q1', 'How many?'), ('Q2', 'Why?')]
    """
    first, *further = [list(row) for row in heads]
    if further and (not all(first) or len(set(first)) < len(first)):
        filled = _continued(first)
        first = [
            " - ".join(dict.fromkeys(part for part in parts if part))
            for parts in zip(filled, further[0], strict=True)
        ]
        further = further[1:]
    return [
        Field(name, " - ".join(row[at] for row in further if row[at]), place=at + 1)
        for at, name in enumerate(first)
    ]


def fields_of(heads: Heads, naming: Naming | None) -> list[Field]:
    """Give the fields of all columns, each with its place in the file.

    Parameters
    ----------
    heads : the rows of the head, each as wide as the first.
    naming : names the columns where `named` does not; fields without a place stand in order.
    """
    fields = (naming or named)(heads)
    return [
        field if field.place else replace(field, place=place)
        for place, field in enumerate(fields, 1)
    ]


def fitted(row: Sequence[str], width: int) -> list[str]:
    """Give a row of the head as wide as the first; what stands beyond is no name."""
    return [*row[:width], *[""] * (width - len(row))]


def _continued(row: Sequence[str]) -> list[str]:
    filled: list[str] = []
    for cell in row:
        filled.append(cell or (filled[-1] if filled else ""))
    return filled


def head_problems(path: Path, fields: Sequence[Field], row: int) -> Iterator[Problem]:
    """Find columns without a name, and names that several columns have.

    Parameters
    ----------
    path : the file, as a user would type it.
    fields : of all columns.
    row : row of the head in the file.
    """
    for field in fields:
        if not field.name:
            fault = f"column {field.place} has no name"
            yield Problem(path, fault, row=row, hint="name it or delete it")
    known: dict[str, int] = {}
    doubled: dict[str, None] = {}
    for field in fields:
        if field.name and known.setdefault(field.name, field.place) != field.place:
            doubled[field.name] = None
    for name in doubled:
        shown = head_shown(name, known[name])
        fault, hint = "this column is given twice", "keep one of them"
        yield Problem(path, fault, row=row, column=shown, hint=hint)
