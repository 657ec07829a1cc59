"""The groups of a study and the ranks within them, as the chapters need both."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from research.frameworks.capability import benchmark
from research.frameworks.priorities import UNRANKED, group_ranks, priorities, who_ranked
from research.statistics.rankings.summaries import co_occurrence, rank_distribution
from research.statistics.samples.suppression import Suppression

if TYPE_CHECKING:
    import pandas as pd

    from research.study import Study

__all__ = [
    "all_ranks",
    "all_together",
    "benchmark_groups",
    "benchmark_scores",
    "breakdown_ranks",
    "every_sector",
    "group_labels",
    "groups_without_respondents",
    "overall_ranks",
    "rank_base",
    "rank_tables",
    "sector_scores",
]


def group_labels(study: Study, breakdown: str) -> dict[str, str]:
    """Label of each group that has a column and anybody who ranked, by its key."""
    item = study.config.breakdown(breakdown)
    present = set(study.respondents[item.column][who_ranked(study.ranks)])
    return {group.key: group.label for group in item.columns if group.label in present}


def groups_without_respondents(study: Study, breakdown: str) -> list[str]:
    """Labels of the groups that would have a column, had anybody of them answered."""
    present = group_labels(study, breakdown)
    columns = study.config.breakdown(breakdown).columns
    return [group.label for group in columns if group.key not in present]


def rank_base(study: Study) -> int:
    """How many respondents ranked any theme."""
    return int(who_ranked(study.ranks).sum())


@lru_cache(maxsize=4)
def overall_ranks(study: Study) -> pd.DataFrame:
    """Describe every theme over all respondents, the highest priority first; computed once."""
    return priorities(study.ranks, study.clusters, asked=study.ranked)


@lru_cache(maxsize=4)
def all_ranks(study: Study) -> pd.DataFrame:
    """How often every theme took every rank; computed once."""
    return rank_distribution(study.ranks, clusters=study.clusters, unranked=UNRANKED)


@lru_cache(maxsize=4)
def all_together(study: Study) -> pd.DataFrame:
    """How often themes go together, but for what the edition hides; computed once."""
    rule = Suppression(hide=study.config.privacy.hide_base)
    return co_occurrence(study.ranks, clusters=study.clusters, unranked=UNRANKED, suppression=rule)


@lru_cache(maxsize=32)
def breakdown_ranks(study: Study, breakdown: str) -> pd.DataFrame:
    """Rank the themes within each group of a breakdown that has a column; computed once."""
    column = study.config.breakdown(breakdown).column
    return group_ranks(
        study.ranks,
        study.respondents[column],
        group_labels(study, breakdown),
        hide_base=study.config.privacy.hide_base,
    )


def rank_tables(study: Study) -> dict[str, pd.DataFrame]:
    """Ranks overall and within the groups of every breakdown, hidden groups left out."""
    tables = {"overall": overall_ranks(study)}
    for item in study.config.breakdowns:
        tidy = breakdown_ranks(study, item.key)
        tables[item.key] = tidy[~tidy["hidden"]]
    return tables


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
