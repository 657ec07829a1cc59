"""Effects: differences of two groups that were not drawn by lot, adjusted for confounders.

Estimates come with each row's influence, so that clusters can be allowed for in all of them.
`design` codes the confounders; `propensity`, `overlap` and `balance` tell whether the groups can be
compared at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from research.statistics.effects.adjustments import (
        doubly_robust,
        g_computation,
        inverse_probability,
    )
    from research.statistics.effects.confounders import balance, design, overlap, propensity
    from research.statistics.effects.contrasts import Effect, clustered_error, crude, e_value
    from research.statistics.effects.differences import difference_in_differences
    from research.statistics.effects.standardisation import standardised_shares
else:
    from research.faces import face

    __getattr__, __dir__ = face(__name__)

__all__ = [
    "Effect",
    "balance",
    "clustered_error",
    "crude",
    "design",
    "difference_in_differences",
    "doubly_robust",
    "e_value",
    "g_computation",
    "inverse_probability",
    "overlap",
    "propensity",
    "standardised_shares",
]
