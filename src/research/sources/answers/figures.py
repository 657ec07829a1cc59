"""Figures: the columns that weights and volumes stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from research.sources.answers.findings import Fault, Finding
from research.sources.answers.scales import Scale

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from research.sources.answers.findings import Findings
    from research.sources.answers.given import Given

__all__ = ["read_figures"]

_ALLOWED = "a number of 0 or more, or empty"
_ANY_AMOUNT = Scale(low=0)


def read_figures(
    names: Sequence[str], columns: Mapping[str, Given], findings: Findings
) -> dict[str, NDArray[np.float64]]:
    """Read columns of numbers of 0 or more.

    Parameters
    ----------
    names : of the columns.
    columns : of the file; those that are missing are told elsewhere.
    findings : where cells go that are no such number, and the number of blanks.

    Returns
    -------
    Numbers by column, NaN where blank or no such number.
    """
    return {name: _figures(columns[name], findings) for name in names if name in columns}


def _figures(given: Given, findings: Findings) -> NDArray[np.float64]:
    read, no_number = given.numbers
    gone = ~given.undeclared
    values = read.copy()
    values[gone] = np.nan
    findings.cells("", given, no_number & ~gone, Fault("no_number", "no number", allowed=_ALLOWED))
    below = _ANY_AMOUNT.off(values)
    fault = Fault("off_scale", "no weight and no volume", allowed=_ALLOWED, figures=True)
    findings.cells("", given, below, fault)
    values[below] = np.nan
    blank = ~given.filled | gone
    count = int(np.count_nonzero(blank))
    if count:
        what = (
            f"{'1 cell is' if count == 1 else f'{count:,} cells are'} blank and count for nothing"
        )
        findings.add(Finding("blank", "", given.name, count, what, given.first(blank)))
    return values
