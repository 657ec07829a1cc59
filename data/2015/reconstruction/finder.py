"""The finder: complete rankings that show what published tables say, by a penalised swap search.

Published rank tables, shares and co-occurrences leave many sets of individual rankings possible.
The finder draws rankings from the tables' general order and then exchanges ranks within
respondents until every target is met: simulated annealing (Kirkpatrick, Gelatt & Vecchi, 1983) in
its rejection-free form (Bortz, Kalos & Lebowitz, 1975), which weighs all possible swaps at once and
so runs fast in plain numpy. It serves to reconstruct an edition of which only tables were published
and to make dummy data before fieldwork.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from reconstruction.penalties import Penalties, Whole
from research.errors import ResearchError, StatisticsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reconstruction.targets import Targets

__all__ = ["TargetsNotMetError", "find_rankings"]

HOTTEST, COLDEST = 0.6, 0.2  # penalty points
SPREAD = 2.6  # standard deviation, in ranks, of a respondent around the tables
FORBIDDEN = 1_000


class TargetsNotMetError(ResearchError):
    """The search ended before every target was met.

    Parameters
    ----------
    unmet : a sentence on each target that the best rankings found still miss.
    """

    def __init__(self, unmet: Sequence[str]) -> None:
        self.unmet = tuple(unmet)
        lines = "\n".join(f"  {sentence}" for sentence in self.unmet)
        super().__init__(
            f"no rankings found that meet all targets; the best ones miss {len(self.unmet)}:\n"
            f"{lines}\nCheck that the targets do not contradict each other, or allow more moves."
        )

    def __reduce__(self) -> tuple[type[TargetsNotMetError], tuple[tuple[str, ...]]]:
        return type(self), (self.unmet,)


def find_rankings(
    targets: Targets,
    respondents: pd.DataFrame,
    *,
    first_choice: Sequence[str | None] | None = None,
    seed: int,
    moves: int = 10_000,
    restarts: int = 3,
    spread: float = SPREAD,
) -> pd.DataFrame:
    """Find complete rankings of k items by n respondents that meet all targets.

    Parameters
    ----------
    targets : what the rankings are to show.
    respondents : n rows; the columns that the targets' orders name hold group labels.
    first_choice : item that each respondent ranks first, None where it is free.
    seed : the same seed, targets and respondents give the same rankings.
    moves : swaps made at most, for each start.
    restarts : starts from new draws at most.
    spread : standard deviation, in ranks, of a respondent around the tables at the start.

    Returns
    -------
    pandas.DataFrame
        n × k whole numbers, 1 best to k; index of `respondents`, items as columns.

    Raises
    ------
    TargetsNotMetError
        With a sentence on each unmet target.
    StatisticsError
        When a fixed first choice is no item, or an order names an unknown or empty group.
    """
    fixed = _first_choices(targets, respondents, first_choice)
    _check_groups(targets, respondents)
    best: tuple[int, Whole] | None = None
    for start in range(restarts):
        generator = np.random.default_rng([seed, start])
        ranks = _draw(targets, respondents, fixed, spread, generator)
        penalty, ranks = _anneal(Penalties(targets, ranks, respondents), fixed, generator, moves)
        if best is None or penalty < best[0]:
            best = penalty, ranks
        if penalty == 0:
            break
    if best is None:
        msg = "restarts is 0; allowed: 1 or more"
        raise StatisticsError(msg)
    found = pd.DataFrame(best[1], index=respondents.index, columns=list(targets.items))
    if best[0]:
        raise TargetsNotMetError(targets.unmet(found, respondents))
    return found


def _anneal(
    penalties: Penalties, fixed: Whole, generator: np.random.Generator, moves: int
) -> tuple[int, Whole]:
    """Swap under falling temperature until nothing is left to put right.

    Returns
    -------
    tuple
        The least penalty reached and its rankings.
    """
    total = penalties.total()
    best, best_ranks = total, penalties.ranks.copy()
    for move in range(moves):
        if total == 0:
            break
        temperature = HOTTEST * (COLDEST / HOTTEST) ** (move / moves)
        change = penalties.changes()
        for items in (penalties.upper, penalties.lower):
            change[items == fixed[:, None]] = FORBIDDEN
        weights = _weights(change, temperature).reshape(-1)
        reached = np.cumsum(weights)
        chosen = int(np.searchsorted(reached, generator.integers(reached[-1]), side="right"))
        respondent, pair = divmod(chosen, change.shape[1])
        penalties.swap(respondent, pair)
        total += int(change[respondent, pair])
        if total < best:
            best, best_ranks = total, penalties.ranks.copy()
    return best, best_ranks


def _weights(change: Whole, temperature: float) -> Whole:
    """Boltzmann weight of each swap, as whole numbers so that every machine chooses alike."""
    low = int(change.min())
    span = int(40 * temperature)
    table = [round(1e9 * math.exp(-step / temperature)) for step in range(span + 1)]
    table.append(0)
    return np.array(table)[np.minimum(change - low, span + 1)]


def _draw(
    targets: Targets,
    respondents: pd.DataFrame,
    fixed: Whole,
    spread: float,
    generator: np.random.Generator,
) -> Whole:
    """Rankings scattered around the printed ranks of each respondent's groups."""
    expected = targets.expected_ranks(respondents)
    liking = expected + generator.normal(scale=spread, size=expected.shape)
    chosen = fixed >= 0
    liking[chosen, fixed[chosen]] = -np.inf
    ranks: Whole = 1 + np.argsort(np.argsort(liking, axis=1, kind="stable"), axis=1, kind="stable")
    return ranks


def _first_choices(
    targets: Targets, respondents: pd.DataFrame, first_choice: Sequence[str | None] | None
) -> Whole:
    """Place of each respondent's fixed first choice among the items; -1 where it is free."""
    if first_choice is None:
        return np.full(len(respondents), -1)
    if len(first_choice) != len(respondents):
        msg = (
            f"first_choice has {len(first_choice)} entries for {len(respondents)} respondents; "
            "give one for each, None where it is free"
        )
        raise StatisticsError(msg)
    for item in first_choice:
        if item is not None and item not in targets.items:
            msg = f"first choice {item} is no item; allowed: {', '.join(targets.items)}"
            raise StatisticsError(msg)
    return np.array([-1 if item is None else targets.items.index(item) for item in first_choice])


def _check_groups(targets: Targets, respondents: pd.DataFrame) -> None:
    for order in targets.orders:
        if order.column and order.column not in respondents:
            columns = ", ".join(map(str, respondents.columns))
            msg = f"{order} asks for column {order.column}; there are {columns}"
            raise StatisticsError(msg)
        if order.column and not (respondents[order.column] == order.group).any():
            msg = f"{order}: no respondent has {order.group} in column {order.column}"
            raise StatisticsError(msg)
