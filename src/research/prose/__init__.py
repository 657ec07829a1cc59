"""Computed prose: frames in, sentences out, each true and carrying what it claims.

Knows no study and reads no data files; the wordings are in ``wordings.yml``.
"""

from research.prose.benchmark import observe_all_scores, observe_benchmark
from research.prose.contradictions import contradictions, read_claims, verdict
from research.prose.cooccurrence import observe_together, read_together
from research.prose.evidence import Evidence
from research.prose.groups import lead_groups, observe_group
from research.prose.names import BreakdownName, GroupName, Names, ThemeName
from research.prose.observation import Observation, Thresholds, select
from research.prose.ranks import observe_ranks, range_sentence
from research.prose.shares import observe_overall, observe_shares
from research.prose.titles import title_benchmark, title_sample, title_shares

__all__ = [
    "BreakdownName",
    "Evidence",
    "GroupName",
    "Names",
    "Observation",
    "ThemeName",
    "Thresholds",
    "contradictions",
    "lead_groups",
    "observe_all_scores",
    "observe_benchmark",
    "observe_group",
    "observe_overall",
    "observe_ranks",
    "observe_shares",
    "observe_together",
    "range_sentence",
    "read_claims",
    "read_together",
    "select",
    "title_benchmark",
    "title_sample",
    "title_shares",
    "verdict",
]
