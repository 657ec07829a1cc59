"""Words beside *other* that a reader has coded back: answers move to the codes that they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.errors import Problem
from research.sources.answers.codings import CODE
from research.sources.answers.parts import role_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from research.edition.coding import CodingBack
    from research.edition.options import Code, Row
    from research.sources.answers.codings import CodedRow
    from research.sources.answers.parts import Cell, Part

    Mask = NDArray[np.bool_]
    Ids = tuple[str, ...]

__all__ = ["Moved", "coded_back"]

_FIRST = CODE.format(place=1)


@dataclass(frozen=True)
class Moved:
    """Answers to a question once its words are coded back.

    Parameters
    ----------
    part : the answers.
    moved : whose words were found to be a code of the question, shape ``(n,)``.
    problems : what contradicts the answers as they were given.
    """

    part: Part
    moved: Mask
    problems: tuple[Problem, ...]


def coded_back(
    part: Part, coding: CodingBack, rows: Mapping[Ids, CodedRow], ids: Sequence[Ids], sheet: Path
) -> Moved:
    """Move answers from an option to the codes that a reader has found in the words beside it.

    Who answered once leaves the option; who may answer several times has the further ones too, and
    leaves it unless it is among them. Bases stay: whoever answered has still answered.

    Parameters
    ----------
    part : answers as they were given; it stays as it is.
    coding : where the option and the sheet are.
    rows : of the sheet, by ids.
    ids : of the n records that count.
    sheet : path of the sheet, for problems to name.
    """
    made = _Back(part, coding, sheet)
    moved = np.zeros(len(ids), dtype=bool)
    for at, one in enumerate(ids):
        if one in rows and rows[one].codes:
            moved[at] = made.move(at, rows[one])
    return Moved(made.part, moved, tuple(made.problems))


class _Back:
    """One question as words are coded back into it."""

    def __init__(self, part: Part, coding: CodingBack, sheet: Path) -> None:
        self.coding, self.sheet = coding, sheet
        question = part.question
        options: list[Code | Row] = [*question.rows] if question.rows else [*question.codes]
        self.options = {one.key: one for one in options}
        self.part = replace(part, cells={name: _copied(cell) for name, cell in part.each()})
        self.cells = {cell.key: cell for _, cell in self.part.each()}
        self.single = self.cells.get("")
        self.problems: list[Problem] = []

    def move(self, at: int, row: CodedRow) -> bool:
        """Move one record; say whether it has other answers now."""
        option, given = self.coding.option, self._given(at)
        if option not in given:
            what = f"{' '.join(row.ids)} did not choose '{self.options[option].text}'"
            self._tell(row, what, "empty its codes: the answer stays as it was given")
            return False
        left = (given - {option}) | {*row.codes}
        alone = [key for key in row.codes if self.options[key].role == "none"]
        if alone and len(left) > 1:
            what = f"{' '.join(row.ids)} chose others beside '{self.options[alone[0]].text}'"
            self._tell(row, what, "give it another code, or none")
            return False
        for key in {option, *row.codes}:
            self._tick(at, key, key in row.codes)
        return row.codes != (option,)

    def _given(self, at: int) -> set[str]:
        """Options that a record has chosen."""
        if self.single is not None:
            text = self.single.values[at]
            return {key for key, one in self.options.items() if one.text == text}
        values = {key: cell.values[at] for key, cell in self.cells.items()}
        return {key for key, value in values.items() if value is not pd.NA and value}

    def _tick(self, at: int, key: str, ticked: bool) -> None:
        cell, role = self.single or self.cells[key], role_number(self.options[key].role)
        if self.single is None:
            cell.values[at] = ticked
        elif ticked:
            cell.values[at] = self.options[key].text
        else:
            return
        cell.said[at] = role if ticked else 0
        cell.filled[at] = True

    def _tell(self, row: CodedRow, what: str, hint: str) -> None:
        self.problems.append(Problem(self.sheet, what, row=row.line, column=_FIRST, hint=hint))


def _copied(cell: Cell) -> Cell:
    return replace(
        cell, values=cell.values.copy(), said=cell.said.copy(), filled=cell.filled.copy()
    )
