"""Counts, weighted counts and their moments for every row and column of a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from research.errors import StatisticsError
from research.statistics.answers.arguments import columns_of, instance_of, numbers
from research.statistics.answers.variables import (
    Measure,
    MultipleResponse,
    Variable,
    chunks,
    encode,
)
from research.statistics.samples.bases import Bases, Moments

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from research.statistics.tables.banner import Cells, Layout

__all__ = ["Piece", "Question", "Row", "Tally", "answered", "pieces", "tally", "title_of"]

Question = str | Variable | MultipleResponse | Measure


@dataclass(frozen=True)
class Row:
    """One row of a stub.

    Parameters
    ----------
    question : label of its question.
    label : its own label.
    kind : ``category``, ``net``, ``box`` or ``mean``.
    origin : what the moments of a mean are counted from.
    """

    question: str
    label: str
    kind: str
    origin: float = 0.0


@dataclass
class Tally:
    """Everything that a table needs to know of the respondents.

    Parameters
    ----------
    rows : rows in order.
    bases, moments : per row and column, arrays ``(rows, columns)``.
    scope_bases, scope_moments : the same over all who could have been in the column.
    overlaps : shared bases of every two columns, arrays ``(rows, columns, columns)``; ``None``
        where no columns overlap.
    """

    rows: list[Row]
    bases: Bases
    moments: Moments
    scope_bases: Bases
    scope_moments: Moments
    overlaps: Bases | None


@dataclass(frozen=True)
class Piece:
    """Answers that are counted in one go, and the rows made of them.

    Parameters
    ----------
    codes : answer of each respondent, shape ``(n,)``; `size` for those outside the base.
    size : number of answers.
    rows : rows made of them.
    picks : what each answer adds to each row, shape ``(rows, size)``.
    values : of a measure, its centred values, shape ``(n,)``.
    """

    codes: NDArray[Any]
    size: int
    rows: list[Row]
    picks: NDArray[np.float64]
    values: NDArray[np.float64] | None = None


def tally(
    frame: pd.DataFrame,
    stub: Sequence[Question],
    layout: Layout,
    weights: NDArray[np.float64] | None,
    squared: NDArray[np.float64] | None,
) -> Tally:
    """Count a stub by the columns of a laid-out banner.

    Each respondent is put in the cell of all the banner's answers once; a question is then one
    `numpy.bincount` over cell and answer, and the columns are sums of cells.

    Parameters
    ----------
    frame : one row a respondent.
    stub : the questions from top to bottom.
    layout : the banner over the same respondents.
    weights, squared : weights and what stands for their squares, shape ``(n,)``; ``None`` for
        weights of one.

    Raises
    ------
    StatisticsError
        If a question cannot be tabulated as asked, or two have one label.
    """
    for question in stub:
        allowed = "a column, a Variable, a MultipleResponse or a Measure"
        instance_of("a question", question, Question, allowed)
    titles = [title_of(question) for question in stub]
    twice = sorted({title for title in titles if titles.count(title) > 1})
    if twice or not titles:
        fault = f"the stub holds {twice} twice" if twice else "the stub is empty"
        msg = f"{fault}; allowed: one or more questions, each label once"
        raise StatisticsError(msg)
    counters = [_Counter(part, weights, squared) for part in layout.parts]
    rows: list[Row] = []
    sums: list[_Sums] = []
    for question in stub:
        for piece in pieces(frame, question):
            parts = [counter.count(piece) for counter in counters]
            sums.append(_Sums.beside(parts))
            rows.extend(piece.rows)
    _check_labels(rows)
    return _stacked(rows, sums, layout)


def _check_labels(rows: Sequence[Row]) -> None:
    names = [(row.question, row.label) for row in rows]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        msg = f"question {twice[0]!r} has two rows {twice[1]!r}; allowed: each label once"
        raise StatisticsError(msg)


@dataclass
class _Sums:
    """Sums of one piece, kinds of bases, then of moments: arrays ``(kinds, rows, columns)``."""

    own: NDArray[np.float64]
    scope: NDArray[np.float64]
    overlaps: list[NDArray[np.float64] | None]

    @classmethod
    def beside(cls, parts: Sequence[_Sums]) -> _Sums:
        return cls(
            np.concatenate([part.own for part in parts], axis=2),
            np.concatenate([part.scope for part in parts], axis=2),
            [overlap for part in parts for overlap in part.overlaps],
        )


class _Counter:
    """Counts pieces within one part of a banner."""

    def __init__(
        self,
        part: Cells,
        weights: NDArray[np.float64] | None,
        squared: NDArray[np.float64] | None,
    ) -> None:
        self.part, self.weights, self.squared = part, weights, squared
        self.members = part.members
        self.scopes = np.array([column.scope for column in part.columns], dtype=float)

    def count(self, piece: Piece) -> _Sums:
        weightless = self.weights is None
        grids = self._grids(piece, [None, self.weights, self.squared][: 1 if weightless else 3])
        n, weighted = grids[0][:, :-1], grids[min(1, len(grids) - 1)][:, :-1]
        squares = grids[-1][:, :-1]
        bases = np.stack([grid.sum(axis=1) for grid in (n, weighted, squares)])
        if piece.values is None:
            chosen = (piece.picks != 0).T
            masses = [weighted @ piece.picks.T, weighted @ piece.picks.T**2]
            cells = np.stack([n @ chosen, *masses, squares @ chosen])
            cells[0] = np.where(
                [row.kind == "mean" for row in piece.rows], bases[0][:, None], cells[0]
            )
        else:
            cells = self._measure(piece, piece.values, bases[0])
        rows = len(piece.rows)
        everything = np.concatenate([np.repeat(bases[:, :, None], rows, axis=2), cells])
        own = np.einsum("kcr,jc->krj", everything, self.members, optimize=True)
        scope = np.einsum("kcr,jc->krj", everything, self.scopes, optimize=True)
        return _Sums(own, scope, [self._overlap(bases)])

    def _grids(
        self, piece: Piece, weights: Sequence[NDArray[np.float64] | None]
    ) -> list[NDArray[np.float64]]:
        """Sum each kind of weight by cell and answer."""
        width = piece.size + 1
        flat = self.part.size * width
        sums = [np.zeros(flat) for _ in weights]
        for part in chunks(piece.codes.size, max(1 << 16, 8 * flat)):
            keys = self.part.codes[part] * width + piece.codes[part]
            for total, weight in zip(sums, weights, strict=True):
                total += np.bincount(keys, None if weight is None else weight[part], flat)
        return [total.reshape(self.part.size, width) for total in sums]

    def _measure(
        self, piece: Piece, values: NDArray[np.float64], base: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        mass = values if self.weights is None else self.weights * values
        sums = [grid[:, 0] for grid in self._grids(piece, [mass, mass * values])]
        return np.stack([base, *sums, np.zeros_like(base)])[:, :, None]

    def _overlap(self, bases: NDArray[np.float64]) -> NDArray[np.float64] | None:
        if not self.part.overlapping:
            return None
        shared: NDArray[np.float64] = (self.members * bases[:, None]) @ self.members.T
        return shared


def title_of(question: Question) -> str:
    """Give what the table calls a question."""
    return question if isinstance(question, str) else question.title


def answered(frame: pd.DataFrame, question: Question) -> NDArray[np.bool_]:
    """Give who is in the base of a question, shape ``(n,)``."""
    piece = pieces(frame, question)[0]
    return np.asarray(piece.codes < piece.size)


def pieces(frame: pd.DataFrame, question: Question) -> list[Piece]:
    """Give the answers to a question as they are counted: together, or one indicator each."""
    if isinstance(question, str):
        question = Variable(question)
    if isinstance(question, Variable):
        return [_single(frame, question)]
    if isinstance(question, Measure):
        return [_measured(frame, question)]
    return _several(frame, question)


def _single(frame: pd.DataFrame, question: Variable) -> Piece:
    codes, categories = encode(frame, question, complete=True)
    size = len(categories)
    rows = [Row(question.title, question.name_of(c), "category") for c in categories]
    picks = list(np.eye(size))
    for name, members in question.boxes(categories).items():
        kind = "net" if name in question.nets else "box"
        rows.append(Row(question.title, name, kind))
        picks.append(np.array([float(category in members) for category in categories]))
    if question.mean:
        rows.append(Row(question.title, "Mean", "mean"))
        picks.append(question.values(categories))
    return Piece(codes, size, rows, np.array(picks))


def _several(frame: pd.DataFrame, question: MultipleResponse) -> list[Piece]:
    chosen, asked = question.chosen(frame)
    columns = list(question.columns)
    wanted = [(question.name_of(c), "category", [at]) for at, c in enumerate(columns)]
    wanted += [
        (name, "net", [columns.index(member) for member in members])
        for name, members in question.nets.items()
    ]
    return [
        Piece(
            np.where(asked, chosen[:, at].any(axis=1), 2).astype(np.int8),
            2,
            [Row(question.title, label, kind)],
            np.array([[0.0, 1.0]]),
        )
        for label, kind, at in wanted
    ]


def _measured(frame: pd.DataFrame, question: Measure) -> Piece:
    [column] = columns_of(frame, question.column, "measure")
    values = numbers(frame[column], f"the answers to {column!r}")
    missing = np.isnan(values)
    # Sums of squares about a far-off origin would lose the digits that the variance lives in.
    origin = 0.0 if missing.all() else float(values[~missing].mean())
    centred = np.where(missing, 0.0, values - origin)
    rows = [Row(question.title, "Mean", "mean", origin)]
    return Piece(missing.astype(np.int8), 1, rows, np.zeros((1, 1)), centred)


def _stacked(rows: list[Row], sums: Sequence[_Sums], layout: Layout) -> Tally:
    own = np.concatenate([each.own for each in sums], axis=1)
    scope = np.concatenate([each.scope for each in sums], axis=1)
    overlaps = None
    if any(part.overlapping for part in layout.parts):
        columns = own.shape[2]
        shared = np.zeros((3, own.shape[1], columns, columns))
        at = 0
        for each in sums:
            height = each.own.shape[1]
            left = 0
            for part, overlap in zip(layout.parts, each.overlaps, strict=True):
                right = left + len(part.columns)
                if overlap is not None:
                    shared[:, at : at + height, left:right, left:right] = overlap[:, None]
                left = right
            at += height
        overlaps = Bases(*shared)
    return Tally(
        rows, Bases(*own[:3]), Moments(*own[3:]), Bases(*scope[:3]), Moments(*scope[3:]), overlaps
    )
