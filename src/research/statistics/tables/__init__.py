"""Tables: questions by the columns of a banner, with letters, tests and what is hidden.

The questions themselves are described in `research.statistics.answers`, the choices in comparing
columns in `research.statistics.samples`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from research.statistics.tables.association import Independence, independence
    from research.statistics.tables.banner import Banner
    from research.statistics.tables.concentration import Dominance
    from research.statistics.tables.crosstabs import Crosstab, crosstab
    from research.statistics.tables.disclosure import Disclosure
    from research.statistics.tables.parts import Part
    from research.statistics.tables.protection import Visibility
else:
    from research.faces import face

    __getattr__, __dir__ = face(__name__)

__all__ = [
    "Banner",
    "Crosstab",
    "Disclosure",
    "Dominance",
    "Independence",
    "Part",
    "Visibility",
    "crosstab",
    "independence",
]
