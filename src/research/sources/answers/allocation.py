"""Allocations: a whole that respondents share out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from research.sources.answers.numbers import read_numbers
from research.sources.answers.parts import either

if TYPE_CHECKING:
    from collections.abc import Mapping

    from research.edition.questions import Question
    from research.sources.answers.findings import Findings
    from research.sources.answers.given import Given
    from research.sources.answers.parts import Part

__all__ = ["read_allocation"]

# Sums of decimals are never exact.
_SLACK = 1e-6


def read_allocation(question: Question, columns: Mapping[str, Given], findings: Findings) -> Part:
    """Read a question whose answers add up to a whole.

    A blank beside a share is a share of 0. Shares that miss the sum by more than is tolerated are
    no answer, and counted.

    Parameters
    ----------
    question : of type allocation.
    columns : of the file, by name.
    findings : where cells go that are no number, and sums that are off.

    Returns
    -------
    One column a row: its share in the unit of the question, NaN where there is no answer.
    """
    part = read_numbers(question, columns, findings)
    cells = list(part.cells.values())
    shares = np.column_stack([cell.values for cell in cells])
    wrong = either([cell.wrong for cell in cells])
    answered = ~np.isnan(shares).all(axis=1) & ~wrong
    total = np.nansum(shares, axis=1)
    off = answered & (np.abs(total - question.sum) > question.tolerance + _SLACK)
    target = f"{question.sum:.10g}"
    within = f", give or take {question.tolerance:.10g}" if question.tolerance else ""
    findings.rows(
        "sum",
        question.name,
        cells[0].given,
        off,
        lambda count: (
            f"{'1 row adds' if count == 1 else f'{count:,} rows add'} up to something else than "
            f"{target} and {'counts' if count == 1 else 'count'} as no answer"
        ),
        one=f"the shares do not add up to {target}",
        allowed=f"a sum of {target}{within}",
        hint="give 'tolerance' where sums may be off",
    )
    counts = answered & ~off
    for place, cell in enumerate(cells):
        cell.values = np.where(counts, np.nan_to_num(shares[:, place]), np.nan)
        cell.odd = wrong | off
    return part
