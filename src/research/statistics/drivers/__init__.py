"""Key drivers: what an outcome goes with, how surely, and where to act first.

Shares of explained variance belong here. Whether a driver is a cause, the effects ask.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from research.statistics.drivers.coefficients import Regression, regression
    from research.statistics.drivers.decomposition import (
        MOST_DRIVERS,
        Measures,
        decompose,
        lmg,
        relative_weights,
    )
    from research.statistics.drivers.key_drivers import Importance, importance, rank_sets_of_draws
    from research.statistics.drivers.priority_map import importance_performance
else:
    from research.faces import face

    __getattr__, __dir__ = face(__name__)

__all__ = [
    "MOST_DRIVERS",
    "Importance",
    "Measures",
    "Regression",
    "decompose",
    "importance",
    "importance_performance",
    "lmg",
    "rank_sets_of_draws",
    "regression",
    "relative_weights",
]
