"""Filters: who gave certain answers, by question, by row, or by a column of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.edition.bases import But
from research.edition.labels import same_code
from research.errors import Problem
from research.problems.nearest import known_or_meant
from research.sources.answers.given import number_of
from research.sources.answers.parts import either, role_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from research.edition.bases import Filter
    from research.edition.labels import Label
    from research.edition.questions import Question
    from research.sources.answers.given import Given
    from research.sources.answers.parts import Cell, Part

    Mask = NDArray[np.bool_]

__all__ = ["Answered"]

_ANSWERS = [role_number(role) for role in ("other", "none", "dont_know", "refused")]


class Answered:
    """Who gave which answers, of n records.

    Parameters
    ----------
    path : the file, for a problem to name.
    parts : answers by question.
    raw : gives a column of the file by its name; ``None`` where there is none.
    rows : how many records there are.
    """

    def __init__(
        self,
        path: Path | str,
        parts: Mapping[str, Part],
        raw: Callable[[str], Given | None],
        rows: int,
    ) -> None:
        self.path = path
        self.rows = rows
        self.parts = parts
        self.raw = raw
        self.problems: list[Problem] = []

    def mask(self, filters: Filter) -> Mask | None:
        """Who gave one of the answers to every question that is named; None where none is."""
        masks = [self.gave(key, answers) for key, answers in filters.items()]
        return np.logical_and.reduce(masks) if masks else None

    def gave(self, key: str, answers: Sequence[str] | But) -> Mask:
        """Who gave one of these answers; or any other.

        Parameters
        ----------
        key : a question, the key of a row, ``question.row``, or a column of the file.
        answers : by their codes, keys or texts.
        """
        if isinstance(answers, But):
            return self._any(key) & ~self._one(key, answers.but)
        return self._one(key, answers)

    def _any(self, key: str) -> Mask:
        """Who gave any answer to what is asked for by a name; *don't know* is one."""
        if key in self.parts:
            return either([_said_any(cell) for cell in self.parts[key].cells.values()])
        for part in self.parts.values():
            for name, cell in part.each():
                if cell.key and key in (name, cell.key):
                    return _said_any(cell)
        given = self.raw(key)
        return np.ones(self.rows, dtype=bool) if given is None else given.filled

    def _one(self, key: str, answers: Sequence[str]) -> Mask:
        if key in self.parts:
            return self._question(self.parts[key], answers)
        for part in self.parts.values():
            for name, cell in part.each():
                if cell.key and key in (name, cell.key):
                    return self._row(part, cell, answers)
        given = self.raw(key)
        if given is None:  # a column that is missing, and told as one
            return np.ones(self.rows, dtype=bool)
        return held(given, answers)

    def _question(self, part: Part, answers: Sequence[str]) -> Mask:
        question = part.question
        if question.type == "single":
            (cell,) = part.cells.values()
            return self._single(question, cell, answers)
        if question.type == "multi":
            masks = [self._option(part, answer) for answer in answers]
        else:
            masks = [self._row(part, cell, answers) for cell in part.cells.values()]
        return either([np.zeros(self.rows, dtype=bool), *masks])

    def _single(self, question: Question, cell: Cell, answers: Sequence[str]) -> Mask:
        categories: list[str] = cell.values.categories.to_list()
        wanted = set(self._texts(question, categories, answers))
        hit = np.array([text in wanted for text in categories] + [False])
        found: Mask = hit[cell.values.codes]
        for code in question.codes:
            if code.role == "not_asked" and _names(code, answers, code.code):
                found = found | cell.not_asked
        return found

    def _texts(
        self, question: Question, categories: Sequence[str], answers: Sequence[str]
    ) -> Iterable[str]:
        """Texts of answers that are given by code, key, text, net or band."""
        nets = {name: net.codes for net in question.nets for name in (net.key, net.text)}
        for answer in answers:
            if answer in nets:
                yield from self._texts(question, categories, nets[answer])
                continue
            plain = same_code(answer)
            codes = [code for code in question.codes if _names(code, [answer], code.code)]
            found = [code.text for code in codes] or [
                text for text in categories if same_code(text) == plain
            ]
            if not found and (question.codes or question.bands):
                self._no_answer(question, answer, [code.code for code in question.codes])
            yield from found

    def _option(self, part: Part, answer: str) -> Mask:
        question = part.question
        labels = {row.key: row for row in question.items}
        for cell in part.cells.values():
            label = labels.get(cell.key)
            code = getattr(label, "code", getattr(label, "column", ""))
            if answer == cell.key or (label is not None and _names(label, [answer], code)):
                return _truths(cell)
        known = [cell.key for cell in part.cells.values()]
        if question.items:
            self._no_answer(question, answer, known)
        return np.zeros(self.rows, dtype=bool)

    def _row(self, part: Part, cell: Cell, answers: Sequence[str]) -> Mask:
        question, points, values = part.question, part.points, cell.values
        if isinstance(values, pd.arrays.BooleanArray):
            own = [row.counted for row in question.rows if row.key == cell.key and row.counted]
            counted = [*map(same_code, own[0] if own else question.counted)]
            yes = any(same_code(answer) in counted for answer in answers)
            return _truths(cell) if yes else ~_truths(cell) & ~np.asarray(values.isna())
        if not isinstance(values, np.ndarray) or values.dtype.kind != "f":
            return np.isin(np.asarray(pd.Series(values).astype(str)), list(answers))
        found = np.zeros(len(values), dtype=bool)
        for answer in answers:
            found |= _numbered(question, cell, answer, points)
        return found

    def _no_answer(self, question: Question, answer: str, known: Iterable[str]) -> None:
        what = f"'{answer}' is no answer of '{question.name}'"
        problem = Problem(self.path, what, hint=known_or_meant(answer, known))
        if problem not in self.problems:
            self.problems.append(problem)


def held(given: Given, answers: Sequence[str]) -> Mask:
    """Which cells of a column of the file are one of these, as written or by the file's labels."""
    wanted = {same_code(answer) for answer in answers}
    labels = given.field.codes
    codes, values = given.coded
    hit = [
        same_code(value) in wanted or same_code(labels.get(value, value)) in wanted
        for value in values
    ]
    mask: Mask = np.array([*hit, "" in wanted])[codes]
    return mask


def _names(label: Label, answers: Sequence[str], code: str) -> bool:
    own = {label.key, label.text, code, same_code(code)}
    return any(answer in own or same_code(answer) in own for answer in answers)


def _said_any(cell: Cell) -> Mask:
    """Whose cell holds an answer, or a role that is one."""
    known: Mask = ~np.asarray(pd.isna(cell.values), dtype=bool)
    return known | np.isin(cell.said, _ANSWERS)


def _truths(cell: Cell) -> Mask:
    values: Mask = cell.values.to_numpy(dtype=bool, na_value=False)
    return values


def _numbered(question: Question, cell: Cell, answer: str, points: Mapping[str, float]) -> Mask:
    """Whose number, or role, an answer means."""
    for code in question.codes:
        if code.role not in ("answer", "other") and _names(code, [answer], code.code):
            mask: Mask = cell.said == role_number(code.role)
            return mask
    named = [code.code for code in question.codes if _names(code, [answer], code.code)]
    number = points.get(named[0]) if named else number_of(answer)
    same: Mask = cell.values == (np.nan if number is None else number)
    return same
