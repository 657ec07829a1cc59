"""Priorities: what respondents put first, overall and by group."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from research.errors import StatisticsError
from research.memory import remembered
from research.statistics.rankings.summaries import rank_by_group, rank_summary

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["group_ranks", "priorities", "sample"]


def priorities(ranks: pd.DataFrame, clusters: pd.Series | None = None) -> pd.DataFrame:
    """Describe every theme over all respondents, the highest priority first.

    Parameters
    ----------
    ranks : one row a respondent, one column a theme.
    clusters : account of each respondent, where an edition names them.

    Returns
    -------
    One row a theme: see `research.statistics.rankings.summaries.rank_summary`.
    """
    return rank_summary(ranks, clusters=clusters).sort_values("rank", kind="stable")


@remembered
def group_ranks(
    ranks: pd.DataFrame, labels: pd.Series, groups: Mapping[str, str], *, hide_base: int = 0
) -> pd.DataFrame:
    """Rank the themes within each group.

    Parameters
    ----------
    ranks : one row a respondent, one column a theme.
    labels : the group's label for each respondent.
    groups : label of each group by its key, in the order of the columns.
    hide_base : groups of fewer respondents keep their base and lose their ranks.

    Returns
    -------
    Tidy frame ``group`` (the key), ``item``, ``base``, ``mean_rank``, ``rank``, ``tied``,
    ``hidden``; a hidden group has no values behind its base.

    Raises
    ------
    StatisticsError
        If a group has no respondent at all.
    """
    counts = labels.value_counts()
    empty = [label for label in groups.values() if label not in counts.index]
    if empty:
        msg = f"no respondent belongs to {', '.join(empty)}; leave it out of 'shown'"
        raise StatisticsError(msg)
    keys = {label: key for key, label in groups.items()}
    member = labels.map(keys)
    order = pd.Categorical(member.dropna(), categories=list(groups), ordered=True)
    inside = member.dropna().index
    tidy = rank_by_group(ranks.loc[inside], pd.Series(order, index=inside))
    tidy["hidden"] = tidy["base"] < hide_base
    values = ["mean_rank", "rank", "tied"]
    tidy[values] = tidy[values].astype(object).where(~tidy["hidden"], None)
    return tidy


def sample(labels: pd.Series, groups: Mapping[str, str]) -> pd.DataFrame:
    """Count the respondents of each group.

    Parameters
    ----------
    labels : the group's label for each respondent.
    groups : label of each group by its key.

    Returns
    -------
    One row a group, indexed by key, the most populous first: ``label``, ``count``, ``share`` of
    all respondents who belong to a group (0 to 1) and their number ``base``.
    """
    counts = [int((labels == label).sum()) for label in groups.values()]
    frame = pd.DataFrame(
        {"label": list(groups.values()), "count": counts}, index=pd.Index(groups, name="group")
    )
    frame["base"] = sum(counts)
    frame["share"] = frame["count"] / frame["base"]
    return frame.sort_values("count", ascending=False, kind="stable")
