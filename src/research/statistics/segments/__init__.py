"""Segments: respondents who answer alike, how many kinds there are, and whether they would recur.

Groups that the answers themselves suggest belong here; groups that the questionnaire asks for are
the business of the tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from research.statistics.segments.partitions import adjusted_rand
    from research.statistics.segments.solutions import Segments, find_segments
else:
    from research.faces import face

    __getattr__, __dir__ = face(__name__)

__all__ = ["Segments", "adjusted_rand", "find_segments"]
