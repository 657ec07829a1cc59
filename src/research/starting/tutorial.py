"""The tutorial: its page and its workbook, put where somebody wants to follow it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.edition.project import shipped
from research.errors import InputError, Problem
from research.files import write_bytes

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["put_tutorial"]


def put_tutorial(folder: Path) -> list[Path]:
    """Write the page and the workbook of the tutorial; what is there already stays.

    Parameters
    ----------
    folder : that gets them.

    Returns
    -------
    The files.

    Raises
    ------
    InputError
        Another file of such a name is there; nothing is written.
    """
    home = shipped("tutorial")
    parts = [home.with_suffix(".md"), home / "visits.xlsx"]
    contents = {folder / path.name: path.read_bytes() for path in parts}
    hint = "follow the tutorial in an empty folder: mkdir visits"
    problems = [
        Problem(path, "another file is there already", hint=hint)
        for path, content in contents.items()
        if path.exists() and path.read_bytes() != content
    ]
    if problems:
        raise InputError(problems)
    return [write_bytes(path, content) for path, content in contents.items()]
