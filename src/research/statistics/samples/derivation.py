"""What sums and differences of published groups give away: the fewest that can be singled out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Places = NDArray[np.intp]

__all__ = ["People", "independent", "recipe", "singled_out"]

# Ranks are found by elimination modulo a prime, where whole numbers suffer no rounding. A prime
# this large divides none of the determinants of zeros and ones that tables give rise to.
_PRIME = 2**31 - 1
_NEGLIGIBLE = 1e-6
# How many sets are tried, and how many cells are looked at in them, before a doubt is enough.
_TRIES, _LOOKED_AT = 50_000, 5 * 10**8


@dataclass(frozen=True)
class People:
    """Respondents in cells: those of one cell stand in the same groups, whatever is published.

    Parameters
    ----------
    count : respondents in each cell, shape ``(cells,)``.
    pairs : cell and account of every account that a cell holds, shape ``(2, pairs)``, accounts as
        whole numbers; ``None`` where respondents are not nested.
    """

    count: Floats
    pairs: NDArray[np.int64] | None = None

    def within(self, cells: Flags) -> tuple[float, int]:
        """Respondents and accounts of some cells together."""
        count = float(self.count[cells].sum())
        if self.pairs is None:
            return count, 0
        return count, int(np.count_nonzero(np.bincount(self.pairs[1, cells[self.pairs[0]]])))

    def merged(self, place: Places, size: int) -> People:
        """Put cells together; `place` says where each goes, -1 for nowhere."""
        kept = place >= 0
        count = np.bincount(place[kept], self.count[kept], minlength=size).astype(float)
        if self.pairs is None:
            return People(count)
        cells, accounts = self.pairs[:, kept[self.pairs[0]]]
        most = int(accounts.max(initial=0)) + 1
        return People(count, np.stack(np.divmod(np.unique(place[cells] * most + accounts), most)))

    @property
    def accounts(self) -> Floats:
        """Accounts in each cell."""
        held = np.empty(0, dtype=np.int64) if self.pairs is None else self.pairs[0]
        return np.bincount(held, minlength=self.count.size).astype(float)


def singled_out(groups: Flags, people: People, respondents: float, accounts: int) -> Flags | None:
    """Find a set of respondents, too few to be told about, that published groups single out.

    Totals add up over respondents. What a reader can work out from the totals of some groups is
    therefore what sums and multiples of the groups add up to; a set of respondents is singled out
    when each of its members comes out once and everybody else not at all.

    Parameters
    ----------
    groups : cells of each published group, shape ``(groups, cells)``.
    people : who is in the cells.
    respondents, accounts : fewer than this many are too few.

    Returns
    -------
    Cells of such a set, shape ``(cells,)``; ``None`` where there is none. Where looking would take
    too long, the cells of the smallest group, so that the doubt is for the respondents.

    Notes
    -----
    Sets are codewords of the space that the groups span. A base is as many cells as the space has
    dimensions, on which no two codewords agree. As every set has a cell in every base, disjoint
    bases bound its size from below, which settles most tables at once; in the others a set has few
    cells in at least one base, and all such are tried (Brouwer and Zimmermann's way to the minimum
    distance of a code).
    """
    place, size = _alike(groups, people)
    if size == 0:
        return None
    first = np.zeros(size, dtype=np.intp)
    first[place[place >= 0]] = np.flatnonzero(place >= 0)
    matrix = groups[:, first].astype(np.int64)
    matrix = matrix[independent(matrix.T)]
    held = people.merged(place, size)
    found = _few_respondents(matrix, held, respondents)
    if found is None and held.pairs is not None:
        found = _few_accounts(matrix, held, accounts)
    if found is None:
        return None
    cells = np.zeros(place.size, dtype=bool)
    cells[place >= 0] = found[place[place >= 0]]
    return cells


def recipe(groups: Flags, wanted: Flags) -> Flags:
    """Say from which groups a set can be put together: the fewest-termed way found.

    Parameters
    ----------
    groups : shape ``(groups, cells)``.
    wanted : cells of a set that the groups single out, shape ``(cells,)``.

    Returns
    -------
    Groups that take part, shape ``(groups,)``. Without all of them this way is barred.
    """
    basis = independent(groups.T.astype(np.int64))
    # On as many cells as there are groups the one way there is comes out too.
    cells = independent(groups[basis].astype(np.int64))
    square = groups[np.ix_(basis, cells)].T.astype(float)
    weights = np.linalg.solve(square, wanted[cells].astype(float))
    used = np.zeros(len(groups), dtype=bool)
    used[basis[np.abs(weights) > _NEGLIGIBLE]] = True
    return used


def independent(matrix: NDArray[np.int64]) -> Places:
    """Give the columns that are no combination of columns before them.

    Parameters
    ----------
    matrix : whole numbers, shape ``(rows, columns)``.
    """
    rows, columns = matrix.shape
    # The first columns mostly tell already, and cost less.
    early = min(columns, 8 * rows)
    found, _ = _reduced(matrix[:, :early], upward=False)
    return found if len(found) == rows or early == columns else _reduced(matrix, upward=False)[0]


def _reduced(matrix: NDArray[np.int64], *, upward: bool) -> tuple[Places, NDArray[np.int64]]:
    """Columns to start from, and the matrix reduced by them modulo the prime.

    `upward` makes a unit matrix of these columns, and not only an echelon form.
    """
    left = matrix % _PRIME
    pivots: list[int] = []
    for column in range(left.shape[1]):
        done = len(pivots)
        if done == len(left):
            break
        held = np.flatnonzero(left[done:, column])
        if not held.size:
            continue
        row = done + int(held[0])
        left[[done, row]] = left[[row, done]]
        # Before this column the row is empty, and mostly behind it as well.
        filled = column + np.flatnonzero(left[done, column:])
        own = left[done, filled] * pow(int(left[done, column]), -1, _PRIME) % _PRIME
        left[done, filled] = own
        others = np.flatnonzero(left[:, column])
        others = others[others != done] if upward else others[others > done]
        if others.size:
            times = left[others, column][:, None]
            place = np.ix_(others, filled)
            left[place] = (left[place] - times * own) % _PRIME
        pivots.append(column)
    return np.array(pivots, dtype=np.intp), left


def _alike(groups: Flags, people: People) -> tuple[Places, int]:
    """Number the cells that no published group tells apart; -1 for those in none."""
    place = np.full(groups.shape[1], -1, dtype=np.intp)
    inside = np.flatnonzero(groups.any(axis=0) & (people.count > 0))
    if not inside.size:
        return place, 0
    packed = np.packbits(groups[:, inside], axis=0)
    keys = np.ascontiguousarray(packed.T).view(np.dtype((np.void, packed.shape[0]))).ravel()
    place[inside] = np.unique(keys, return_inverse=True)[1]
    return place, int(place.max()) + 1


def _few_respondents(matrix: NDArray[np.int64], people: People, enough: float) -> Flags | None:
    """Find a set of fewer respondents than enough."""
    bases, least = _bases(matrix, people.count, None, enough)
    if least >= enough:
        return None
    # The shares of a set in all bases add up to no more than the set.
    most = int(np.ceil(enough - 1) // least) if least else len(matrix)
    return _tried(matrix, people, bases, most, (enough, 0))


def _few_accounts(matrix: NDArray[np.int64], people: People, enough: int) -> Flags | None:
    """Find a set of fewer accounts than enough."""
    bases, least = _bases(matrix, people.accounts, people.pairs, enough)
    if least >= enough:
        return None
    return _tried(matrix, people, bases[:1], len(matrix), (0, enough))


def _bases(
    matrix: NDArray[np.int64], sizes: Floats, pairs: NDArray[np.int64] | None, enough: float
) -> tuple[list[Places], float]:
    """Take bases off the cells until none is left, or they tell that no set is too small."""
    left = sizes.copy()
    least = 0.0
    bases: list[Places] = []
    while least < enough:
        # Cells of small groups last: each base needs few of them, and few there are.
        scarce = np.where(matrix > 0, (matrix @ left)[:, None], np.inf).min(axis=0)
        order = np.lexsort([-scarce, -np.minimum(left, enough)])
        order = order[left[order] > 0]
        base = order[independent(matrix[:, order])]
        if len(base) < len(matrix):
            break
        bases.append(base)
        portion = left[base].min()
        least += portion
        left[base] -= portion
        if pairs is not None:
            # An account counts once, so that cells with an account in common serve one base.
            known = pairs[1, np.isin(pairs[0], base)]
            left[pairs[0, np.isin(pairs[1], known)]] = 0
    return bases, least


def _tried(
    matrix: NDArray[np.int64],
    people: People,
    bases: Sequence[Places],
    most: int,
    enough: tuple[float, int],
) -> Flags | None:
    """Try all sets with so many cells of a base at most, those with fewer first."""
    tries = 0
    known: dict[int, NDArray[np.int64]] = {}
    for depth in range(1, most + 1):
        for at, base in enumerate(bases):
            words = known[at] = known[at] if at in known else _words(matrix, base)
            for some in _begun(people, base, depth - 1, enough):
                tries += 1
                if tries > min(_TRIES, _LOOKED_AT // matrix.size):
                    smallest: Flags = matrix[int((matrix @ people.count).argmin())] > 0
                    return smallest
                last = some[-1] + 1 if some else 0
                tried = (words[last:] + words[list(some)].sum(axis=0)) % _PRIME
                for word in tried[(tried <= 1).all(axis=1)] == 1:
                    if _few(people, np.flatnonzero(word), enough):
                        return np.asarray(word)
    return None


def _words(matrix: NDArray[np.int64], base: Places) -> NDArray[np.int64]:
    """Give what groups span by words that have one cell of a base each."""
    order = np.concatenate([base, np.setdiff1d(np.arange(matrix.shape[1]), base)])
    words = np.empty_like(matrix)
    words[:, order] = _reduced(matrix[:, order], upward=True)[1]
    return words


def _begun(
    people: People, base: Places, size: int, enough: tuple[float, int]
) -> Iterator[tuple[int, ...]]:
    """Give the sets of so many cells of a base that are too few by themselves."""
    pending: list[tuple[int, ...]] = [()]
    while pending:
        some = pending.pop()
        if len(some) == size:
            yield some
            continue
        rows = range(some[-1] + 1 if some else 0, len(base))
        pending += [(*some, row) for row in rows if _few(people, base[[*some, row]], enough)]


def _few(people: People, cells: Places, enough: tuple[float, int]) -> bool:
    """Whether cells hold fewer respondents, or accounts, than enough."""
    if people.count[cells].sum() < enough[0]:
        return True
    if people.pairs is None or not enough[1]:
        return False
    return np.unique(people.pairs[1, np.isin(people.pairs[0], cells)]).size < enough[1]
