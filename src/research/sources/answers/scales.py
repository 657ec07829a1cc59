"""Scales: which numbers can be answers, and the words that they stand for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from research.sources.answers.given import number_of
from research.sources.answers.parts import role_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from research.edition.questions import Question
    from research.sources.formats.fields import Field

__all__ = ["MOST", "Scale", "scale_of"]

_NPS = (0.0, 10.0)

MOST = 1e100
"""Beyond it, either way, no number is an answer: sums of squares of larger ones overflow."""


@dataclass(frozen=True)
class Scale:
    """The numbers that a column may hold.

    Parameters
    ----------
    low, high : the ends, within; infinite where there are none.
    whole : whether only whole numbers between them are answers.
    numbers : the number that a cell stands for, where it is not the cell itself.
    roles : number of the role that a cell has instead of being a number.
    points : the number that each answer of the author's codes stands for, by its cell.
    labels : words for numbers.
    listed : whether only the cells in ``numbers`` and ``points`` are answers.
    noun : what the numbers are called in a finding.
    """

    low: float = -np.inf
    high: float = np.inf
    whole: bool = False
    numbers: Mapping[str, float] = field(default_factory=dict)
    roles: Mapping[str, int] = field(default_factory=dict)
    points: Mapping[str, float] = field(default_factory=dict)
    labels: Mapping[float, str] = field(default_factory=dict)
    listed: bool = False
    noun: str = "numbers"

    @property
    def bounded(self) -> bool:
        """Whether it has an end."""
        return self.low > -np.inf or self.high < np.inf

    @property
    def span(self) -> str:
        """Its ends in words."""
        if self.low == -np.inf:
            return f"{self.high:.10g} or less"
        if self.high == np.inf:
            return f"{self.low:.10g} or more"
        return f"{self.low:.10g} to {self.high:.10g}"

    def off(self, values: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which numbers are no answer; NaN is none and not off."""
        if self._holds_all(values):
            return np.zeros(len(values), dtype=bool)
        out = (values < self.low) | (values > self.high) | (np.abs(values) > MOST)
        if self.whole:
            out |= (np.floor(values) != values) & ~np.isnan(values)
        mask: NDArray[np.bool_] = out
        return mask

    def _holds_all(self, values: NDArray[np.float64]) -> bool:
        """Whether every number is an answer, as nearly always, found without a mask."""
        if not len(values):
            return True
        least, most = np.fmin.reduce(values), np.fmax.reduce(values)
        if not (max(self.low, -MOST) <= least and most <= min(self.high, MOST)):
            return False
        return not self.whole or bool(np.fmin.reduce(np.floor(values) - values) == 0)


def scale_of(question: Question, file: Field) -> Scale:
    """Give the scale of a question with numbers: scale, grid, nps, numeric or allocation.

    Between the lowest and the highest code every whole number is an answer. Where codes are words,
    they count 1, 2, 3 in their order. Where numbers are given for cells, no other cell is an answer
    to a scale. Where a question has no codes, the labels in the file serve
    a scale or a grid.

    Parameters
    ----------
    question : as its author describes it.
    file : what the file says of the column.
    """
    answers = [code for code in question.codes if code.role in ("answer", "other")]
    roles = {
        code.code: role_number(code.role)
        for code in question.codes
        if code.role not in ("answer", "other")
    }
    stands = {str(cell): float(value) for cell, value in question.values.items()}
    labelled = [(code.code, code.text) for code in answers]
    if not labelled and question.type in ("scale", "grid"):
        labelled = [(code, text) for code, text in file.named.items() if code not in roles]
    graded = question.type in ("scale", "grid", "nps")
    points, in_words = _points(labelled, stands, graded=graded)
    odd = {code: at for code, at in points.items() if in_words or at != number_of(code)}
    numbers = stands | odd
    numbers |= _by_label(numbers, file)
    labels = {points[code]: text for code, text in labelled if code in points}
    low, high, whole = _ends(question, labels, stands)
    only = graded and (in_words or bool(stands))
    noun = "the scale" if graded else "numbers"
    return Scale(low, high, whole, numbers, roles, points, labels, only, noun)


def _points(
    labelled: Iterable[tuple[str, str]], stands: Mapping[str, float], *, graded: bool
) -> tuple[dict[str, float], bool]:
    """Numbers of the author's codes, and whether these are words, which a scale puts in order."""
    codes = [code for code, _ in labelled]
    plain = {code: number_of(code) for code in codes}
    in_words = any(number is None for number in plain.values())
    if graded and in_words:
        plain = {code: float(place) for place, code in enumerate(codes, start=1)}
    points = {code: stands.get(code, number) for code, number in plain.items()}
    return {code: at for code, at in points.items() if at is not None}, graded and in_words


def _by_label(numbers: Mapping[str, float], file: Field) -> dict[str, float]:
    """Numbers of cells whose label in the file is what a number is given for."""
    return {cell: numbers[label] for cell, label in file.codes.items() if label in numbers}


def _ends(
    question: Question, labels: Mapping[float, str], stands: Mapping[str, float]
) -> tuple[float, float, bool]:
    if question.type == "nps":
        return *_NPS, True
    if question.range:
        low, high = question.range
        least = -np.inf if low is None else float(low)
        return least, np.inf if high is None else float(high), False
    if question.type in ("scale", "grid"):
        ends = [*labels, *stands.values()]
        if len(ends) > 1:
            return min(ends), max(ends), all(end.is_integer() for end in ends)
    if question.type == "allocation":
        return 0.0, np.inf, False
    return -np.inf, np.inf, False
