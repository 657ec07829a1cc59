"""Selection: which records count, and why the others do not."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from research.sources.answers.filters import Answered, held
from research.sources.answers.findings import Finding, Findings
from research.sources.answers.kinds import read_part
from research.sources.answers.personal import texts
from research.sources.withholding import WITHHELD, cell_shown

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from research.edition.tables import DataTable
    from research.sources.answers.given import Given
    from research.sources.answers.parts import Part

    Mask = NDArray[np.bool_]

__all__ = ["selected"]

_NONE: Mapping[str, Collection[str]] = MappingProxyType({})
_REASONS = 4
_SHARED, _LONGEST = 3, 40


def selected(
    table: DataTable,
    columns: Mapping[str, Given],
    findings: Findings,
    implied: Mapping[str, Collection[str]] = _NONE,
) -> Mask | None:
    """Say which records count, and count the others by what they hold instead.

    Parameters
    ----------
    table : with its filter: on questions, keys of rows, or columns.
    columns : of the file.
    findings : where those left out go.
    implied : columns by which the platform says who counts, and the cells of those who do; any
        cell where none is named. What the filter says of such a column goes before.

    Returns
    -------
    One a record; None where all count.
    """
    given = {key: one for key, one in implied.items() if key in columns and key not in table.filter}
    if not table.filter and not given:
        return None
    silent = Findings(findings.path, False, findings.personal)
    parts: dict[str, Part] = {}
    for question in table.questions:
        keys = {question.name, *(row.key for row in question.rows)}
        keys |= {f"{question.name}.{row.key}" for row in question.rows}
        here = all(name in columns for name in question.file_columns)
        if keys & set(table.filter) and here and question.file_columns:
            parts[question.name] = read_part(question, columns, silent, texts)
    rows = len(next(iter(columns.values())).lines) if columns else 0
    answered = Answered(findings.path, parts, columns.get, rows)
    kept = np.ones(rows, dtype=bool)
    for key, cells in given.items():
        passes = held(columns[key], sorted(cells)) if cells else columns[key].filled
        _tell(key, columns[key], kept & ~passes, findings, f"as '{key}' says")
        kept &= passes
    for key, answers in table.filter.items():
        passes = answered.gave(key, answers)
        column = _column_of(key, parts, columns)
        if column is not None:
            _tell(key, column, kept & ~passes, findings, f"by the filter on '{key}'")
        kept &= passes
    findings.errors += answered.problems
    return None if kept.all() else kept


def _column_of(key: str, parts: Mapping[str, Part], columns: Mapping[str, Given]) -> Given | None:
    for name, part in parts.items():
        for column, cell in part.each():
            if key in (name, column, cell.key):
                return cell.given
    return columns.get(key)


def _tell(key: str, given: Given, out: Mask, findings: Findings, why: str) -> None:
    count = int(np.count_nonzero(out))
    if not count:
        return
    codes, values = given.coded
    places, counts = np.unique(codes[out], return_counts=True)
    held = [values[at] if at >= 0 else "" for at in places.tolist()]
    order = sorted(range(len(places)), key=lambda at: (-counts[at], held[at]))
    reasons = [
        f"{_named(given, int(places[at]), values, int(counts[at]))} ({counts[at]:,})"
        for at in order[:_REASONS]
    ]
    more = f" and {len(order) - _REASONS:,} more" if len(order) > _REASONS else ""
    rows = "1 row does" if count == 1 else f"{count:,} rows do"
    findings.found.append(
        Finding(
            "left_out",
            key if key != given.name else "",
            given.name,
            count,
            f"{rows} not count {why}: {', '.join(reasons)}{more}",
            given.first(out),
        )
    )


def _named(given: Given, code: int, values: Sequence[str], count: int) -> str:
    if code < 0:
        return "blank"
    label = given.field.codes.get(values[code], values[code])
    # What several hold is a status; what one holds may tell who it is.
    shown = label if count >= _SHARED and len(label) <= _LONGEST else cell_shown(label)
    return shown if shown == WITHHELD else f"'{shown}'"
