"""A folder of parameter files, built one after the other, with what they share done once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from research.edition.project import EDITION
from research.errors import InputError, Problem, ResearchError
from research.scratch import scratch_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from research.pipeline.events import Summary

__all__ = ["Ended", "build_folder", "editions_in"]


@dataclass(frozen=True)
class Ended:
    """How the build of one edition of a folder ended.

    Parameters
    ----------
    params : its parameter file.
    summary : what was made; None where it could not be built.
    error : why not; None where it was built.
    """

    params: Path
    summary: Summary | None = None
    error: ResearchError | None = None

    @property
    def exit_code(self) -> int:
        """What a command ends with, were it for this edition alone."""
        if self.error is not None:
            return self.error.exit_code
        return 0 if self.summary is not None and self.summary.ok else 1


def editions_in(folder: Path) -> list[Path]:
    """Give the parameter files of a folder in the order of their names.

    Parameters
    ----------
    folder : other files in it, such as texts of themes, are left aside.

    Raises
    ------
    InputError
        If there is none.
    """
    found = [
        path
        for path in sorted(folder.glob("*.y*ml"))
        if path.is_file() and EDITION.search(path.read_bytes())
    ]
    if not found:
        hint = "name a folder of files that each begin with 'edition:', or one such file"
        raise InputError([Problem(folder, "no parameter file is in this folder", hint=hint)])
    return found


def build_folder(folder: Path, build: Callable[..., Summary], **options: Any) -> Iterator[Ended]:
    """Build every edition of a folder; one that fails stops no other.

    They share the process, so that libraries are imported once, and a memory, so that data which
    several of them read are read once.

    Parameters
    ----------
    folder : with a parameter file for each edition.
    build : `research.build.verbs.build`.
    options : for each build.

    Yields
    ------
    How each ended, as soon as it has.
    """
    files = editions_in(folder)
    with scratch_folder("memory-") as memory:
        for path in files:
            try:
                yield Ended(path, build(path, memory=memory, **options))
            except ResearchError as error:
                yield Ended(path, error=error)
