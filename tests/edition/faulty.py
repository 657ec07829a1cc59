"""What is wrong with a parameter file in which some words stand for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.edition.judgement import load_edition
from research.errors import InputError, Problem

if TYPE_CHECKING:
    from pathlib import Path


def problems(path: Path, sound: str, old: str = "", new: str = "") -> list[Problem]:
    """Write a parameter file with a fault in it, and load it.

    Parameters
    ----------
    path : where it is written.
    sound : the file without the fault.
    old, new : words of it, and those that the first of them gives way to.
    """
    assert old in sound
    path.write_text(sound.replace(old, new, 1), encoding="utf-8")
    try:
        load_edition(path)
    except InputError as error:
        return list(error.problems)
    return []
