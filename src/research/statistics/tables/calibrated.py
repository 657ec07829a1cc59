"""How the answers of a table vary after raking: what margins explain of every cell is known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from research.statistics.samples.clusters import matrix_of, small_sample

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from research.statistics.samples.calibration import Calibration
    from research.statistics.tables.banner import Cells
    from research.statistics.tables.counts import Piece

    Floats = NDArray[np.float64]

__all__ = ["Raked", "RakedPart"]

# Sums of up to so many places are kept as they are, empty ones included.
_FEW_PLACES = 1 << 23
# What is left of a variance that margins explain wholly is rounding.
_CRUMB = 1e-12


class Raked:
    """Respondents of a table, within the sample that weights were raked over.

    Parameters
    ----------
    whole : the sample.
    index : labels of the respondents of the table.
    """

    def __init__(self, whole: Calibration, index: pd.Index[Any]) -> None:
        self.whole = whole
        at = whole.places(index)
        self.cells = whole.cells[at]
        self.mass, self.begin = whole.mass[at], whole.begin[at]

    @cached_property
    def even(self) -> tuple[Floats, Floats] | None:
        """Weights after and before raking by combination of margins, where these alone tell them.

        A count of respondents then stands for all sums of weights.
        """
        whole = self.whole
        first = np.unique(whole.cells, return_index=True)[1]
        after, before = whole.mass[first], whole.begin[first]
        same = np.allclose(after[whole.cells], whole.mass, rtol=1e-12, atol=0)
        if same and np.allclose(before[whole.cells], whole.begin, rtol=1e-12, atol=0):
            return after, before
        return None

    @cached_property
    def totals(self) -> tuple[Floats, Floats]:
        """Sums of weights after raking, and of their squares, by combination, of all."""
        mass = self.whole.mass
        return self.whole.summed(mass), self.whole.summed(mass * mass)

    @cached_property
    def by_cluster(self) -> Any:
        """Sums of weights of the whole sample by cluster and combination, a sparse matrix."""
        units = self.whole.units
        assert units is not None  # noqa: S101 - asked for where there are clusters
        return matrix_of(units, self.whole.cells, self.whole.mass, self.whole.size)

    def summed(self, piece: Piece, part: Cells, weights: Floats | None) -> Any:
        """Sum weights by combination of margins, and by cell and answer.

        Parameters
        ----------
        piece, part : as of `research.statistics.tables.counts.tally`.
        weights : shape ``(n,)``; ``None`` for ones.

        Returns
        -------
        Array or sparse matrix, ``(combinations, cells * answers)``.
        """
        width = piece.size + 1
        flat = self.whole.size * part.size * width
        if flat > _FEW_PLACES:
            known = piece.codes < piece.size
            places = part.codes[known] * piece.size + piece.codes[known]
            mass = np.ones(known.sum()) if weights is None else weights[known]
            found = matrix_of(self.cells[known], places, mass, part.size * piece.size)
            found.resize(self.whole.size, part.size * piece.size)
            return found
        keys = (self.cells * part.size + part.codes) * width + piece.codes
        sums = np.bincount(keys, weights, flat).astype(float, copy=False)
        return sums.reshape(-1, part.size, width)[:, :, :-1].reshape(self.whole.size, -1)


@dataclass(frozen=True)
class _Sums:
    """Sums of one kind of weight, of it times a value and times its square.

    Of answers these are made of the first by what each answer adds to a row.
    """

    plain: Any
    value: Any = None
    square: Any = None

    def by(self, side: Floats, picks: Floats, power: int) -> Floats:
        """Sums by combination and column: the weights, or times a power of the value."""
        held = (self.plain, self.value, self.square)[power]
        if held is not None and (self.value is not None or power == 0):
            return np.asarray(held @ np.kron(side, np.ones((len(picks), 1))))
        if sparse.issparse(self.plain):
            return np.asarray(self.plain @ np.kron(side, picks**power))
        # Answers first: there may be many more cells than columns.
        grid = self.plain.reshape(len(self.plain), len(side), len(picks))
        found: Floats = (grid @ (picks[:, 0] ** power)) @ side
        return found

    def of(self, weights: Floats) -> _Sums:
        """Times a weight that all of a combination have."""
        held = (self.plain, self.value, self.square)
        return _Sums(*(None if one is None else _scaled(one, weights) for one in held))

    @property
    def whole(self) -> _Sums:
        """Over all combinations."""
        held = (self.plain, self.value, self.square)
        return _Sums(*(None if one is None else _together(one) for one in held))


def _together(sums: Any) -> Floats:
    found: Floats = np.asarray(sums.sum(axis=0)).reshape(1, -1)
    return found


def _scaled(sums: Any, weights: Floats) -> Any:
    return (
        sums.multiply(weights[:, None]).tocsr()
        if sparse.issparse(sums)
        else (sums * weights[:, None])
    )


@dataclass(frozen=True)
class _Side:
    """Columns, or the rests beside them: what there is of each, and what margins explain of it."""

    side: Floats
    total: Floats
    share: Floats
    explained: Floats
    squares: Floats
    drift: Floats
    units: Floats


class RakedPart:
    """One piece within one part of a banner, of independent respondents.

    Parameters
    ----------
    piece, part : as of `research.statistics.tables.counts.tally`.
    raked : the respondents.
    """

    def __init__(self, piece: Piece, part: Cells, raked: Raked) -> None:
        self.piece = piece
        self.raked = raked
        own = part.members
        scopes = np.array([column.scope for column in part.columns], dtype=float)
        self.sides = (own.T, np.maximum(scopes - own, 0.0).T)
        self.count = self._sums(part, None)
        if raked.even is not None:
            after, before = raked.even
            self.mass, self.begin = self.count.of(after), self.count.of(before)
            self.squares = self.count.of(after * after)
        else:
            self.mass, self.begin = self._sums(part, raked.mass), self._sums(part, raked.begin)
            self.squares = self._sums(part, raked.mass * raked.mass)

    def _sums(self, part: Cells, weights: Floats | None) -> _Sums:
        piece, raked = self.piece, self.raked
        plain, values = raked.summed(piece, part, weights), piece.values
        if values is None:
            return _Sums(plain)
        mass = values if weights is None else weights * values
        return _Sums(
            plain, raked.summed(piece, part, mass), raked.summed(piece, part, mass * values)
        )

    def _picks(self, at: int) -> Floats:
        return np.ones((1, 1)) if self.piece.values is not None else self.piece.picks[at][:, None]

    def residuals(self, at: int, moves: list[Floats]) -> list[Floats]:
        """Take what margins explain from what each cluster adds to a row's values.

        Parameters
        ----------
        at : number of the row.
        moves : of the columns and of their rests, each ``(clusters, columns)``.

        Returns
        -------
        The same of all clusters of the sample, around their mean.
        """
        found, picks, mass = [], self._picks(at), self.raked.by_cluster
        for side, move in zip(self.sides, moves, strict=True):
            left = -np.asarray(mass @ self._side(side, picks).explained)
            left[: len(move)] += move
            found.append(left - left.mean(axis=0))
        return found

    def _side(self, side: Floats, picks: Floats) -> _Side:
        total = self.mass.by(side, picks, 0).sum(axis=0)
        safe = np.where(total > 0, total, 1.0)
        share = self.mass.by(side, picks, 1).sum(axis=0) / safe
        moved = (self.begin.by(side, picks, 1) - self.begin.by(side, picks, 0) * share) / safe
        explained = self.raked.whole.fitted(moved)
        squares = (self.squares.by(side, picks, 1) - self.squares.by(side, picks, 0) * share) / safe
        drift = -(self.raked.totals[0] @ explained)
        units = self.count.by(side, picks, 0).sum(axis=0)
        return _Side(side, safe, share, explained, squares, drift, units)

    def _covariance(self, a: _Side, b: _Side, picks: Floats) -> Floats:
        """Covariances of columns of two sides, ``(columns, columns)``."""
        whole = self.squares.whole
        none, one, two = (
            a.side.T @ (b.side * self._by_cell(whole, picks, power)[:, None]) for power in range(3)
        )
        plain = two - (a.share[:, None] + b.share) * one + a.share[:, None] * b.share * none
        plain = plain / (a.total[:, None] * b.total)
        known = a.squares.T @ b.explained + a.explained.T @ b.squares
        known -= a.explained.T @ (b.explained * self.raked.totals[1][:, None])
        left = plain - known - np.outer(a.drift, b.drift) / len(self.raked.whole.mass)
        # Differences of sums leave crumbs where margins tell all.
        left = np.where(np.abs(left) <= _CRUMB * np.maximum(np.abs(plain), np.abs(known)), 0, left)
        factor = np.sqrt(small_sample(a.units))[:, None] * np.sqrt(small_sample(b.units))
        found: Floats = left * factor
        return found

    def _by_cell(self, sums: _Sums, picks: Floats, power: int) -> Floats:
        cells = len(self.sides[0])
        found: Floats = sums.by(np.eye(cells), picks, power)[0]
        return found

    def row(self, at: int) -> tuple[Floats, ...]:
        """As of a part of clusters: units, variance, shared, covariance, then those of rests."""
        picks = self._picks(at)
        own, rest = (self._side(side, picks) for side in self.sides)
        both = self._covariance(own, own, picks)
        held = self._by_cell(self.count.whole, picks, 0)
        beside = np.diag(self._covariance(rest, rest, picks))
        return (
            own.units,
            np.maximum(np.diag(both), 0.0),
            own.side.T @ (own.side * held[:, None]),
            both,
            rest.units,
            np.maximum(beside, 0.0),
            np.einsum("ck,ck,c->k", own.side, rest.side, held),
            np.diag(self._covariance(own, rest, picks)),
        )
