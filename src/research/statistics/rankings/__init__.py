"""Rankings: orders of items, how sure they are, how far people agree and groups differ.

All take a wide frame of ranks, one row a respondent and one column an item, 1 the best and gaps
where an item was not ranked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from research.statistics.rankings.anchored import correct_by_anchor
    from research.statistics.rankings.concordance import Concordance, kendall_w, preferences
    from research.statistics.rankings.flags import OrderEffect, order_effect, straight_lining
    from research.statistics.rankings.groups import GroupTest, compare_groups
    from research.statistics.rankings.likeness import (
        group_overlap,
        kendall_tau,
        rank_biased_overlap,
    )
    from research.statistics.rankings.rankdata import filled_ranks
    from research.statistics.rankings.ranksets import RankSets, rank_sets, rank_sets_from
    from research.statistics.rankings.scored import score_sets
    from research.statistics.rankings.sensitivity import largest_random_share, random_responders
    from research.statistics.rankings.summaries import (
        co_occurrence,
        rank_by_group,
        rank_distribution,
        rank_summary,
    )
    from research.statistics.rankings.worths import PlackettLuce, plackett_luce
else:
    from research.faces import face

    __getattr__, __dir__ = face(__name__)

__all__ = [
    "Concordance",
    "GroupTest",
    "OrderEffect",
    "PlackettLuce",
    "RankSets",
    "co_occurrence",
    "compare_groups",
    "correct_by_anchor",
    "filled_ranks",
    "group_overlap",
    "kendall_tau",
    "kendall_w",
    "largest_random_share",
    "order_effect",
    "plackett_luce",
    "preferences",
    "random_responders",
    "rank_biased_overlap",
    "rank_by_group",
    "rank_distribution",
    "rank_sets",
    "rank_sets_from",
    "rank_summary",
    "score_sets",
    "straight_lining",
]
