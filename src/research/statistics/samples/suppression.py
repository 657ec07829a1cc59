"""Which groups are too few to be told about, and which others go so that none can be worked out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from research.errors import StatisticsError
from research.statistics.samples.derivation import recipe, singled_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from research.statistics.samples.derivation import People

    Flags = NDArray[np.bool_]
    Ints = NDArray[np.int64]

__all__ = ["Suppression", "protect"]


# Ways that the best choice is looked for over, and choices that are tried each time: beyond these a
# good one serves.
_WAYS, _CHOICES = 120, 2_000


@dataclass(frozen=True)
class Suppression:
    """How few are too few to be told about.

    Parameters
    ----------
    hide : no distribution of answers of fewer respondents than this can be computed from the
        tables. A column whose weights leave it a smaller effective base is not shown either.
    flag : a column with an effective base under this is flagged as low.
    accounts : the same as `hide` for the accounts that respondents belong to; 0 for respondents who
        are not nested.
    """

    hide: float = 10.0
    flag: float = 30.0
    accounts: int = 0

    def __post_init__(self) -> None:
        for name in ("hide", "flag", "accounts"):
            value = getattr(self, name)
            if not 0 <= value < np.inf:
                msg = f"suppression {name}={value}; allowed: 0 (no rule) or a number above it"
                raise StatisticsError(msg)

    def forbids(self, respondents: float, accounts: int, *, nested: bool) -> str:
        """Say why a group of so many is not told about; empty where it is."""
        if not respondents:
            return ""
        if respondents < self.hide:
            return f"base under {self.hide:g}"
        if nested and accounts < self.accounts:
            return f"fewer than {self.accounts} accounts"
        return ""


def protect(
    groups: Flags,
    people: People,
    secret: Flags,
    rule: Suppression,
    *,
    losses: Ints | None = None,
    takes: Sequence[tuple[int, int]] = (),
    kept: Sequence[int] = (0,),
) -> Flags:
    """Say which groups to hide so that no set of too few respondents can be worked out.

    Parameters
    ----------
    groups : cells of each group, shape ``(groups, cells)``, no two alike.
    people : who is in the cells.
    secret : groups that are hidden in themselves, shape ``(groups,)``.
    rule : how few are too few.
    losses : what hiding each group costs, shape ``(groups,)``; its respondents where ``None``.
    takes : pairs of groups: hiding the first hides the second, and what that takes with it.
    kept : groups that are never hidden for the sake of others: the total.

    Returns
    -------
    All groups to hide, the secret ones among them, shape ``(groups,)``: of the choices after which
    nothing can be worked out the one that loses least.

    Notes
    -----
    Each way found to work something out asks that one of the groups in it goes; the cheapest choice
    that bars all ways found so far is checked in turn, until no way is left (an implicit hitting
    set: Moreno-Centeno and Karp 2013, Operations Research 61:453). The choice is therefore the best
    there is, and not only one that serves. Where ways are so many that the best would take too
    long, the cheapest group of each further way goes as well, until no way is left: something more
    may be hidden than need be, and nothing less.

    Examples
    --------
    Hiding one of three columns is no help while the total is shown: a second one goes too.

    >>> from research.statistics.samples.derivation import People
    >>> groups = np.array([[1, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]], dtype=bool)
    >>> people = People(np.array([5.0, 40.0, 55.0]))
    >>> protect(groups, people, np.array([False, True, False, False]), Suppression()).tolist()
    [False, True, True, False]
    """
    cost = [int(loss) for loss in (groups @ people.count if losses is None else losses)]
    ways: list[frozenset[int]] = []
    hidden = secret.copy()
    taken = _taken(takes, len(groups))
    for first in np.flatnonzero(secret).tolist():
        hidden[list(taken[first])] = True
    start, held = hidden.copy(), people.count > 0
    while True:
        shown = np.flatnonzero(~hidden)
        found = singled_out(groups[shown], people, rule.hide, rule.accounts)
        if found is None:
            return hidden
        # What a way amounts to where nobody is makes no difference.
        used = recipe(groups[shown][:, held], found[held])
        way = frozenset(shown[used].tolist()) - set(kept)
        if not way:
            return np.ones(len(groups), dtype=bool)
        ways.append(way)
        if len(ways) <= _WAYS:
            hidden = start.copy()
            hidden[list(_cheapest(ways, cost, taken))] = True
        else:
            hidden[list(taken[min(way, key=lambda at: (cost[at], at))])] = True


def _taken(takes: Sequence[tuple[int, int]], size: int) -> list[frozenset[int]]:
    """By group, all that goes when it goes, and what goes with that in turn."""
    after: dict[int, set[int]] = {}
    for first, second in takes:
        after.setdefault(first, set()).add(second)
    taken = []
    for at in range(size):
        gone, pending = {at}, [at]
        while pending:
            more = after.get(pending.pop(), set()) - gone
            gone |= more
            pending += more
        taken.append(frozenset(gone))
    return taken


def _cheapest(
    ways: Sequence[frozenset[int]], cost: Sequence[int], taken: Sequence[frozenset[int]]
) -> frozenset[int]:
    """Choose the groups of least cost that meet every way, with all that goes with them.

    After so many choices (`_CHOICES`) it is the best of those tried.
    """
    best: tuple[float, frozenset[int]] = (float("inf"), frozenset())
    pending: list[tuple[frozenset[int], frozenset[int]]] = [(frozenset(), frozenset())]
    tried = 0
    while pending and (tried < _CHOICES or not best[1]):
        tried += 1
        chosen, barred = pending.pop()
        spent = sum(cost[at] for at in chosen)
        open_ = [way - barred for way in ways if not way & chosen]
        if not open_:
            best = min(best, (spent, chosen), key=lambda choice: choice[0])
            continue
        # Ways without a group in common cost at least the cheapest group of each.
        least, apart = spent, frozenset[int]()
        for way in sorted(open_, key=len):
            if not way & apart:
                least += min((cost[at] for at in way), default=0)
                apart |= way
        narrow = min(open_, key=len)
        if least >= best[0] or not narrow:
            continue
        ranked = sorted(narrow, key=lambda at: (cost[at], at))
        branches = [
            (chosen | taken[at], barred | set(ranked[:turn])) for turn, at in enumerate(ranked)
        ]
        pending += branches[::-1]
    return best[1]
