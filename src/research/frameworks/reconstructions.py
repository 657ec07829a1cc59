"""Reconstructions: which verdicts stand whatever the unpublished answers were.

Published figures leave many sets of answers possible, and a test needs more than they fix. Each
test is therefore made on every set, and its verdict told with the number of sets that give it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.frameworks.separability import TOP, differences_in_words
from research.statistics.rankings.ensembles import agreement, chances, positions
from research.statistics.rankings.ranksets import method_in_words
from research.statistics.samples.corrections import adjusted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from research.sources.alternatives import Alternatives
    from research.statistics.rankings.ensembles import Chances, PositionSets
    from research.statistics.samples.corrections import Correction

__all__ = ["Verdicts", "verdicts"]


@dataclass(frozen=True)
class Verdicts:
    """The tests of an edition, made on every one of m sets of answers.

    Parameters
    ----------
    breakdowns : tidy: ``set``, ``breakdown``, ``p`` and ``p_adjusted`` (over the breakdowns).
    themes : tidy: ``set``, ``breakdown``, ``item``, ``p``, ``p_adjusted`` (over the themes of the
        breakdown) and ``p_all`` (over all themes of all breakdowns).
    positions : tidy: ``set``, ``item``, ``mean_rank``, ``low`` and ``high`` (positions that cannot
        be ruled out, all themes at once) and ``top`` (chance of a place at the top).
    pairs : tidy: ``set``, ``item``, ``other`` and ``separated``.
    agreement : indexed by set: ``w`` (Kendall's), ``p`` (Friedman's) and ``same`` (chance that two
        respondents put two themes in one order).
    methods : of the tests between groups and of the positions, in words.
    """

    breakdowns: pd.DataFrame
    themes: pd.DataFrame
    positions: pd.DataFrame
    pairs: pd.DataFrame
    agreement: pd.DataFrame
    methods: tuple[str, str]


def verdicts(
    sets: Alternatives,
    columns: Mapping[str, tuple[str, Sequence[str]]],
    *,
    confidence: float,
    draws: int,
    permutations: int,
    seed: int,
    correction: Correction,
    hide_base: int = 0,
) -> Verdicts:
    """Make every test on every set.

    Parameters
    ----------
    sets : the sets of answers.
    columns : by breakdown, its column and the labels of the groups that are compared.
    confidence, draws, seed : as for `research.frameworks.separability.ordered_positions`.
    permutations, correction, hide_base : as for `group_differences` there.

    Raises
    ------
    StatisticsError
        Fewer than two themes or respondents.
    """
    found = {
        breakdown: chances(
            sets.ranks,
            sets.groups[column].among(labels),
            fewest=max(hide_base, 1),
            permutations=permutations,
            seed=seed,
        )
        for breakdown, (column, labels) in columns.items()
    }
    agreed = agreement(sets.ranks)
    respondents = sets.ranks.shape[1]
    order = positions(
        sets.ranks,
        confidence=confidence,
        top=min(TOP, len(sets.themes)),
        draws=draws,
        seed=seed,
    )
    return Verdicts(
        _breakdowns(found, correction),
        _themes(found, sets.themes, correction),
        _positions(order, sets.themes),
        _pairs(order, sets.themes),
        pd.DataFrame({"w": agreed.w, "p": agreed.p, "same": agreed.same}),
        (
            differences_in_words(permutations) if found else "",
            method_in_words(respondents, draws),
        ),
    )


def _breakdowns(found: Mapping[str, Chances], correction: Correction) -> pd.DataFrame:
    """One row a set and breakdown."""
    p = np.stack([one.whole for one in found.values()], axis=1)
    return _tidy({"breakdown": list(found)}, {"p": p, "p_adjusted": adjusted(p, correction)})


def _themes(
    found: Mapping[str, Chances], themes: Sequence[str], correction: Correction
) -> pd.DataFrame:
    """One row a set, breakdown that is compared in it, and theme."""
    p = np.stack([one.items for one in found.values()], axis=1)
    sets, breakdowns, depth = p.shape
    together = adjusted(p.reshape(sets, breakdowns * depth), correction).reshape(p.shape)
    values = {"p": p, "p_adjusted": adjusted(p, correction), "p_all": together}
    return _tidy({"breakdown": list(found), "item": themes}, values).dropna(
        subset="p", ignore_index=True
    )


def _positions(order: PositionSets, themes: Sequence[str]) -> pd.DataFrame:
    """One row a set and theme."""
    values = {"mean_rank": order.mean, "low": order.low, "high": order.high, "top": order.top}
    return _tidy({"item": themes}, values)


def _pairs(order: PositionSets, themes: Sequence[str]) -> pd.DataFrame:
    """One row a set and pair of themes, the one that stands first among the themes first."""
    first, second = np.triu_indices(len(themes), 1)
    apart = order.separated[:, first, second]
    names, sets = np.array(themes, dtype=object), len(apart)
    return pd.DataFrame(
        {
            "set": np.repeat(np.arange(sets), len(first)),
            "item": np.tile(names[first], sets),
            "other": np.tile(names[second], sets),
            "separated": apart.ravel(),
        }
    )


def _tidy(keys: Mapping[str, Sequence[str]], values: Mapping[str, NDArray[Any]]) -> pd.DataFrame:
    """Arrays ``(sets, ...)`` as columns, one row a set and each of the keys' values."""
    sets = len(next(iter(values.values())))
    index = pd.MultiIndex.from_product([range(sets), *keys.values()], names=["set", *keys])
    columns = {name: array.ravel() for name, array in values.items()}
    return pd.DataFrame(columns, index=index).reset_index()
