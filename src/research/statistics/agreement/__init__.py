"""Agreement beyond chance: coders and raters held against each other, with intervals.

Whether two or more coders gave the same codes to the same texts belongs here, and whether raters
gave the same numbers to the same units. Whether respondents
agree on an order is `kendall_w`, among the rankings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from research.statistics.agreement.intraclass import Intraclass, intraclass_correlation
    from research.statistics.agreement.kappa import (
        Agreement,
        cohen_kappa,
        cohen_kappa_table,
        fleiss_kappa,
    )
    from research.statistics.agreement.krippendorff import krippendorff_alpha, masi_distance
else:
    from research.faces import face

    __getattr__, __dir__ = face(__name__)

__all__ = [
    "Agreement",
    "Intraclass",
    "cohen_kappa",
    "cohen_kappa_table",
    "fleiss_kappa",
    "intraclass_correlation",
    "krippendorff_alpha",
    "masi_distance",
]
