"""The groups of a study and the ranks within them, as the chapters need both."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from research.chapters.thinness import enough
from research.frameworks.capability import benchmark
from research.frameworks.priorities import UNRANKED, group_ranks, priorities, who_ranked
from research.statistics.rankings.summaries import co_occurrence, rank_distribution
from research.statistics.samples.suppression import Suppression
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from research.edition.themes import Breakdown
    from research.study import Study

__all__ = [
    "all_ranks",
    "all_together",
    "benchmark_groups",
    "benchmark_scores",
    "breakdown_ranks",
    "every_sector",
    "given_ranks",
    "group_labels",
    "groups_without_respondents",
    "overall_ranks",
    "peopled",
    "rank_base",
    "rank_tables",
    "sector_scores",
    "shown_ranks",
]

_SAY = Frames(__file__)


def group_labels(study: Study, breakdown: str) -> dict[str, str]:
    """Label of each group that has a column and anybody who ranked, by its key."""
    return dict(_group_labels(study, breakdown))


@lru_cache(maxsize=32)
def _group_labels(study: Study, breakdown: str) -> Mapping[str, str]:
    item = study.config.breakdown(breakdown)
    present = set(study.read().texts(item.column)[who_ranked(study.ranks)])
    return {group.key: group.label for group in item.columns if group.label in present}


def groups_without_respondents(study: Study, breakdown: str) -> list[str]:
    """Labels of the groups that would have a column, had anybody of them answered."""
    present = group_labels(study, breakdown)
    columns = study.config.breakdown(breakdown).columns
    return [group.label for group in columns if group.key not in present]


def rank_base(study: Study) -> int:
    """How many respondents ranked any theme."""
    return int(who_ranked(study.ranks).sum())


def given_ranks(study: Study) -> pd.DataFrame:
    """Ranks of a study in which anybody ranked.

    Raises
    ------
    ThinDataError
        If nobody did.
    """
    people = len(study.ranks)
    enough(people > 0, _SAY("nobody"))
    enough(rank_base(study) > 0, _SAY.form("none ranked", many=people > 1, count=people))
    return study.ranks


@lru_cache(maxsize=4)
def overall_ranks(study: Study) -> pd.DataFrame:
    """Describe every theme over all respondents, the highest priority first; computed once."""
    return priorities(given_ranks(study), study.clusters, asked=study.ranked)


@lru_cache(maxsize=4)
def all_ranks(study: Study) -> pd.DataFrame:
    """How often every theme took every rank; computed once."""
    return rank_distribution(given_ranks(study), clusters=study.clusters, unranked=UNRANKED)


@lru_cache(maxsize=4)
def all_together(study: Study) -> pd.DataFrame:
    """How often themes go together, but for what the edition hides; computed once."""
    rule = Suppression(hide=study.config.privacy.hide_base)
    return co_occurrence(
        given_ranks(study), clusters=study.clusters, unranked=UNRANKED, suppression=rule
    )


@lru_cache(maxsize=32)
def breakdown_ranks(study: Study, breakdown: str) -> pd.DataFrame:
    """Rank the themes within each group of a breakdown that has a column; computed once.

    Raises
    ------
    ThinDataError
        If nobody in any of these groups ranked.
    """
    part, labels = study.config.breakdown(breakdown), group_labels(study, breakdown)
    ranks = given_ranks(study)
    enough(bool(labels), _SAY("no group", breakdown=part.label.lower()))
    return group_ranks(
        ranks,
        study.read().texts(part.column),
        labels,
        hide_base=study.config.privacy.hide_base,
    )


def peopled(study: Study) -> list[Breakdown]:
    """Breakdowns that have a column and, in it, anybody who ranked."""
    return [item for item in study.config.breakdowns if group_labels(study, item.key)]


def rank_tables(study: Study) -> dict[str, pd.DataFrame]:
    """Ranks overall and within the groups of every breakdown, hidden groups left out."""
    tables = {"overall": overall_ranks(study)}
    for item in peopled(study):
        tables[item.key] = shown_ranks(study, item.key)
    return tables


def shown_ranks(study: Study, breakdown: str) -> pd.DataFrame:
    """Ranks within the groups of a breakdown, hidden groups left out; errors as of the others."""
    tidy = breakdown_ranks(study, breakdown)
    return tidy[~tidy["hidden"]]


def benchmark_groups(study: Study) -> dict[str, str]:
    """Label of each sector of the assessments that has a line of its own, by its key."""
    part = study.config.benchmark
    return {group.key: group.label for group in part.columns} if part else {}


@lru_cache(maxsize=4)
def benchmark_scores(study: Study) -> pd.DataFrame:
    """Lowest, mean and highest score of every theme, overall and by sector; computed once."""
    return benchmark(study.assessments, benchmark_groups(study))


@lru_cache(maxsize=4)
def sector_scores(study: Study) -> pd.DataFrame:
    """Give the scores of `benchmark_scores` and those of every sector without a line of its own.

    Sentences compare all sectors; those without a line go by a number, since nothing names them.
    """
    return benchmark(study.assessments, every_sector(study))


def every_sector(study: Study) -> dict[str, str]:
    """Label of every sector of the assessments, by its key or, without a line, by a number."""
    groups, column = benchmark_groups(study), study.assessments["sector"]
    rest = sorted(set(column.dropna()) - set(groups.values()))
    unnamed = {f"rest.{place}": str(label) for place, label in enumerate(rest)}
    return {**groups, **unnamed}
