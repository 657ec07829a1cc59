"""The public face of the workbench: what a notebook imports. Names are resolved when first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from research.chapters.questions.exploration import crosstab, topline
    from research.coding.lab import code
    from research.display.cell import Cell
    from research.display.chart import Chart
    from research.display.result import Result
    from research.display.show import show
    from research.display.table import Table
    from research.display.text import Text
    from research.study import Study, open_study
else:
    from research.faces import face

    __getattr__, __dir__ = face(__name__, rooms=("chapters", "statistics"))

__version__ = "0.1.0"

__all__ = [
    "Cell",
    "Chart",
    "Result",
    "Study",
    "Table",
    "Text",
    "code",
    "crosstab",
    "open_study",
    "show",
    "topline",
]
