"""Computed prose: frames in, sentences out, each true and carrying what it claims.

Knows no study and reads no data files; the wordings are in ``wordings.yml``.
"""

from research.prose.benchmark import observe_all_scores, observe_benchmark
from research.prose.cooccurrence import observe_together
from research.prose.groups import observe_group
from research.prose.names import BreakdownName, GroupName, Names, ThemeName
from research.prose.observation import Observation, Thresholds, select
from research.prose.ranks import observe_ranks, range_sentence
from research.prose.shares import observe_overall, observe_shares
from research.prose.titles import title_benchmark, title_sample, title_shares

__all__ = [
    "BreakdownName",
    "GroupName",
    "Names",
    "Observation",
    "ThemeName",
    "Thresholds",
    "observe_all_scores",
    "observe_benchmark",
    "observe_group",
    "observe_overall",
    "observe_ranks",
    "observe_shares",
    "observe_together",
    "range_sentence",
    "select",
    "title_benchmark",
    "title_sample",
    "title_shares",
]
