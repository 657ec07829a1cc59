"""Derived questions: made of the answers to others by recodes, bands, values and times."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.edition.labels import same_code
from research.errors import Problem
from research.problems.nearest import known_or_meant
from research.sources.answers.findings import Finding
from research.sources.answers.given import number_of
from research.sources.answers.parts import Cell, Part, either, role_number
from research.sources.answers.units import days_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from research.edition.options import Code
    from research.edition.questions import Question
    from research.sources.answers.findings import Findings

    Mask = NDArray[np.bool_]

__all__ = ["band_places", "banded", "derive", "in_order"]

_NUMBERS = ("scale", "nps", "numeric", "grid", "allocation", "ranking")


def in_order(questions: Mapping[str, Question]) -> tuple[list[str], list[str]]:
    """Give derived questions each after its source, and those that go round in a circle.

    Parameters
    ----------
    questions : by name.
    """
    left = {name: q.of for name, q in questions.items() if q.of and q.type != "open"}
    order: list[str] = []
    while ready := [name for name, of in left.items() if of not in left]:
        for name in ready:
            order.append(name)
            del left[name]
    return order, list(left)


def derive(question: Question, parts: Mapping[str, Part], findings: Findings) -> Part | None:
    """Make a question of the answers to another.

    Parameters
    ----------
    question : of type single or numeric, with ``of``: a question, or the key of a row.
    parts : answers by question.
    findings : where answers go that become none.

    Returns
    -------
    One column; None where it cannot be made, which is then an error.
    """
    found = _source(str(question.of), parts)
    if found is None:
        several = question.of in parts
        why = f"'{question.of}' has several columns, name a row of it"
        known = None if several else parts
        _cannot(
            question, findings, why if several else f"there is no question '{question.of}'", known
        )
        return None
    source, cell = found
    if question.type == "single":
        made = _single(question, source, cell, findings)
    else:
        made = _numeric(question, source, cell, findings)
    return None if made is None else Part(question, {question.name: made})


def _source(of: str, parts: Mapping[str, Part]) -> tuple[Part, Cell] | None:
    if of in parts:
        part = parts[of]
        cells = list(part.cells.values())
        return (part, cells[0]) if len(cells) == 1 else None
    for part in parts.values():
        for name, cell in part.each():
            if cell.key and of in (cell.key, name):
                return part, cell
    return None


def _cannot(
    question: Question, findings: Findings, why: str, known: Mapping[str, Part] | None = None
) -> None:
    hint = known_or_meant(question.of, known) if known else ""
    findings.errors.append(
        Problem(findings.path, f"'{question.name}' cannot be derived: {why}", hint=hint)
    )


def _single(question: Question, source: Part, cell: Cell, findings: Findings) -> Cell | None:
    numbers, of = _is_numbers(cell), source.question
    if question.bands:
        if not numbers:
            _cannot(question, findings, f"bands need numbers, and '{of.name}' has none")
            return None
        return banded(question, cell, findings)
    if not numbers and not isinstance(cell.values, pd.Categorical):
        _cannot(question, findings, f"'{of.name}' is of type {of.type}")
        return None
    codes = [code for code in question.codes if code.role != "not_asked"]
    places = np.full(len(cell.filled), -1, dtype="int32")
    said = cell.said.copy()
    for place, code in enumerate(codes):
        for old in code.codes:
            hit = _held(source, cell, old)
            if hit is None:
                known = [one.code for one in of.codes]
                hint = known_or_meant(old, known)
                what = f"'{question.name}' is made of '{old}', which is no answer of '{of.name}'"
                findings.errors.append(Problem(findings.path, what, hint=hint))
                continue
            places[hit] = place
            said[hit] = role_number(code.role)
    _tell_rest(question, cell, places, findings)
    texts = pd.Index([code.text for code in codes], dtype="str")
    return Cell(pd.Categorical.from_codes(places, categories=texts), cell.filled, said, cell.given)


def _is_numbers(cell: Cell) -> bool:
    return isinstance(cell.values, np.ndarray) and cell.values.dtype.kind == "f"


def _held(source: Part, cell: Cell, old: str) -> Mask | None:
    """Who gave an answer that a new code takes; None where the source has no such answer."""
    for net in source.question.nets:
        if old in (net.key, net.text):
            masks = [_held(source, cell, code) for code in net.codes]
            return either([mask for mask in masks if mask is not None])
    named = [code for code in source.question.codes if _is_named(code, old)]
    if _is_numbers(cell):
        return _number_held(source, cell, old, named)
    categories = cell.values.categories.to_list()
    texts = {code.text for code in named} or {
        text for text in categories if same_code(text) == same_code(old)
    }
    if not texts and (source.question.codes or source.question.bands):
        return None
    hit = np.array([text in texts for text in categories] + [False])
    mask: Mask = hit[cell.values.codes]
    return mask


def _number_held(source: Part, cell: Cell, old: str, named: list[Code]) -> Mask | None:
    roles = [role_number(code.role) for code in named if code.role not in ("answer", "other")]
    if roles:
        mask: Mask = np.isin(cell.said, roles)
        return mask
    number = source.points.get(named[0].code) if named else number_of(old)
    return None if number is None else cell.values == number


def _is_named(code: Code, old: str) -> bool:
    return old in (code.key, code.text) or same_code(old) == same_code(code.code)


def _tell_rest(
    question: Question, cell: Cell, places: NDArray[np.int32], findings: Findings
) -> None:
    rest = cell.filled & (places < 0) & (cell.said < 2)
    rest &= ~cell.wrong
    _tell(question, cell, rest, "whose answer becomes none of its codes", findings)


def _tell(question: Question, cell: Cell, rest: Mask, whose: str, findings: Findings) -> None:
    count = int(np.count_nonzero(rest))
    if count:
        rows = "1 row" if count == 1 else f"{count:,} rows"
        findings.found.append(
            Finding(
                "below_bands",
                question.name,
                cell.given.name,
                count,
                f"'{question.name}' leaves out {rows} {whose}",
                cell.given.first(rest),
            )
        )


def band_places(question: Question, values: NDArray[np.float64]) -> NDArray[np.int32]:
    """Give the place of the band that each number falls into; -1 below the lowest and for none.

    Parameters
    ----------
    question : with bands, each from its lower end to below the next one's.
    values : shape ``(n,)``, NaN where there is none.
    """
    lower = np.array([float(end) for end in question.bands.values()])
    places = np.searchsorted(lower, values, side="right").astype("int32") - 1
    places[np.isnan(values)] = -1
    return places


def banded(question: Question, cell: Cell, findings: Findings) -> Cell:
    """Put numbers into bands, each from its lower end to below the next one's.

    Parameters
    ----------
    question : with bands.
    cell : of numbers.
    findings : where numbers below the lowest band go.
    """
    values: NDArray[np.float64] = cell.values
    places = band_places(question, values)
    below = ~np.isnan(values) & (places < 0)
    lowest = next(iter(question.bands.values()))
    _tell(question, cell, below, f"below its lowest band, {lowest:.10g}", findings)
    names = pd.Index(list(question.bands), dtype="str")
    bands = pd.Categorical.from_codes(places, categories=names, ordered=True)
    odd = cell.wrong | below
    return Cell(bands, cell.filled, cell.said, cell.given, odd=odd)


def _numeric(question: Question, source: Part, cell: Cell, findings: Findings) -> Cell | None:
    values: NDArray[np.float64] | None
    of = source.question
    if isinstance(cell.values, np.ndarray) and cell.values.dtype.kind == "M":
        values = _time(question, cell, findings)
    elif isinstance(cell.values, pd.Categorical):
        values = _valued(question, source, cell, findings)
    elif _is_numbers(cell):
        values = cell.values.copy()
        for old, value in question.values.items():
            hit = _held(source, cell, str(old))
            if hit is not None:
                values[hit] = value
    else:
        _cannot(question, findings, f"'{of.name}' is of type {of.type}")
        return None
    return None if values is None else Cell(values, cell.filled, cell.said, cell.given)


def _valued(
    question: Question, source: Part, cell: Cell, findings: Findings
) -> NDArray[np.float64] | None:
    values = np.full(len(cell.filled), np.nan)
    of = source.question
    stands = (question.values or of.values).items()
    if not stands:
        _cannot(question, findings, "give 'values', the number that each answer stands for")
        return None
    for old, number in stands:
        hit = _held(source, cell, str(old))
        if hit is None:
            hint = known_or_meant(old, [code.code for code in of.codes])
            what = f"'{question.name}' gives a value to '{old}', no answer of '{of.name}'"
            findings.errors.append(Problem(findings.path, what, hint=hint))
        else:
            values[hit] = number
    return values


def _time(question: Question, cell: Cell, findings: Findings) -> NDArray[np.float64] | None:
    unit = days_in(question.unit or "days")
    if unit is None:
        _cannot(question, findings, f"a time is counted in days, weeks, months or years, not in "
                                    f"'{question.unit}'")  # fmt: skip
        return None
    try:
        until = datetime.date.fromisoformat(question.until or "")
    except ValueError:
        _cannot(question, findings, "'until' must be a day such as 2016-07-01")
        return None
    days = (np.datetime64(until, "D") - cell.values.astype("datetime64[D]")).astype(
        "timedelta64[D]"
    )
    gone = np.isnat(days)
    times: NDArray[np.float64] = np.where(gone, np.nan, days.astype("float64")) / unit
    return times
