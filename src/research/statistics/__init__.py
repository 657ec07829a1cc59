"""Statistics: arrays and frames in, frames out, the method named in the result.

These are the verbs that are looked for most; the rooms have more. Nothing is imported before a name
is used.

agreement
    coders held against each other
answers
    questions as tables count them
choices
    MaxDiff and TURF: what is picked, and what reaches most
drivers
    what an outcome goes with
effects
    groups that were not drawn by lot, adjusted for confounders
rankings
    orders of items, and how sure they are
samples
    shares, means, scores, weights, waves, sizes to plan
scales
    batteries of items: reliability, correlation
segments
    respondents who answer alike, and whether such groups would recur
tables
    questions by the columns of a banner
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from research.statistics.agreement.kappa import cohen_kappa
    from research.statistics.agreement.krippendorff import krippendorff_alpha
    from research.statistics.answers.variables import Measure, MultipleResponse, Variable
    from research.statistics.choices.best_worst import maxdiff_counts, maxdiff_logit
    from research.statistics.choices.designs import maxdiff_design
    from research.statistics.choices.reach import turf
    from research.statistics.drivers.key_drivers import importance
    from research.statistics.drivers.priority_map import importance_performance
    from research.statistics.effects.adjustments import doubly_robust
    from research.statistics.effects.standardisation import standardised_shares
    from research.statistics.rankings.concordance import kendall_w, preferences
    from research.statistics.rankings.groups import compare_groups
    from research.statistics.rankings.ranksets import rank_sets
    from research.statistics.rankings.summaries import (
        rank_by_group,
        rank_distribution,
        rank_summary,
    )
    from research.statistics.rankings.worths import plackett_luce
    from research.statistics.samples.intervals import newcombe, wilson
    from research.statistics.samples.linearisation import survey_mean
    from research.statistics.samples.net_promoter import nps, nps_difference
    from research.statistics.samples.planning import plan_share
    from research.statistics.samples.raking import rake
    from research.statistics.samples.suppression import Suppression
    from research.statistics.samples.waves import compare_waves
    from research.statistics.samples.weights import effective_size
    from research.statistics.scales.consistency import reliability
    from research.statistics.segments.solutions import find_segments
    from research.statistics.tables.association import independence
    from research.statistics.tables.banner import Banner
    from research.statistics.tables.crosstabs import crosstab
    from research.statistics.tables.disclosure import Disclosure
else:
    from research.faces import face

    __getattr__, __dir__ = face(
        __name__,
        rooms=(
            "agreement",
            "answers",
            "choices",
            "drivers",
            "effects",
            "rankings",
            "samples",
            "scales",
            "segments",
            "tables",
        ),
    )

__all__ = [
    "Banner",
    "Disclosure",
    "Measure",
    "MultipleResponse",
    "Suppression",
    "Variable",
    "cohen_kappa",
    "compare_groups",
    "compare_waves",
    "crosstab",
    "doubly_robust",
    "effective_size",
    "find_segments",
    "importance",
    "importance_performance",
    "independence",
    "kendall_w",
    "krippendorff_alpha",
    "maxdiff_counts",
    "maxdiff_design",
    "maxdiff_logit",
    "newcombe",
    "nps",
    "nps_difference",
    "plackett_luce",
    "plan_share",
    "preferences",
    "rake",
    "rank_by_group",
    "rank_distribution",
    "rank_sets",
    "rank_summary",
    "reliability",
    "standardised_shares",
    "survey_mean",
    "turf",
    "wilson",
]
