"""What notebooks need of a parameter file: as the modules say that they draw on."""

from __future__ import annotations

import ast
import contextlib
import json
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from types import ModuleType

    from research.edition.parameters import Edition
    from research.errors import Problem

__all__ = ["answerable", "asked_of", "drawn_on", "known_parameters", "lacks", "misnamed", "needs"]

CHAPTERS = "research.chapters"


def needs(notebook: Path, given: Mapping[str, Any] | None = None) -> list[str]:
    """Give the keys of a parameter file without which a notebook comes to nothing.

    Each module of `research.chapters` names its own in ``NEEDS``, or in ``NEEDS_WITH`` by a
    parameter that a section may give; a notebook needs what the modules need that it imports. What
    cannot be read needs nothing here: others tell of it.

    Parameters
    ----------
    notebook : the notebook as written.
    given : what its section gives, by the names of its parameters.
    """
    found: dict[str, None] = {}
    for module in _modules(notebook):
        own = getattr(module, "NEEDS", ())
        for parameter, instead in getattr(module, "NEEDS_WITH", {}).items():
            own = instead if (given or {}).get(parameter) else own
        found |= dict.fromkeys(own)
    return list(found)


def misnamed(
    notebook: Path, edition: Edition, given: Mapping[str, Any]
) -> Iterator[tuple[str, Problem]]:
    """Find what a section names that its notebook cannot take, as the modules judge that it uses.

    Parameters
    ----------
    notebook : the notebook as written.
    edition : the parameter file.
    given : what the section gives, by the names of parameters.

    Yields
    ------
    (parameter, problem)
    """
    for module in _modules(notebook):
        judged = getattr(module, "judged", None)
        if judged is not None:
            yield from judged(edition, given)


def _modules(notebook: Path) -> Iterator[ModuleType]:
    """Give the modules of chapters that a notebook imports."""
    for name in sorted(set(drawn_on(notebook))):
        with contextlib.suppress(ImportError):
            yield import_module(name)


def lacks(edition: Edition, key: str) -> bool:
    """Whether a parameter file says nothing under a key.

    Parameters
    ----------
    edition : the parameter file.
    key : dotted: ``data.accounts``, or with a question of the table or a row of one:
        ``data.contacts.trust``. Of a table that is lacking no question is missed.
    """
    held = asked_of(key)
    if held is not None:
        table = edition.table(held[0])
        return table is not None and table.owner(held[1])[0] is None
    found: object = edition
    for part in key.split("."):
        found = found.get(part) if isinstance(found, dict) else getattr(found, part, None)
    return not found


def asked_of(key: str) -> tuple[str, str] | None:
    """Give the table and the question that a key is about; ``None`` where it is about none.

    Parameters
    ----------
    key : dotted: ``data.contacts.trust``.
    """
    first, _, rest = key.partition(".")
    table, _, question = rest.partition(".")
    return (table, question) if first == "data" and question else None


def answerable(edition: Edition, key: str) -> list[str]:
    """Give the questions and rows of the table that a key is about, for a word that is meant.

    Parameters
    ----------
    edition : the parameter file.
    key : dotted: ``data.contacts.trust``.
    """
    held = asked_of(key)
    table = edition.table(held[0]) if held else None
    asked = table.questions if table else []
    return [name for one in asked for name in (one.name, *(row.key for row in one.rows))]


def known_parameters(notebook: Path) -> list[str]:
    """Give the names that a notebook takes values for: those that its parameters cell sets.

    Without such a cell they are all that the notebook reads.

    Parameters
    ----------
    notebook : the notebook as written.
    """
    marked = [tree for tree, tags in _trees(notebook) if "parameters" in tags]
    context = ast.Store if marked else ast.Load
    nodes = [node for tree in marked or _read(notebook) for node in ast.walk(tree)]
    names = (
        node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, context)
    )
    return list(dict.fromkeys(names))


def _read(notebook: Path) -> Iterator[ast.Module]:
    return (tree for tree, _ in _trees(notebook))


def drawn_on(notebook: Path) -> Iterator[str]:
    """Give the modules of chapters that a notebook imports, and names that may be some.

    Parameters
    ----------
    notebook : the notebook as written.
    """
    for tree in _read(notebook):
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names if alias.name.startswith(CHAPTERS))
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(CHAPTERS):
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
                yield str(node.module)


def _trees(notebook: Path) -> Iterator[tuple[ast.Module, list[str]]]:
    """Give what each code cell says, with its tags; what cannot be read is left out."""
    for source, tags in _cells(notebook):
        # A magic of IPython, or a fault that the kernel tells of.
        with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
            yield ast.parse(source), tags


def _cells(notebook: Path) -> Iterator[tuple[str, list[str]]]:
    try:
        for cell in json.loads(notebook.read_bytes())["cells"]:
            if cell["cell_type"] == "code":
                yield "".join(cell["source"]), list(cell.get("metadata", {}).get("tags", ()))
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return
