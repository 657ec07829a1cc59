"""Bases: who was asked a question, and who answered though they were not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.errors import Problem
from research.problems.values import listed
from research.sources.answers.findings import Finding, Findings
from research.sources.answers.parts import either

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from research.edition.questions import Question
    from research.sources.answers.filters import Answered
    from research.sources.answers.parts import Cell, Part

    Mask = NDArray[np.bool_]

__all__ = ["asked", "must_answer"]


def must_answer(question: Question) -> bool:
    """Whether a blank is wrong in a strict table, where everybody was asked."""
    if question.base is not None or question.of:
        return False
    if question.type == "single":
        return bool(question.codes)
    return question.type == "ranking" and not (question.top or question.gaps)


def asked(part: Part, answered: Answered, findings: Findings) -> dict[str, Mask]:
    """Say of each column of a question who was asked, and find who does not fit that.

    Without a base everybody was asked. With a base that has no filter nobody knows, and those who
    answered were. Who answered though they were not asked gives no answer, and is counted.

    Parameters
    ----------
    part : answers to the question; those of people who were not asked are taken out.
    answered : who gave which answers to the others.
    findings : where contradictions go.

    Returns
    -------
    By the names of the columns in the frame.
    """
    question = part.question
    if not part.cells:  # an open list of options that nobody chose from
        return {}
    silent = Findings(findings.path, False, findings.personal)
    masks, known = {}, set()
    leads: dict[str, Mask] = {}
    for name, cell in part.each():
        led = _led(question, cell.key, answered)
        mask = ~cell.not_asked
        if led is None and question.base_of(cell.key) is not None:
            mask &= cell.filled
        else:
            known.add(name)
        if led is not None:
            mask &= led
            # Items of one answer share its columns: it is told once, with the first of them.
            once = leads and (question.slots or question.tasks)
            _not_led(question, cell, led, silent if once else findings)
            leads[name] = led
        masks[name] = mask
    if part.picks is not None:
        part.picks = part.picks.of(either(list(masks.values())))
    if known and not question.of and not (question.base and question.base.optional):
        _blanks(part, {name: masks[name] for name in known}, findings, led={*leads})
    return masks


def _led(question: Question, row: str, answered: Answered) -> Mask | None:
    """Whom answers to other questions led to a row; None where no filter says so."""
    found = [answered.mask(one) for one in question.led_by(row)]
    masks = [mask for mask in found if mask is not None]
    if not masks:
        return None
    mask: Mask = np.logical_and.reduce(masks)
    return mask


def _not_led(question: Question, cell: Cell, led: Mask, findings: Findings) -> None:
    # A blank beside an option that was chosen says "not chosen": of who was not asked, nothing.
    out = ~led & (cell.filled | _known(cell))
    if not out.any():
        return
    empty = _nothing(cell)
    chosen = out & ~empty if question.type == "multi" else out & cell.filled
    findings.rows(
        "answered_though_not_asked",
        question.name,
        cell.given,
        chosen,
        lambda count: (
            f"'{question.name}': {'1 row answers' if count == 1 else f'{count:,} rows answer'} "
            f"though not asked, and {'counts' if count == 1 else 'count'} as no answer"
        ),
        one="the cell is filled though the question was not asked",
        allowed="empty, by the question's base",
        hint="look for a mistake in 'base', or in the routing of the questionnaire",
    )
    _take_out(cell, out)


def _nothing(cell: Cell) -> Mask:
    """Whose cell says that an option was not chosen."""
    if isinstance(cell.values, pd.arrays.BooleanArray):
        chosen: Mask = cell.values.to_numpy(dtype=bool, na_value=False)
        return ~chosen
    return np.zeros(len(cell.filled), dtype=bool)


def _known(cell: Cell) -> Mask:
    """Whose cell came out as an answer."""
    known: Mask = ~np.asarray(pd.isna(cell.values), dtype=bool)
    return known


def _take_out(cell: Cell, out: Mask) -> None:
    values = cell.values.copy()
    if isinstance(values, np.ndarray):
        values[out] = np.datetime64("NaT") if values.dtype.kind == "M" else np.nan
    else:
        values[out] = pd.NA
    cell.values = values
    cell.said = np.where(out, 0, cell.said).astype("int8")
    cell.odd = cell.wrong | out


def _blanks(part: Part, masks: dict[str, Mask], findings: Findings, *, led: set[str]) -> None:
    """Count blanks of those who were asked: each row of a grid, but a list of options as one.

    Parameters
    ----------
    part : answers to the question.
    masks : who was asked, of the columns of which that is known.
    findings : where they go.
    led : columns that answers to other questions led to.
    """
    question = part.question
    if question.type == "open" and not led:
        return
    together = question.type in ("multi", "allocation", "maxdiff") or question.slots
    strict = findings.strict and must_answer(question)
    wanted = [(name, cell) for name, cell in part.each() if name in masks]
    if together or (question.type == "ranking" and not strict):
        anybody = either(list(masks.values()))
        blank = anybody & ~part.filled
        _tell(question, wanted[0][1], blank, findings, led=bool(led), strict=strict)
        return
    for name, cell in wanted:
        blank = masks[name] & ~cell.filled
        _tell(question, cell, blank, findings, led=name in led, strict=strict)


def _tell(
    question: Question, cell: Cell, blank: Mask, findings: Findings, *, led: bool, strict: bool
) -> None:
    count = int(np.count_nonzero(blank))
    if not count:
        return
    given = cell.given
    noun = "1 cell is" if count == 1 else f"{count:,} cells are"
    finding = Finding(
        "blank_though_asked" if led else "blank",
        question.name,
        given.name,
        count,
        f"'{question.name}': {noun} blank" + (" though asked" if led else ""),
        given.first(blank),
        hint="look for a mistake in 'base'; they count as asked without an answer" if led else "",
    )
    if led:
        findings.add(finding, lines=given.lines[blank].tolist() if findings.strict else ())
        return
    findings.found.append(finding)
    if strict:
        findings.errors += [
            Problem(
                findings.path,
                "the cell is empty",
                row=line,
                column=given.name,
                allowed=_allowed(question),
            )
            for line in given.lines[blank].tolist()
        ]


def _allowed(question: Question) -> str:
    if question.type == "ranking":
        return f"whole numbers from 1 to {len(question.rows)}, each once in a row"
    return listed([code.code for code in question.codes], most=40)
