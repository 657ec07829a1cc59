"""Numbers: answers to scales, grids, recommendations, amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from research.problems.values import listed
from research.sources.answers.findings import Fault
from research.sources.answers.parts import NOT_ASKED, Cell, Part
from research.sources.answers.scales import MOST, scale_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from research.edition.questions import Question
    from research.sources.answers.findings import Findings
    from research.sources.answers.given import Given
    from research.sources.answers.scales import Scale

__all__ = ["read_numbers", "rows_of"]


def rows_of(question: Question) -> list[tuple[str, str, str]]:
    """Give the columns of a question: name in the frame, key of the row, column of the file."""
    if question.rows:
        return [(f"{question.name}.{row.key}", row.key, row.column) for row in question.rows]
    return [(question.name, "", question.column or "")]


def read_numbers(question: Question, columns: Mapping[str, Given], findings: Findings) -> Part:
    """Read a question whose answers are numbers.

    Parameters
    ----------
    question : of type scale, grid, nps, numeric or allocation.
    columns : of the file, by name.
    findings : where cells go that are no number, or off the scale.

    Returns
    -------
    One column a row, or one in all: numbers, NaN where there is no answer. *Don't know* and the
    like are no number, and said beside.
    """
    part = Part(question, {})
    labels: dict[float, str] = {}
    for name, key, column in rows_of(question):
        given = columns[column]
        scale = scale_of(question, given.field)
        labels |= scale.labels
        cell = _cell(question, given, scale, findings)
        cell.key = key
        part.cells[name] = cell
        part.points |= scale.points
    part.labels = dict(sorted(labels.items()))
    return part


def _cell(question: Question, given: Given, scale: Scale, findings: Findings) -> Cell:
    read, no_number = given.numbers
    values, wrong = read.copy(), no_number.copy()
    said: NDArray[np.int8] = np.zeros(len(values), dtype="int8")
    named = np.zeros(len(values), dtype=bool)
    for cell, number in scale.numbers.items():
        held = given.holds([cell])
        values[held], wrong[held] = number, False
        named |= held
    for cell, role in scale.roles.items():
        held = given.holds([cell])
        values[held], wrong[held], said[held] = np.nan, False, role
        named |= held
    if given.field.missing:
        gone = ~given.undeclared & ~named
        values[gone], wrong[gone], said[gone] = np.nan, False, NOT_ASKED
    off = scale.off(values)
    if scale.listed:
        wrong |= ~np.isnan(read) & ~named & (said == 0)
        off &= ~wrong
        values[wrong] = np.nan
    if wrong.any():
        findings.cells(question.name, given, wrong, _no_number(question, scale, read))
    if off.any():
        findings.cells(question.name, given, off, _off_scale(question, scale, values, off))
        values[off] = np.nan
    return Cell(values, given.filled & (said != NOT_ASKED), said, given, odd=wrong | off)


def _no_number(question: Question, scale: Scale, read: NDArray[np.float64]) -> Fault:
    if scale.listed:
        codes = [*dict.fromkeys([*scale.numbers, *scale.points])]
        return Fault(
            "unknown",
            f"no code of '{question.name}'",
            one=lambda value: f"{value} is unknown",
            allowed=listed([*codes, *scale.roles], most=40),
            known=codes,
            figures=bool((~np.isnan(read)).any()),
        )
    return Fault(
        "no_number",
        "no number",
        allowed=_allowed(scale),
        hint="declare 'decimal' and 'thousands' if the file writes numbers with them",
    )


def _off_scale(
    question: Question,
    scale: Scale,
    values: NDArray[np.float64],
    off: NDArray[np.bool_],
) -> Fault:
    hint = ""
    if question.type == "nps" and (values == 11).any() and not (values == 0).any():
        hint = "where the file writes 0 to 10 as 1 to 11, say so by 'values'"
    elif question.codes and off.any():
        hint = "give it a code with its role if it means don't know or not asked"
    on_scale = scale.noun == "the scale"
    huge = bool((np.abs(values[off]) > MOST).any())
    return Fault(
        "off_scale",
        f"no code of the scale {scale.span}" if on_scale else "out of range",
        one=(lambda value: f"{value} is off the scale") if on_scale else None,
        allowed=_allowed(scale, huge=huge),
        hint=hint,
        figures=True,
    )


def _allowed(scale: Scale, *, huge: bool = False) -> str:
    noun = "whole numbers" if scale.whole else "numbers"
    if not scale.bounded:
        return f"a number from -{MOST:g} to {MOST:g}, or empty" if huge else "a number, or empty"
    open_ended = np.isinf(scale.low) or np.isinf(scale.high)
    span = f"of {scale.span}" if open_ended else f"from {scale.span}"
    return f"{noun} {span}, or empty"
