"""Places: where the parameter file of a new edition stands, and what its report is called."""

from __future__ import annotations

import re
from pathlib import Path

from research.edition.project import namesakes
from research.errors import InputError, Problem

__all__ = ["as_typed", "place_of", "title_of"]

_NAME = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")


def place_of(name: str, folder: Path, *, beside: Path | None = None) -> Path:
    """Give the parameter file that an edition of a name has, where there is none yet.

    Parameters
    ----------
    name : of the edition: letters, digits and hyphens.
    folder : of the project; an empty one becomes a project.
    beside : folder of another parameter file, to stand where that one does.

    Raises
    ------
    InputError
        The name is none, or the edition is there already.
    """
    params = (beside or folder / "params") / f"{name}.yml"
    problems = []
    if not _NAME.fullmatch(name) or name.casefold() == "template":
        allowed = "letters, digits and hyphens, such as acme-2026"
        problems.append(Problem(params, f"'{name}' cannot name an edition", allowed=allowed))
    elif params.exists() or namesakes(params.resolve(), name):
        hint = "choose another name, or see what a changed file holds with --again"
        problems.append(Problem(params, "this edition is there already", hint=hint))
    if problems:
        raise InputError(problems)
    return params


def title_of(name: str) -> str:
    """Give a title made of the name of an edition.

    >>> title_of("acme-2026")
    'Acme 2026'
    """
    words = name.replace("-", " ")
    return words[0].upper() + words[1:]


def as_typed(path: Path) -> Path:
    """Give a path as somebody who works here would type it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
