"""The groups of a study and the ranks within them, as the chapters need both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.frameworks.priorities import group_ranks, priorities

if TYPE_CHECKING:
    import pandas as pd

    from research.study import Study

__all__ = ["benchmark_groups", "breakdown_ranks", "group_labels", "rank_tables"]


def group_labels(study: Study, breakdown: str) -> dict[str, str]:
    """Label of each group with a column, by its key."""
    return {group.key: group.label for group in study.config.breakdown(breakdown).columns}


def breakdown_ranks(study: Study, breakdown: str) -> pd.DataFrame:
    """Rank the themes within each group of a breakdown that has a column; a tidy frame."""
    column = study.config.breakdown(breakdown).column
    return group_ranks(
        study.ranks,
        study.respondents[column],
        group_labels(study, breakdown),
        hide_base=study.config.privacy.hide_base,
    )


def rank_tables(study: Study) -> dict[str, pd.DataFrame]:
    """Ranks overall and within the groups of every breakdown, hidden groups left out."""
    tables = {"overall": priorities(study.ranks)}
    for item in study.config.breakdowns:
        tidy = breakdown_ranks(study, item.key)
        tables[item.key] = tidy[~tidy["hidden"]]
    return tables


def benchmark_groups(study: Study) -> dict[str, str]:
    """Label of each sector of the assessments that has a line of its own, by its key."""
    part = study.config.benchmark
    return {group.key: group.label for group in part.columns} if part else {}
