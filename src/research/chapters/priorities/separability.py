"""Separability of a study's results, computed once a session, and the notes that tables take."""

from __future__ import annotations

from functools import lru_cache
from math import isnan
from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.groups import given_ranks, group_labels
from research.chapters.priorities.alternatives import reconstructed, verdict_note
from research.chapters.ranks import records
from research.errors import StatisticsError
from research.frameworks.separability import group_differences, group_positions, ordered_positions
from research.prose.certainty import note_positions
from research.prose.chance import note_breakdown, note_theme, unlikely
from research.prose.claims import OVERALL
from research.prose.leads import Chance
from research.wording.frames import Frames

if TYPE_CHECKING:
    from research.frameworks.separability import Differences
    from research.statistics.rankings.ranksets import RankSets
    from research.study import Study

__all__ = [
    "breakdown_note",
    "chance_of",
    "differences",
    "open_positions",
    "overall_note",
    "position_sets",
    "running_labels",
    "theme_note",
]


_SAY = Frames(__file__)


@lru_cache(maxsize=4)
def position_sets(study: Study) -> RankSets:
    """Confidence sets for the positions of the themes over all respondents, in order.

    Raises
    ------
    StatisticsError
        Fewer than two respondents or themes.
    """
    settings = study.config.statistics
    return ordered_positions(
        given_ranks(study),
        confidence=settings.confidence,
        draws=settings.draws,
        seed=settings.seed,
        clusters=study.clusters,
    )


@lru_cache(maxsize=32)
def open_positions(study: Study, breakdown: str) -> dict[tuple[str, str], tuple[int, int]]:
    """Positions that chance leaves open, by group and theme; computed once.

    Parameters
    ----------
    study : the edition.
    breakdown : its key; empty for all respondents, a group of the key `OVERALL`.
    """
    ranks, settings = given_ranks(study), study.config.statistics
    if breakdown:
        keys = {label: key for key, label in group_labels(study, breakdown).items()}
        member = study.read().texts(study.config.breakdown(breakdown).column).map(keys)
    else:
        member = pd.Series(OVERALL, index=ranks.index)
    found = group_positions(
        ranks,
        member,
        confidence=settings.confidence,
        seed=settings.seed,
        clusters=study.clusters,
    )
    return {
        (str(row["group"]), str(row["item"])): (int(row["low"]), int(row["high"]))
        for row in records(found)
    }


@lru_cache(maxsize=4)
def differences(study: Study) -> Differences:
    """Tests between the groups of every breakdown that have a column and may be shown."""
    settings = study.config.statistics
    labels = {}
    for part in study.config.breakdowns:
        member = study.read().texts(part.column)
        labels[part.key] = member.where(member.isin([group.label for group in part.columns]))
    return group_differences(
        given_ranks(study),
        labels,
        permutations=settings.permutations,
        seed=settings.seed,
        correction=settings.correction,
        hide_base=study.config.privacy.hide_base,
        clusters=study.clusters,
    )


def running_labels(study: Study) -> dict[str, str]:
    """What each breakdown is called in running text, by its key."""
    return {part.key: part.label.lower() for part in study.config.breakdowns}


def overall_note(study: Study) -> list[str]:
    """Which positions of the overall order cannot be told apart, where one set of answers tells."""
    if reconstructed(study):
        return verdict_note(study)
    try:
        sets = position_sets(study)
    except StatisticsError as error:
        return [_SAY("undefined", reason=str(error))]
    return [note_positions(sets.items, sets.groups, study.config.statistics.confidence)]


def breakdown_note(study: Study, breakdown: str) -> list[str]:
    """Whether the groups of a breakdown differ by more than chance."""
    if reconstructed(study):
        return verdict_note(study)
    tests, settings = differences(study).breakdowns, study.config.statistics
    row = tests.loc[breakdown].to_dict()
    count = int(tests["p"].notna().sum())
    return [note_breakdown(row, count, settings.correction, settings.confidence)]


def chance_of(study: Study, breakdown: str) -> Chance | None:
    """What the tests between the groups of a breakdown find, over all themes and one by one.

    Nothing where other answers would show the same published figures.
    """
    if reconstructed(study):
        return None
    tests, confidence = differences(study), study.config.statistics.confidence
    p = float(tests.breakdowns["p_adjusted"][breakdown])
    own = tests.themes[tests.themes["breakdown"] == breakdown]
    apart = [str(row["item"]) for row in records(own) if unlikely(row["p_adjusted"], confidence)]
    return Chance(not isnan(p) and not unlikely(p, confidence), tuple(apart))


def theme_note(study: Study, theme: str) -> list[str]:
    """By which breakdowns the ranks of a theme differ by more than chance."""
    if reconstructed(study):
        return verdict_note(study)
    tests, settings = differences(study).themes, study.config.statistics
    own = tests[tests["item"] == theme]
    note = note_theme(
        own,
        running_labels(study),
        study.ranks.shape[1],
        len(tests),
        settings.correction,
        settings.confidence,
    )
    return [note] if note else []
