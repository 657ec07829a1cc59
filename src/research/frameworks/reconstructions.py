"""Reconstructions: which verdicts stand whatever the unpublished answers were.

Published figures leave many sets of answers possible, and a test needs more than they fix. Each
test is therefore made on every set, and its verdict told with the number of sets that give it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from research.frameworks.separability import group_differences, ordered_positions, same_order
from research.memory import remembered
from research.statistics.rankings.concordance import kendall_w

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from research.sources.alternatives import Alternatives
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
    """
    return _verdicts(
        sets.ranks,
        sets.themes,
        {key: (sets.groups[column], tuple(labels)) for key, (column, labels) in columns.items()},
        confidence=confidence,
        draws=draws,
        permutations=permutations,
        seed=seed,
        correction=correction,
        hide_base=hide_base,
    )


@remembered
def _verdicts(
    ranks: NDArray[np.int64],
    themes: tuple[str, ...],
    groups: Mapping[str, tuple[NDArray[np.object_], tuple[str, ...]]],
    *,
    confidence: float,
    draws: int,
    permutations: int,
    seed: int,
    correction: Correction,
    hide_base: int,
) -> Verdicts:
    breakdowns, singles, positions, pairs, agreement = [], [], [], [], []
    methods = ("", "")
    for place, answers in enumerate(ranks):
        frame = pd.DataFrame(answers, columns=list(themes))
        labels = {key: _compared(column[place], shown) for key, (column, shown) in groups.items()}
        tests = group_differences(
            frame,
            labels,
            permutations=permutations,
            seed=seed,
            correction=correction,
            hide_base=hide_base,
        )
        order = ordered_positions(frame, confidence=confidence, draws=draws, seed=seed)
        breakdowns.append(tests.breakdowns.reset_index().assign(set=place))
        singles.append(tests.themes.assign(set=place))
        positions.append(order.items.rename_axis("item").reset_index().assign(set=place))
        pairs.append(order.pairs.assign(set=place))
        found = kendall_w(frame)
        agreement.append({"w": found.w, "p": found.p, "same": same_order(frame)})
        methods = (tests.method, order.method)
    names = {
        "simultaneous_low": "low",
        "simultaneous_high": "high",
        "top_probability": "top",
    }
    return Verdicts(
        _tidy(breakdowns, ["set", "breakdown", "p", "p_adjusted"]),
        _tidy(singles, ["set", "breakdown", "item", "p", "p_adjusted", "p_all"]),
        _tidy(positions, ["set", "item", "mean_rank", *names]).rename(columns=names),
        _tidy(pairs, ["set", "item", "other", "separated"]),
        pd.DataFrame(agreement),
        methods,
    )


def _compared(column: NDArray[np.object_], shown: Sequence[str]) -> pd.Series:
    """Labels of the groups that are compared, missing elsewhere."""
    labels = pd.Series(column)
    return labels.where(labels.isin(list(shown)))


def _tidy(parts: Sequence[pd.DataFrame], columns: Sequence[str]) -> pd.DataFrame:
    return pd.concat(parts, ignore_index=True)[list(columns)]
