"""Priorities: what respondents put first, overall and by group."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from research.errors import StatisticsError
from research.memory import remembered
from research.statistics.rankings.rankdata import filled_ranks
from research.statistics.rankings.summaries import rank_by_group, rank_summary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from research.statistics.rankings.rankdata import Unranked

__all__ = ["UNRANKED", "filled", "group_ranks", "group_sizes", "priorities", "sample", "who_ranked"]

# The one rule of a study for themes that a respondent did not rank.
UNRANKED: Unranked = "rest"

_TOPS, _BOTTOMS = (3, 6), (6, 3, 2)


def who_ranked(ranks: pd.DataFrame) -> pd.Series[bool]:
    """Whether each respondent ranked any theme; who ranked none is in no base."""
    return ranks.notna().any(axis=1)


def filled(ranks: pd.DataFrame) -> pd.DataFrame:
    """Ranks of those who ranked any theme; what they left out has the mean of the ranks left.

    Examples
    --------
    >>> filled(pd.DataFrame({"a": [1, None], "b": [None, None], "c": [None, None]}))
         a    b    c
    0  1.0  2.5  2.5
    """
    if ranks.notna().all(axis=None):
        return ranks
    return filled_ranks(ranks, unranked=UNRANKED)


@remembered
def priorities(
    ranks: pd.DataFrame,
    clusters: pd.Series | None = None,
    *,
    asked: int | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Describe every theme over all respondents, the highest priority first.

    Parameters
    ----------
    ranks : one row a respondent, one column a theme; missing where it was not ranked.
    clusters : account of each respondent, where an edition names them.
    asked : how many themes were to be ranked; all when left out. Boxes of ranks that nobody was
        asked to give are left out.
    confidence : two-sided level of the intervals of the shares.

    Returns
    -------
    One row a theme: see `research.statistics.rankings.summaries.rank_summary`.
    """
    deep = ranks.shape[1] if asked is None else asked
    whole = deep >= ranks.shape[1]
    summary = rank_summary(
        ranks,
        top=[size for size in _TOPS if size <= deep],
        bottom=_BOTTOMS if whole else (),
        clusters=clusters,
        unranked=UNRANKED,
        confidence=confidence,
    )
    if not whole:
        summary = summary.drop(columns=[f"last{end}" for end in ("", "_count", "_low", "_high")])
    return summary.sort_values("rank", kind="stable")


@remembered
def group_ranks(
    ranks: pd.DataFrame, labels: pd.Series, groups: Mapping[str, str], *, hide_base: int = 0
) -> pd.DataFrame:
    """Rank the themes within each group.

    Parameters
    ----------
    ranks : one row a respondent, one column a theme; missing where it was not ranked.
    labels : the group's label for each respondent; who ranked no theme is in no base.
    groups : label of each group by its key, in the order of the columns.
    hide_base : groups of fewer respondents keep their base and lose their ranks.

    Returns
    -------
    Tidy frame ``group`` (the key), ``item``, ``base``, ``mean_rank``, ``rank``, ``tied``,
    ``hidden``; a hidden group has no values behind its base.

    Raises
    ------
    StatisticsError
        If a group has no respondent at all who ranked.
    """
    labels = labels[who_ranked(ranks)]
    counts = labels.value_counts()
    empty = [label for label in groups.values() if label not in counts.index]
    if empty:
        msg = f"no respondent belongs to {', '.join(empty)}; leave it out of 'shown'"
        raise StatisticsError(msg)
    keys = {label: key for key, label in groups.items()}
    member = labels.map(keys)
    order = pd.Categorical(member.dropna(), categories=list(groups), ordered=True)
    inside = member.dropna().index
    tidy = rank_by_group(ranks.loc[inside], pd.Series(order, index=inside), unranked=UNRANKED)
    tidy["hidden"] = tidy["base"] < hide_base
    values = ["mean_rank", "rank", "tied"]
    tidy[values] = tidy[values].astype(object).where(~tidy["hidden"], None)
    return tidy


def group_sizes(labels: pd.Series, groups: Mapping[str, str]) -> list[int]:
    """Respondents of each group.

    Parameters
    ----------
    labels : the group's label for each respondent.
    groups : label of each group by its key.
    """
    counts = labels.value_counts().to_dict()
    return [int(counts.get(label, 0)) for label in groups.values()]


def sample(sizes: Sequence[int], groups: Mapping[str, str]) -> pd.DataFrame:
    """Describe a sample by its groups.

    Parameters
    ----------
    sizes : respondents of each group.
    groups : label of each group by its key.

    Returns
    -------
    One row a group, indexed by key, the most populous first: ``label``, ``count``, ``share`` of
    all respondents who belong to a group (0 to 1) and their number ``base``.
    """
    frame = pd.DataFrame(
        {"label": list(groups.values()), "count": list(sizes)}, index=pd.Index(groups, name="group")
    )
    frame["base"] = sum(sizes)
    frame["share"] = frame["count"] / frame["base"]
    return frame.sort_values("count", ascending=False, kind="stable")
