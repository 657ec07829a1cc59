"""The public face of the workbench: what a notebook imports. Names are resolved when first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from research.display.chart import Chart
    from research.display.result import Result
    from research.display.show import show
    from research.display.table import Cell, Table
    from research.display.text import Text
    from research.study import Study, open_study

__version__ = "0.1.0"

__all__ = ["Cell", "Chart", "Result", "Study", "Table", "Text", "open_study", "show"]

_PLACES = {
    "Cell": "research.display.table",
    "Chart": "research.display.chart",
    "Result": "research.display.result",
    "Study": "research.study",
    "Table": "research.display.table",
    "Text": "research.display.text",
    "open_study": "research.study",
    "show": "research.display.show",
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        msg = f"module 'research' has no attribute '{name}'; it offers {', '.join(__all__)}"
        raise AttributeError(msg)
    return getattr(import_module(_PLACES[name]), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
