"""Impressions: questions that nobody answered, or that all answered alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.sources.answers.findings import Finding
from research.sources.answers.parts import either

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from research.sources.answers.findings import Findings
    from research.sources.answers.parts import Cell, Part

    Mask = NDArray[np.bool_]

__all__ = ["judge_parts"]

# Fewer may well agree.
_FEWEST = 30
# Rows at the top that already tell of most columns that their answers differ.
_TOP = 1000


def judge_parts(parts: Mapping[str, Part], bases: Mapping[str, Mask], findings: Findings) -> None:
    """Find questions without an answer, and columns in which all answers are the same.

    Parameters
    ----------
    parts : answers by question.
    bases : who was asked, by column of the frame.
    findings : where they go.
    """
    for name, part in parts.items():
        answered = {column: _answered(cell) for column, cell in part.each()}
        if not any(mask.any() for mask in answered.values()):
            asked = int(np.count_nonzero(_anybody(part, bases)))
            what = f"'{name}' has no answer" + ("" if asked else ": nobody was asked")
            findings.found.append(Finding("no_answers", name, "", asked, what))
            continue
        if part.question.type in ("multi", "open", "ranking", "maxdiff"):
            continue
        for column, cell in part.each():
            _alike(part, column, cell, answered[column], findings)


def _anybody(part: Part, bases: Mapping[str, Mask]) -> Mask:
    masks = [bases[column] for column in part.cells]
    return either(masks) if masks else np.zeros(0, dtype=bool)


def _answered(cell: Cell) -> Mask:
    mask: Mask = ~np.asarray(pd.isna(cell.values))
    return mask


def _is_one(values: Any) -> bool:
    plain = values.codes if isinstance(values, pd.Categorical) else np.asarray(values)
    return not len(plain) or bool((plain == plain[0]).all())


def _alike(part: Part, column: str, cell: Cell, answered: Mask, findings: Findings) -> None:
    count = int(np.count_nonzero(answered))
    if count < _FEWEST or not _is_one(cell.values[:_TOP][answered[:_TOP]]):
        return
    if not _is_one(cell.values[answered]):
        return
    what = f"'{column}': all {count:,} answers are the same"
    findings.found.append(Finding("one_value", part.question.name, cell.given.name, count, what))
