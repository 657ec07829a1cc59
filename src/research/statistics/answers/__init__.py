"""Questions and their answers as tables count them: categories, nets, boxes, several answers.

How a question is asked of a frame belongs here; how its answers are counted is the business of the
tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from research.statistics.answers.responses import from_categories, from_dichotomies, from_lists
    from research.statistics.answers.variables import Measure, MultipleResponse, Variable
else:
    from research.faces import face

    __getattr__, __dir__ = face(__name__)

__all__ = [
    "Measure",
    "MultipleResponse",
    "Variable",
    "from_categories",
    "from_dichotomies",
    "from_lists",
]
