"""Which modules of the package a notebook reaches: those whose change can change its chapter."""

from __future__ import annotations

import ast
from functools import cache
from typing import TYPE_CHECKING, Any

from research.pipeline.keys import PACKAGE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["reached"]

# What `research` gives to every notebook by a name that is imported when it is used.
_ALWAYS = ("study", "display.show", "display.table", "display.chart", "display.text")


def reached(notebook: Mapping[str, Any]) -> set[str]:
    """Give the modules that the code of a notebook imports, and what those import in turn.

    Parameters
    ----------
    notebook : nbformat 4.

    Returns
    -------
    Names of files below the package without their ending: a module's words beside it count with it.
    """
    found: set[str] = set()
    pending = [*_ALWAYS]
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            pending += _imports("".join(cell["source"]))
    while pending:
        name = pending.pop()
        if name not in found and (held := _of(name)) is not None:
            found.add(name)
            pending += held
    return {name.replace(".", "/") for name in found}


@cache
def _of(name: str) -> tuple[str, ...] | None:
    """What a module imports of the package; None where there is no such module."""
    path = PACKAGE.joinpath(*name.split(".")).with_suffix(".py")
    if not name or not path.is_file():
        return None
    return tuple(_imports(path.read_text(encoding="utf-8")))


def _imports(source: str) -> Iterator[str]:
    """Modules of the package that a source imports, wherever in it; names of a module with them."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        # A cell with a magic is no Python.
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        yield from (
            name.removeprefix("research.") for name in names if name.startswith("research.")
        )
