"""Scales: batteries of items that mean to measure one thing, and how well they do.

Whether items of a battery go together belongs here; what a battery drives is the business of the
drivers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from research.statistics.scales.consistency import Reliability, reliability
    from research.statistics.scales.correlation import Correlations, battery_correlations
else:
    from research.faces import face

    __getattr__, __dir__ = face(__name__)

__all__ = ["Correlations", "Reliability", "battery_correlations", "reliability"]
