"""Faces: what a package offers to those outside it, each name imported when it is first used.

A face imports its names for type checkers alone and lists them in ``__all__``. The same imports say
here where a name comes from: an editor, a type checker and Python cannot see different things.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["face"]


def face(
    package: str, rooms: tuple[str, ...] = ()
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Give ``__getattr__`` and ``__dir__`` of a package that is a face (PEP 562).

    Parameters
    ----------
    package : dotted name of the package. It lists its names in ``__all__`` and imports each of them
        from its module, under ``if TYPE_CHECKING:``.
    rooms : packages inside it that can be reached through it without being imported by name.

    Examples
    --------
    >>> look_up, names = face("research.statistics")
    >>> "kendall_w" in names()
    True
    >>> look_up("kendall_w").__module__
    'research.statistics.rankings.concordance'
    >>> look_up("rakee")
    Traceback (most recent call last):
    AttributeError: module 'research.statistics' has no attribute 'rakee'; nearest: rake
    """

    def look_up(name: str) -> Any:
        if name in rooms:
            return import_module(f"{package}.{name}")
        # Python and its tools ask every module for names like this.
        if name.startswith("__"):
            msg = f"module '{package}' has no attribute '{name}'"
            raise AttributeError(msg)
        if name not in _places(package):
            raise AttributeError(_missing(package, rooms, name))
        value = getattr(import_module(_places(package)[name]), name)
        setattr(sys.modules[package], name, value)
        return value

    def names() -> list[str]:
        module = vars(sys.modules[package])
        special = {name for name in module if name.startswith("__")}
        return sorted({*module["__all__"], *rooms, *special})

    return look_up, names


@cache
def _places(package: str) -> Mapping[str, str]:
    """Say from which module each name of a face comes."""
    import ast
    import inspect

    module = import_module(package)
    imported = {
        alias.name: node.module
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }
    return {name: imported[name] for name in module.__all__}


def _missing(package: str, rooms: tuple[str, ...], name: str) -> str:
    """Say what a face lacks, and what it or one of its rooms has that is spelt alike."""
    offered = {each: each for each in (*import_module(package).__all__, *rooms)}
    for room in rooms:
        for each in getattr(import_module(f"{package}.{room}"), "__all__", ()):
            offered.setdefault(each, f"{room}.{each}")
    wanted, spelt = name.casefold(), {each.casefold() for each in offered}
    # Only who misspells a name pays for what finds the near ones.
    from research.problems.nearest import nearest

    alike = [wanted] if wanted in spelt else nearest(wanted, sorted(spelt), count=3)
    near = [place for word in alike for each, place in offered.items() if each.casefold() == word]
    hint = f"nearest: {', '.join(near)}" if near else f"it offers {', '.join(offered.values())}"
    return f"module '{package}' has no attribute '{name}'; {hint}"
