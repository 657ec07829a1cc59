"""How the answers of a table vary after raking: what margins explain of every cell is known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import sparse

from research.statistics.samples.clusters import matrix_of, small_sample

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from research.statistics.samples.calibration import Calibration
    from research.statistics.tables.banner import Cells
    from research.statistics.tables.counts import Piece

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = ["Raked", "RakedCells", "RakedPart"]

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
        after, before = whole.mass[whole.first], whole.begin[whole.first]
        same = np.allclose(after[whole.cells], whole.mass, rtol=1e-12, atol=0)
        if same and np.allclose(before[whole.cells], whole.begin, rtol=1e-12, atol=0):
            return after, before
        return None

    @cached_property
    def loads(self) -> tuple[Floats, Floats, Floats]:
        """What sums by combination are multiplied by.

        For sums of weights after raking, shape ``(combinations,)``; for sums by category of weights
        before raking, and of squares of those after it, ``(categories, combinations)``.
        """
        patterns = self.whole.patterns.T
        if self.even is None:
            return np.ones(self.whole.size), patterns, patterns
        after, before = self.even
        return after, patterns * before, patterns * (after * after)

    @cached_property
    def reached(self) -> Floats:
        """Sums of weights of the whole sample by category, shape ``(categories,)``."""
        found: Floats = self.whole.summed(self.whole.mass) @ self.whole.patterns
        return found

    @cached_property
    def gram(self) -> Floats:
        """Sums of squared weights of the whole sample by two categories."""
        patterns, mass = self.whole.patterns, self.whole.mass
        found: Floats = patterns.T @ (patterns * self.whole.summed(mass * mass)[:, None])
        return found

    @cached_property
    def by_cluster(self) -> Any:
        """Sums of weights of the whole sample by cluster and combination, a sparse matrix."""
        units = self.whole.units
        assert units is not None  # noqa: S101 - asked for where there are clusters
        return matrix_of(units, self.whole.cells, self.whole.mass, self.whole.size)


class RakedCells:
    """Respondents of a part of a banner, in groups of one combination of margins and one cell.

    Of as many groups as occur: tables are sums of groups, whatever the number of respondents.

    Parameters
    ----------
    part : as of `research.statistics.tables.counts.tally`.
    raked : the respondents.
    """

    def __init__(self, part: Cells, raked: Raked) -> None:
        self.raked, self.size = raked, part.size
        keys = raked.cells * part.size + part.codes
        self.codes, kept = _occurring(keys, raked.whole.size * part.size)
        self.combination, self.cell = np.divmod(kept, part.size)
        scopes = np.array([column.scope for column in part.columns], dtype=float)
        own = part.members
        rest = np.maximum(scopes - own, 0.0)
        self.own, self.rest = own.T, rest.T
        family = np.array([column.family for column in part.columns])
        beside = (family[:, None] == family) & ~np.eye(len(own), dtype=bool)
        # Most rests are the other columns of their family, and need no sums of their own.
        if np.array_equal(self.own @ beside, self.rest):
            reach, self.sides = own, (np.eye(len(own)), beside.astype(float))
        else:
            reach = np.vstack([own, rest])
            one, none = np.eye(len(own)), np.zeros((len(own), len(own)))
            self.sides = np.vstack([one, none]), np.vstack([none, one])
        self.width = len(reach)
        groups, columns = np.nonzero((reach > 0).T[self.cell])
        self._spread = sparse.csr_matrix(
            (np.ones(len(groups)), (self.combination[groups] * self.width + columns, groups)),
            shape=(raked.whole.size * self.width, len(kept)),
        )

    def summed(self, piece: Piece, weights: Floats | None) -> Any:
        """Sum weights by answer and group: an array or sparse matrix ``(answers, groups)``.

        Parameters
        ----------
        piece : as of `research.statistics.tables.counts.tally`.
        weights : shape ``(n,)``; ``None`` for ones.
        """
        groups, answers = len(self.cell), piece.size + 1
        if groups * answers > _FEW_PLACES:
            known = piece.codes < piece.size
            mass = np.ones(known.sum()) if weights is None else weights[known]
            shape = piece.size, groups
            places = piece.codes[known], self.codes[known]
            return sparse.coo_matrix((mass, places), shape=shape).tocsr()
        keys = piece.codes * np.intp(groups) + self.codes
        sums = np.bincount(keys, weights, groups * answers).astype(float, copy=False)
        return sums.reshape(answers, groups)[:-1]

    def by_combination(self, sums: Floats) -> Floats:
        """Sums of groups by combination and column, shape ``(combinations, width)``."""
        found: Floats = (self._spread @ sums).reshape(-1, self.width)
        return found

    def by_cell(self, sums: Floats) -> Floats:
        """Sums of groups by cell, shape ``(cells,)``."""
        return np.asarray(np.bincount(self.cell, sums, self.size), dtype=np.float64)


def _occurring(keys: Ints, size: int) -> tuple[Ints, Ints]:
    """Number the values that occur, from 0 to less than a size, and list them."""
    if size > _FEW_PLACES:
        codes, found = pd.factorize(keys)
        return codes, np.asarray(found)
    kept = np.flatnonzero(np.bincount(keys, minlength=size))
    places = np.zeros(size, dtype=np.int64)
    places[kept] = np.arange(len(kept))
    return places[keys], kept


@dataclass(frozen=True)
class _Sums:
    """Sums of one kind of weight by answer and group, of it times a value and times its square.

    Of answers these are made of the first by what each answer adds to a row.
    """

    plain: Any
    value: Any = None
    square: Any = None

    def by_group(self, picks: Floats, power: int) -> Floats:
        """Sums by group: the weights, or times a power of the value."""
        if self.value is not None:
            held = (self.plain, self.value, self.square)[power]
            return np.asarray(held[0] if not sparse.issparse(held) else held.toarray()[0])
        added = picks**power
        some = np.flatnonzero(added)
        return np.asarray(added[some] @ self.plain[some])


@dataclass(frozen=True)
class _Reach:
    """Sums of one power of a row's value by column, which are sums of those of other columns.

    Parameters
    ----------
    total, units : of weights after raking, and of respondents, shape ``(columns,)``.
    moved, squares : by category, of weights before raking and of squares of those after it.
    """

    total: Floats
    units: Floats
    moved: Floats
    squares: Floats

    def of(self, side: Floats) -> _Reach:
        """Sums of some columns together, ``(columns, new columns)`` says which."""
        return _Reach(*(each @ side for each in vars(self).values()))


@dataclass(frozen=True)
class _Side:
    """Columns, or the rests beside them: what there is of each, and what margins explain of it."""

    total: Floats
    share: Floats
    coefficients: Floats
    squares: Floats
    drift: Floats
    units: Floats


class RakedPart:
    """One piece within one part of a banner, of independent respondents.

    Parameters
    ----------
    piece : as of `research.statistics.tables.counts.tally`.
    cells : the part and its respondents.
    """

    def __init__(self, piece: Piece, cells: RakedCells) -> None:
        self.piece, self.cells = piece, cells
        self.raked = raked = cells.raked
        self.count = self._sums(None)
        if raked.even is not None:
            self.mass = self.begin = self.squares = self.count
        else:
            self.mass, self.begin = self._sums(raked.mass), self._sums(raked.begin)
            self.squares = self._sums(raked.mass * raked.mass)

    def _sums(self, weights: Floats | None) -> _Sums:
        summed, values = partial(self.cells.summed, self.piece), self.piece.values
        plain = summed(weights)
        if values is None:
            return _Sums(plain)
        mass = values if weights is None else weights * values
        return _Sums(plain, summed(mass), summed(mass * values))

    @cached_property
    def _bases(self) -> tuple[_Reach, Floats, Floats]:
        """What all rows have in common: sums of weights, by column and cell, and counts by cell."""
        ones = np.ones(self.piece.size)
        held = self.cells.by_cell(self.count.by_group(ones, 0))
        return self._reach(ones, 0), self._squares_by_cell(ones, 0), held

    def _reach(self, picks: Floats, power: int) -> _Reach:
        kinds = (self.count, self.mass, self.begin, self.squares)
        made: dict[int, Floats] = {}
        for kind in kinds:
            if id(kind) not in made:
                made[id(kind)] = self.cells.by_combination(kind.by_group(picks, power))
        count, *sums = (made[id(kind)] for kind in kinds)
        total, moved, squares = map(np.matmul, self.raked.loads, sums)
        return _Reach(total, count.sum(axis=0), moved, squares)

    def _squares_by_cell(self, picks: Floats, power: int) -> Floats:
        sums, even = self.squares.by_group(picks, power), self.raked.even
        if even is not None:
            sums = sums * np.square(even[0])[self.cells.combination]
        return self.cells.by_cell(sums)

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
        found, mass, patterns = [], self.raked.by_cluster, self.raked.whole.patterns
        for side, move in zip(self._sides(self.piece.picks[at]), moves, strict=True):
            left = -np.asarray(mass @ (patterns @ side.coefficients))
            left[: len(move)] += move
            found.append(left - left.mean(axis=0))
        return found

    def _sides(self, picks: Floats) -> list[_Side]:
        one, whole = self._reach(picks, 1), self.raked.whole
        found = []
        for side in self.cells.sides:
            here, moved = self._bases[0].of(side), one.of(side)
            safe = np.where(here.total > 0, here.total, 1.0)
            share = moved.total / safe
            coefficients = whole.coefficients((moved.moved - here.moved * share) / safe)
            squares = (moved.squares - here.squares * share) / safe
            drift = -(self.raked.reached @ coefficients)
            found.append(_Side(safe, share, coefficients, squares, drift, here.units))
        return found

    def _covariance(self, a: _Side, b: _Side, sums: list[Floats]) -> Floats:
        """Covariances of columns of two sides: of each with each, or with its own.

        Parameters
        ----------
        sums : of squared weights of both, and of these times a value and its square, shape
            ``(columns, columns)`` or ``(columns,)``.
        """
        none, one, two = sums
        each = none.ndim == 2
        share, total, drift, units = (
            held[:, None] if each else held for held in (a.share, a.total, a.drift, a.units)
        )
        plain = (two - (share + b.share) * one + share * b.share * none) / (total * b.total)
        join = "ck,cl->kl" if each else "ck,ck->k"
        known = np.einsum(join, a.squares, b.coefficients)
        known += np.einsum(join, a.coefficients, b.squares)
        known -= np.einsum(join, a.coefficients, self.raked.gram @ b.coefficients)
        left = plain - known - drift * b.drift / len(self.raked.whole.mass)
        # Differences of sums leave crumbs where margins tell all.
        left = np.where(np.abs(left) <= _CRUMB * np.maximum(np.abs(plain), np.abs(known)), 0, left)
        found: Floats = left * np.sqrt(small_sample(units) * small_sample(b.units))
        return found

    def row(self, at: int) -> tuple[Floats, ...]:
        """As of a part of clusters: units, variance, shared, covariance, then those of rests."""
        picks = self.piece.picks[at]
        own, rest = self._sides(picks)
        _, none, held = self._bases
        sums = [none, *(self._squares_by_cell(picks, power) for power in (1, 2))]
        here, there = self.cells.own, self.cells.rest
        both = self._covariance(own, own, [here.T @ (here * each[:, None]) for each in sums])
        beside = self._covariance(rest, rest, [each @ np.square(there) for each in sums])
        return (
            own.units,
            np.maximum(np.diag(both), 0.0),
            here.T @ (here * held[:, None]),
            both,
            rest.units,
            np.maximum(beside, 0.0),
            held @ (here * there),
            self._covariance(own, rest, [each @ (here * there) for each in sums]),
        )
