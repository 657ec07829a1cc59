"""How the answers of a table vary, between clusters or after raking: variances of every cell."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from research.statistics.samples.clusters import matrix_of, small_sample
from research.statistics.tables.calibrated import Raked, RakedCells, RakedPart
from research.statistics.tables.counts import pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from research.statistics.tables.banner import Cells, Layout
    from research.statistics.tables.counts import Piece, Question

    Floats = NDArray[np.float64]

__all__ = ["Between", "Units", "between"]


@dataclass(frozen=True)
class Units:
    """Respondents as weights in clusters.

    Parameters
    ----------
    codes : cluster of each respondent from 0, shape ``(n,)``.
    weights : shape ``(n,)``.
    """

    codes: NDArray[np.int64]
    weights: Floats

    def summed(self, piece: Piece, part: Cells) -> Any:
        """Weights by cluster, and by cell and answer: sparse ``(clusters, cells * size)``."""
        known = piece.codes < piece.size
        places = part.codes[known] * piece.size + piece.codes[known]
        mass = self.weights[known]
        return matrix_of(self.codes[known], places, mass, part.size * piece.size)


@dataclass(frozen=True)
class Between:
    """Linearised variances of a table's values; arrays ``(rows, columns)``.

    Parameters
    ----------
    units, variance : clusters in each base, or respondents where these are independent; and
        variance of the value.
    shared, covariance : of every two columns, ``(rows, columns, columns)``.
    rest_units, rest_variance : of the rest of those who could have been in the column.
    rest_shared, rest_covariance : of the column and its rest.
    clustered, raked : whether respondents are in clusters, and whether variances are what margins
        leave unexplained.
    """

    units: Floats
    variance: Floats
    shared: Floats
    covariance: Floats
    rest_units: Floats
    rest_variance: Floats
    rest_shared: Floats
    rest_covariance: Floats
    clustered: bool = field(default=True, kw_only=True)
    raked: bool = field(default=False, kw_only=True)


def between(
    frame: pd.DataFrame,
    stub: Sequence[Question],
    layout: Layout,
    units: Units | None,
    raked: Raked | None = None,
) -> Between:
    """Give the variance of every value of a table, and the covariances of its columns.

    Parameters
    ----------
    frame, stub, layout : as of `research.statistics.tables.counts.tally`.
    units : the clusters; ``None`` for independent respondents, of raked weights.
    raked : respondents within the sample that weights were raked over, where they were.

    Notes
    -----
    Sums of linearised values within clusters, with the factor G / (G - 1) for the G clusters of a
    column: for columns of whole clusters of one size, exactly what a t test of the clusters' means
    takes. After raking, sums of what the margins do not explain of these values.
    """
    found: list[tuple[Floats, ...]] = []
    cells = [None if raked is None else RakedCells(part, raked) for part in layout.parts]
    for question in stub:
        for piece in pieces(frame, question):
            parts = [
                _part(piece, part, units, held)
                for part, held in zip(layout.parts, cells, strict=True)
            ]
            found += [_beside([part.row(at) for part in parts]) for at in range(len(piece.rows))]
    made = Between(*(np.stack(each) for each in zip(*found, strict=True)))
    return replace(made, clustered=units is not None, raked=raked is not None)


def _part(piece: Piece, part: Cells, units: Units | None, raked: RakedCells | None) -> _Row:
    explained = None if raked is None else RakedPart(piece, raked)
    if units is None and explained is not None:
        return explained
    assert units is not None  # noqa: S101 - one of them is given
    return _Part(piece, part, units, explained)


class _Row(Protocol):
    """What gives a row's variances."""

    def row(self, at: int) -> tuple[Floats, ...]:
        """Units, variance, shared, covariance, then units, variance, shared, covariance of rest."""


class _Part:
    """One piece within one part of a banner."""

    def __init__(
        self, piece: Piece, part: Cells, units: Units, explained: RakedPart | None
    ) -> None:
        self.piece = piece
        self.explained = explained
        own = part.members
        scopes = np.array([column.scope for column in part.columns], dtype=float)
        self.sides = (own.T, np.maximum(scopes - own, 0.0).T)
        self.mass = units.summed(piece, part)
        self.values = self.mass
        if piece.values is not None:
            weighted = Units(units.codes, units.weights * piece.values)
            self.values = weighted.summed(piece, part)
        everyone = np.ones((piece.size, 1))
        self.bases = [self.mass @ np.kron(side, everyone) for side in self.sides]
        self.present = [(base > 0).astype(float) for base in self.bases]

    def row(self, at: int) -> tuple[Floats, ...]:
        """Units, variance, shared, covariance, then units, variance, shared, covariance of rest."""
        piece = self.piece
        pick = np.ones((1, 1)) if piece.values is not None else piece.picks[at][:, None]
        units = [present.sum(axis=0) for present in self.present]
        moves = [
            _linearised(self.values @ np.kron(side, pick), base)
            for side, base in zip(self.sides, self.bases, strict=True)
        ]
        if self.explained is not None:
            moves = self.explained.residuals(at, moves)
        own, rest = (
            np.sqrt(small_sample(size)) * move for size, move in zip(units, moves, strict=True)
        )
        here, there = self.present
        return (
            units[0],
            np.square(own).sum(axis=0),
            here.T @ here,
            own.T @ own,
            units[1],
            np.square(rest).sum(axis=0),
            (here * there).sum(axis=0),
            (own * rest).sum(axis=0),
        )


def _linearised(sums: Floats, bases: Floats) -> Floats:
    """What each cluster adds to each ratio of sums, shape ``(clusters, columns)``."""
    total = bases.sum(axis=0)
    safe = np.where(total > 0, total, 1.0)
    moves: Floats = (sums - bases * (sums.sum(axis=0) / safe)) / safe
    return moves


def _beside(parts: list[tuple[Floats, ...]]) -> tuple[Floats, ...]:
    """Put the columns of a banner's parts beside each other."""
    return tuple(
        np.concatenate(each) if each[0].ndim == 1 else _blocks(each)
        for each in zip(*parts, strict=True)
    )


def _blocks(matrices: Sequence[Floats]) -> Floats:
    size = sum(len(matrix) for matrix in matrices)
    whole = np.zeros((size, size))
    at = 0
    for matrix in matrices:
        after = at + len(matrix)
        whole[at:after, at:after] = matrix
        at = after
    return whole
