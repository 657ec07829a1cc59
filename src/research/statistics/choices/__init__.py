"""Choices: what is picked from sets, and what reaches most people together.

MaxDiff and TURF belong here; orders of whole lists of items are the business of the rankings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from research.statistics.choices.best_worst import MaxDiff, maxdiff_counts, maxdiff_logit
    from research.statistics.choices.designs import MaxDiffDesign, maxdiff_design
    from research.statistics.choices.reach import Turf, turf
else:
    from research.faces import face

    __getattr__, __dir__ = face(__name__)

__all__ = [
    "MaxDiff",
    "MaxDiffDesign",
    "Turf",
    "maxdiff_counts",
    "maxdiff_design",
    "maxdiff_logit",
    "turf",
]
